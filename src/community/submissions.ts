/**
 * Papers that people put into a day's list. A second person joins the first; a paper that another source lists on that day gets their
 * name beside it and no second entry. Rules are in submission-rules.ts, and each refusal states its rule and number.
 */
import { serviceDay } from '../paper/announcements.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { FoundPaper, PaperFinder } from '../paper/found-paper.ts'
import type { Paper, SourceName } from '../paper/paper.ts'
import { mayActAs, type Person, type Submission, type Visitor } from '../paper/people.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { addDays, isDay } from '../tools/dates.ts'
import { actingPerson } from './acting-person.ts'
import { heldPaper } from './held-paper.ts'
import { lookUpLimit } from './look-up-limit.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { oneLine } from './one-line.ts'
import { refusedAge, refusedDay, refusedQuota, ruleSentences, type SubmissionRules } from './submission-rules.ts'
import { SubmissionRefused } from './submission-refused.ts'
import { countSubmitted, submittedToday } from './submitted-today.ts'

/** Characters of a remark. */
export const REMARK_CHARACTERS_MAX = 500

export interface SubmissionRequest {
  /** what names the paper: an id, an address, BibTeX … */
  readonly what: string
  /** ISO day; today without it */
  readonly day?: string | undefined
  readonly remark?: string | undefined
  /** as a curator's pick */
  readonly picked?: boolean | undefined
}

/** A paper that would go into a day: what the person sees before they say yes. */
export interface SubmissionPreview {
  readonly found: FoundPaper
  readonly day: string
  readonly remark: string
  readonly picked: boolean
  /** what stands there already, oldest first */
  readonly there: readonly Submission[]
  /** other sources that list it on that day */
  readonly listedBy: readonly SourceName[]
  readonly notes: readonly string[]
}

export interface Submitted {
  readonly paper: Paper
  readonly day: string
  /** `changed`: the same person had submitted it before, and the remark or the pick is now another */
  readonly outcome: 'added' | 'joined' | 'changed'
  /** what happened, for the person */
  readonly sentence: string
  readonly notes: readonly string[]
}

/** What somebody may submit, for the form. */
export interface SubmissionTerms {
  readonly may: boolean
  readonly mayPick: boolean
  readonly today: string
  /** undefined: any day */
  readonly firstDay: string | undefined
  readonly lastDay: string
  /** the rules that bind this person, in words */
  readonly sentences: readonly string[]
}

export interface Submissions {
  terms(visitor: Visitor): Promise<SubmissionTerms>
  /** Finds the paper and asks every rule; keeps nothing. @throws as `submit` */
  preview(visitor: Visitor, request: SubmissionRequest): Promise<SubmissionPreview>
  /**
   * @throws BroadsheetError not-signed-in; SubmissionRefused bad-input, not-found (no service knows the paper), unavailable (none could be asked),
   * not-allowed and too-many, with the rule and its number
   */
  submit(visitor: Visitor, request: SubmissionRequest): Promise<Submitted>
  /** Brings a paper in, to no day: from then on it is held. One that was not counts among those of the day. @throws as `submit` */
  bring(visitor: Visitor, what: string): Promise<FoundPaper>
  /**
   * Takes one's own submission back, or with `everybody`, as a curator, those of all. False when there is none.
   * @param place `paper`: public id or any identifier
   */
  withdraw(visitor: Visitor, place: { readonly paper: string; readonly day: string }, everybody?: boolean): Promise<boolean>
  /** The submissions to a day with their papers, oldest first. @throws BroadsheetError bad-input for a day that does not exist */
  ofDay(day: string): Promise<readonly { readonly paper: Paper; readonly submission: Submission }[]>
}

export interface SubmissionsParts {
  readonly store: Store
  readonly clock: Clock
  readonly rules: SubmissionRules
  /** absent where no paper can be brought in: then those held may be submitted */
  readonly finder?: PaperFinder | undefined
}

interface Checked {
  readonly person: Person
  readonly day: string
  readonly remark: string
  readonly picked: boolean
  readonly today: string
  /** keeps to the rules for readers */
  readonly bound: boolean
}

export function createSubmissions({ store, clock, rules, finder = heldOnly(store) }: SubmissionsParts): Submissions {
  const { people } = store
  const inTurn = oneAtATime()
  const beforeAsking = lookUpLimit(clock)
  const today = (): string => serviceDay(clock.now())
  const ofToday = ({ id }: Person): Promise<number> => submittedToday(people, id, clock.now())

  return {
    async terms({ person }) {
      const curator = mayActAs(person, 'curator')
      return {
        may: mayActAs(person, rules.by),
        mayPick: curator,
        today: today(),
        firstDay: curator ? undefined : addDays(today(), -rules.daysBack),
        lastDay: addDays(today(), rules.daysAhead),
        sentences: curator || person === undefined ? [] : ruleSentences(rules, await ofToday(person)),
      }
    },

    async preview(visitor, request) {
      const checked = check(visitor, request)
      const found = await find(checked, request.what, 'find')
      return { ...(await look(checked, found)), found, day: checked.day, remark: checked.remark, picked: checked.picked }
    },

    async submit(visitor, request) {
      const checked = check(visitor, request)
      const { person, day, remark, picked } = checked
      // Of one person in turn: two requests at once must not both be the last that a quota allows.
      return inTurn(person.id, async () => {
        const { there, listedBy, notes } = await look(checked, await find(checked, request.what, 'find'))
        const found = await find(checked, request.what, 'bring')
        const own = there.find((one) => one.person?.id === person.id)
        // Said again, what is not said again stays.
        const said = { picked: request.picked === undefined && own !== undefined ? own.picked : picked, remark: request.remark === undefined && own !== undefined ? own.remark : remark }
        await people.together(async (inside) => {
          await inside.submit({ day, paperKey: found.paper.key, personId: person.id, at: new Date(clock.now()).toISOString(), ...said })
          if (own === undefined) await countSubmitted(inside, person.id, clock.now())
        })
        const outcome = own !== undefined ? 'changed' : there.length > 0 || listedBy.length > 0 ? 'joined' : 'added'
        return { paper: found.paper, day, outcome, sentence: sentenceOf(outcome, day, there), notes }
      })
    },

    bring(visitor, what) {
      const submitter = submitterOf(visitor)
      const { person, bound } = submitter
      return inTurn(person.id, async () => {
        const found = await find(submitter, what, 'find')
        if (found.held) return found
        if (bound) await needQuota(person)
        const brought = await find(submitter, what, 'bring')
        await people.together((inside) => countSubmitted(inside, person.id, clock.now()))
        return brought
      })
    },

    async withdraw(visitor, { paper: name, day }, everybody = false) {
      const person = actingPerson(visitor, 'take a submission back')
      if (everybody && !mayActAs(person, 'curator')) throw new BroadsheetError('not-allowed', 'Only curators may take out what others submitted.')
      const { key } = await heldPaper(store, name)
      const there = everybody ? (await people.submissions({ paperKeys: [key] })).filter((one) => one.day === day) : [{ person }]
      const gone = await Promise.all(there.map((one) => (one.person === undefined ? false : people.withdraw({ day, paperKey: key, personId: one.person.id }))))
      return gone.includes(true)
    },

    async ofDay(day) {
      if (!isDay(day)) throw new BroadsheetError('bad-input', refusedDay(day, today(), rules, false) ?? 'There is no such day.')
      const submissions = await people.submissions({ day })
      const papers = new Map((await store.papers([...new Set(submissions.map(({ paperKey }) => paperKey))])).map((paper) => [paper.key, paper]))
      return submissions.flatMap((submission) => {
        const paper = papers.get(submission.paperKey)
        return paper === undefined ? [] : [{ paper, submission }]
      })
    },
  }

  function submitterOf(visitor: Visitor): Pick<Checked, 'person' | 'bound'> {
    const person = actingPerson(visitor, 'submit papers')
    if (!mayActAs(person, rules.by)) throw new SubmissionRefused(undefined, 'not-allowed', 'Only curators may submit papers here.')
    return { person, bound: !mayActAs(person, 'curator') }
  }

  /** What needs no paper: who, the day, the remark, the pick. */
  function check(visitor: Visitor, request: SubmissionRequest): Checked {
    const { person, bound } = submitterOf(visitor)
    const now = today()
    const day = request.day?.trim() || now
    const refused = refusedDay(day, now, rules, bound)
    if (refused !== undefined) throw new SubmissionRefused('day', 'bad-input', refused)
    const remark = oneLine((request.remark ?? '').slice(0, REMARK_CHARACTERS_MAX * 20))
    if (remark.length > REMARK_CHARACTERS_MAX) throw new SubmissionRefused('remark', 'bad-input', `A remark has at most ${REMARK_CHARACTERS_MAX} characters; this one has ${remark.length.toLocaleString('en')}.`)
    const picked = request.picked === true
    if (picked && bound) throw new SubmissionRefused('picked', 'not-allowed', 'Only curators may pick a paper; submit it without.')
    return { person, day, remark, picked, today: now, bound }
  }

  async function find({ person, bound }: Pick<Checked, 'person' | 'bound'>, what: string, deed: 'find' | 'bring'): Promise<FoundPaper> {
    try {
      return await finder[deed](what, bound ? { beforeAsking: () => beforeAsking(person.id) } : {})
    } catch (error) {
      if (error instanceof BroadsheetError && error.code !== 'internal') throw new SubmissionRefused('what', error.code, error.message, { cause: error })
      throw error
    }
  }

  async function needQuota(person: Person): Promise<void> {
    const tooMany = refusedQuota(await ofToday(person), rules)
    if (tooMany !== undefined) throw new SubmissionRefused(undefined, 'too-many', tooMany)
  }

  /** Where the paper stands, and the rules that need it. */
  async function look({ person, day, today: now, bound }: Checked, { paper, notes }: FoundPaper): Promise<Pick<SubmissionPreview, 'there' | 'listedBy' | 'notes'>> {
    const all = paper.key === 0 ? [] : await people.submissions({ paperKeys: [paper.key] })
    const there = all.filter((one) => one.day === day)
    if (bound && !there.some((one) => one.person?.id === person.id)) {
      const tooOld = refusedAge(paper, now, rules)
      if (tooOld !== undefined) throw new SubmissionRefused('what', 'not-allowed', tooOld)
      await needQuota(person)
    }
    const places = paper.key === 0 ? [] : await store.daysOf(paper.key)
    const listedBy = [...new Set(places.filter((place) => place.day === day && place.source !== 'community').map(({ source }) => source))]
    const before = places.find((place) => place.day !== day && (place.source === 'community' || place.source === 'huggingface'))
    return { there, listedBy, notes: before === undefined ? notes : [...notes, `It is in the list of ${before.day} already.`] }
  }
}

function sentenceOf(outcome: Submitted['outcome'], day: string, there: readonly Submission[]): string {
  if (outcome === 'changed') return `You had submitted this paper to ${day} already; your remark is now the one you wrote last.`
  if (outcome === 'added') return `The paper is in the list of ${day}.`
  const others = there.map(({ person }) => person?.name).filter((name) => name !== undefined)
  return others.length === 0 ? `The paper was in the list of ${day} already; your name stands beside it now.` : `${others.slice(0, 3).join(', ')}${others.length > 3 ? ' and others' : ''} had submitted this paper to ${day} already; your name stands beside theirs now.`
}

function heldOnly(store: Store): PaperFinder {
  const find = async (what: string): Promise<FoundPaper> => ({ paper: await heldPaper(store, what), held: true, toldBy: undefined, notes: [] })
  return { find, bring: find }
}
