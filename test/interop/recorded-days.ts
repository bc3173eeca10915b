/** Days as Hugging Face answered them, where somebody has laid recordings beside the checkout; else made-up days of the same make. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { root } from '../support/broadsheet.ts'

export type Fields = Record<string, unknown>
export interface RecordedDay {
  readonly date: string
  readonly entries: readonly (Fields & { readonly paper: Fields & { readonly id: string; readonly upvotes: number } })[]
}

const MONTHS = ['2026-02', '2026-03', '2026-04'] as const
const DAYS = 60
const fileOf = (month: string): string => join(root, '..', 'shared', 'data', 'hf-daily', `${month}.jsonl.gz`)
export const RECORDED = MONTHS.every((month) => existsSync(fileOf(month)))

/** The last 60 days that are recorded, or three made-up ones. */
export function recordedDays(): readonly RecordedDay[] {
  if (!RECORDED) return madeUpDays()
  return MONTHS.flatMap((month) => gunzipSync(readFileSync(fileOf(month))).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as RecordedDay)).slice(-DAYS)
}

/** Three made-up days, 60 papers each, with votes from 100 downwards. */
export const madeUpDays = (): readonly RecordedDay[] => [0, 1, 2].map(madeUpDay)

function madeUpDay(number: number): RecordedDay {
  const date = `2026-03-1${number + 6}`
  return {
    date,
    entries: Array.from({ length: 60 }, (_, place) => {
      const id = `2603.1${number}${String(place).padStart(3, '0')}`
      const user = { _id: '5f1158120c833276f61f1a84', avatarUrl: '/avatars/owl.svg', fullname: place === 0 ? 'AK' : 'Ada Example', name: place === 0 ? 'akhaliq' : 'ada', type: 'user', isPro: false }
      const published = `2026-03-1${number + 4}T17:59:34.000Z`
      const title = `Counting owls by ear, part ${number * 60 + place}`
      const summary = `We count owls at night, the ${place}th of them twice.`
      return {
        paper: {
          id, authors: [{ _id: `66fb8eda0c0759cfa0${String(place).padStart(6, '0')}`, name: 'Ada Example', hidden: false }], publishedAt: published, submittedOnDailyAt: `${date}T02:00:00.000Z`, title,
          submittedOnDailyBy: { ...user, user: user.name }, summary, upvotes: 100 - place, discussionId: '66fb8ee60c0759cfa092113e', ai_summary: 'Owls are counted.', ai_keywords: ['owls'], githubRepo: 'https://github.com/example/owls', githubStars: 3,
        },
        publishedAt: new Date(Date.parse(published) - 4 * 3_600_000).toISOString(), title, summary, thumbnail: `https://example.org/${id}.png`, numComments: place % 3, submittedBy: { ...user, isHf: false, isHfAdmin: false, isMod: false }, isAuthorParticipating: false,
      }
    }),
  }
}
