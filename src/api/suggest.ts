import type { Context } from 'hono'
import type { Editions } from '../edition/edition.ts'
import type { SuggestionsShape } from './schemas.ts'
import { textParameter } from './parameters.ts'

/** Longest text taken, characters; nobody types more in wait of a suggestion. */
const TYPED_LENGTH_MAX = 200

/** `GET /api/suggest?q=`: titles, authors and categories for what is being typed; blanks at its end say that a word is finished. */
export async function suggest(c: Context, editions: Editions): Promise<Response> {
  const typed = textParameter(c, 'q', TYPED_LENGTH_MAX)
  const finished = typed !== undefined && /\s$/.test(c.req.query('q') ?? '')
  const { papers, authors, categories } = typed === undefined ? { papers: [], authors: [], categories: [] } : await editions.suggest(finished ? `${typed} ` : typed)
  c.header('Cache-Control', 'private, max-age=60')
  return c.json({
    papers: papers.map(({ id, title }) => ({ id, title })),
    authors: authors.map(({ name, papers: count, query }) => ({ name, papers: count, query })),
    categories: categories.map(({ id, name, papers: count, query }) => ({ id, name: name ?? null, papers: count, query })),
  } satisfies SuggestionsShape)
}
