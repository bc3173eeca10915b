import type { Paper } from '../paper/paper.ts'
import { addDays, dayNumber, isDay, monthDays } from '../tools/dates.ts'

/** What readers may submit. Curators, admins and the local reader keep to `daysAhead` only. */
export interface SubmissionRules {
  /** whom papers are taken from */
  readonly by: 'reader' | 'curator'
  /** a paper may have appeared so many days ago; 0 for any age. Daily Papers takes those of the last 14 days */
  readonly ageDays: number
  /** papers a person may submit in one UTC day, those taken back again among them; 0 for any number */
  readonly quota: number
  /** the earliest and latest day that may be submitted to, in days from today */
  readonly daysBack: number
  readonly daysAhead: number
}

export const DEFAULT_SUBMISSION_RULES: SubmissionRules = { by: 'reader', ageDays: 14, quota: 5, daysBack: 14, daysAhead: 0 }

const days = (count: number): string => (count === 1 ? '1 day' : `${count.toLocaleString('en')} days`)

/** The sentence that refuses a day, or undefined. @param bound whether who submits keeps to the earliest day */
export function refusedDay(day: string, today: string, rules: SubmissionRules, bound: boolean): string | undefined {
  if (!isDay(day)) return `“${day.slice(0, 40)}” is not a day that exists; write it as ${today}.`
  const last = addDays(today, rules.daysAhead)
  if (day > last) return `${day} is still to come: papers may be submitted to days up to ${last}${rules.daysAhead === 0 ? ', which is today' : `, ${days(rules.daysAhead)} ahead`}.`
  const first = addDays(today, -rules.daysBack)
  if (bound && day < first) return `${day} is ${days(dayNumber(today) - dayNumber(day))} ago: readers may submit papers to days from ${first} on, ${days(rules.daysBack)} back. A curator may go further.`
  return undefined
}

/** The sentence that refuses a paper for its age, or undefined. Of a date that is not known to the day the last possible one counts. */
export function refusedAge({ published }: Pick<Paper, 'published'>, today: string, { ageDays }: SubmissionRules): string | undefined {
  if (ageDays === 0) return undefined
  const limit = `readers may submit papers of the last ${days(ageDays)}. A curator may still put it in.`
  if (published === undefined) return `When this paper appeared is not known, and ${limit}`
  const last = published.length === 4 ? `${published}-12-31` : published.length === 7 ? monthDays(published).to : published
  const age = dayNumber(today) - dayNumber(last)
  return age > ageDays ? `This paper appeared ${published.length === 10 ? `on ${published}, ${days(age)} ago` : `in ${published}`}: ${limit}` : undefined
}

/** The sentence that refuses one paper more, or undefined. @param submitted papers of this UTC day, also those taken back since */
export function refusedQuota(submitted: number, { quota }: SubmissionRules): string | undefined {
  if (quota === 0 || submitted < quota) return undefined
  return `You have submitted ${submitted.toLocaleString('en')} ${submitted === 1 ? 'paper' : 'papers'} today, and a reader may submit ${quota.toLocaleString('en')} a day, those taken back again among them. The next day begins at midnight UTC.`
}

/** The rules in words, for the form of somebody who keeps to them. */
export function ruleSentences({ ageDays, quota, daysBack, daysAhead }: SubmissionRules, submitted: number): string[] {
  return [
    ...(ageDays === 0 ? [] : [`Papers of the last ${days(ageDays)}.`]),
    ...(quota === 0 ? [] : [`${quota.toLocaleString('en')} a day, counted by UTC and with those taken back again; you have ${Math.max(0, quota - submitted).toLocaleString('en')} left today.`]),
    `To days up to ${days(daysBack)} back${daysAhead === 0 ? '' : ` and ${days(daysAhead)} ahead`}.`,
  ]
}
