import type { Context } from 'hono'
import { z } from 'zod'
import { BroadsheetError } from '../paper/errors.ts'
import { PartialDate } from '../paper/paper.ts'
import { isDay, isMonth, isWeek } from '../tools/dates.ts'

/** Longest query in a body, characters: an abstract, a BibTeX entry, a page. */
const LONG_QUERY_MAX = 12_000

const date = PartialDate.refine((value) => value.length < 10 || isDay(value), 'must be a date that exists, such as 2024, 2024-10 or 2024-10-18').optional()

/** As in an address, an empty filter is none. */
const filter = (most: number) => z.string().max(most).transform((value) => value.trim() || undefined).optional()

export const SearchBody = z.strictObject({
  q: z.string().max(LONG_QUERY_MAX, `has more than ${LONG_QUERY_MAX.toLocaleString('en')} characters`).refine((value) => value.trim() !== '', 'is empty: say what to search for')
    // JSON can write half of a character, which no header can carry.
    .transform((value) => value.replace(/\p{Cs}/gu, '\ufffd')),
  limit: z.int().min(1).max(120).default(20),
  p: z.int().min(0).max(9_999_999_999).default(0),
  mode: z.enum(['both', 'words', 'meaning']).optional(),
  category: filter(60),
  venue: filter(300),
  after: date,
  before: date,
  /** a day, week or month: only papers listed then */
  span: z.string().refine((value) => isDay(value) || isWeek(value) || isMonth(value), 'must be a day, week or month that exists').optional(),
  fold: z.boolean().default(false),
  verbatim: z.boolean().default(false),
  explain: z.boolean().default(false),
})
export type SearchBody = z.infer<typeof SearchBody>

/** What a search by POST asks for. @throws BroadsheetError bad-input that names the field */
export async function readSearchBody(c: Context): Promise<SearchBody> {
  const text = await c.req.text()
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new BroadsheetError('bad-input', 'The body is not JSON; send an object such as {"q": "sparse attention"}.', { cause })
  }
  const parsed = SearchBody.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const field = issue.path.length === 0 ? 'The body' : issue.path.join('.').slice(0, 40)
  throw new BroadsheetError('bad-input', `${field}: ${issue.message.slice(0, 200)}.`)
}
