/** Papers in dated lists over a span of days: one row a paper, filtered, ordered and paged by the database. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { cleanText } from './clean-text.ts'
import { foldSubmitter, place } from './days.ts'
import type { Flavour } from './flavour.ts'
import { paperJson, paperOfJson } from './paper-row.ts'
import type { DayEntriesTable, Tables } from './schema.ts'
import type { DayQuery, ListedPaper } from './store.ts'

type Row = Omit<DayEntriesTable, 'paper_key' | 'submitter'> & { total: number; json: string }

const DEFAULT_LIMIT = 50

export async function readListed(db: Kysely<Tables>, flavour: Flavour, query: DayQuery): Promise<{ total: number; papers: ListedPaper[] }> {
  const limit = Math.max(0, Math.trunc(query.limit ?? DEFAULT_LIMIT))
  const offset = Math.max(0, Math.trunc(query.offset ?? 0))
  const entries = sql`select * from day_entries where ${and(entryFilters(query))}`
  const paperFilter = paperFilters(flavour, query)
  const needsPapers = paperFilter.length > 0 || query.sort === 'published'
  const papers = needsPapers ? sql`join papers on papers."key" = ranked.paper_key` : sql``
  const filter = and([sql`ranked.rank = 1`, ...paperFilter])
  const order =
    query.sort === 'published'
      ? sql`coalesce(papers.published, '') desc, ranked.day desc, ranked.upvotes desc, ranked.position, ranked.paper_key desc`
      : sql`ranked.upvotes desc, ranked.position, ranked.day desc, ranked.paper_key desc`
  // Over several days or sources a paper counts once: where it has most upvotes, else where it stood first.
  const ranked = sql`select entries.*, row_number() over (partition by paper_key order by upvotes desc, day, position, source) as rank from (${entries}) as entries`
  const chosen = sql`select ranked.* from (${ranked}) as ranked ${papers} where ${filter}`
  const total = async () => Number((await sql<{ n: number }>`select count(*) as n from (${chosen}) as chosen`.execute(db)).rows[0]?.n ?? 0)
  if (limit === 0) return { total: await total(), papers: [] }

  // The page is cut before papers are read whole: abstracts are carried for the page only.
  const { rows } = await sql<Row>`
    select page.day, page.source, page.position, page.upvotes, page.num_comments, page.submitted_at, page.submitted_by, page.total, ${paperJson(flavour)} as json
    from (select ranked.*, count(*) over () as total, row_number() over (order by ${order}) as place
      from (${ranked}) as ranked ${papers} where ${filter} order by place limit ${limit} offset ${offset}) as page
    join papers on papers."key" = page.paper_key order by page.place`.execute(db)
  const first = rows[0]
  return {
    total: first !== undefined ? Number(first.total) : offset === 0 ? 0 : await total(),
    papers: rows.map((row) => ({ paper: paperOfJson(row.json).paper, entry: place(row) })),
  }
}

function entryFilters(query: DayQuery): RawBuilder<unknown>[] {
  const filters = [sql`day >= ${query.from}`, sql`day <= ${query.to}`]
  if (query.source !== undefined) filters.push(sql`source = ${query.source}`)
  if (query.submitter !== undefined) filters.push(sql`submitter = ${foldSubmitter(query.submitter)}`)
  return filters
}

function paperFilters(flavour: Flavour, query: DayQuery): RawBuilder<unknown>[] {
  const filters: RawBuilder<unknown>[] = []
  const like = sql.raw(flavour.like)
  if (query.category !== undefined) {
    const patterns = categoryPatterns(query.category)
    filters.push(sql`(${sql.join(patterns.map((pattern) => sql`papers.categories ${like} ${pattern} escape '!'`), sql` or `)})`)
  }
  if (query.venue !== undefined) filters.push(sql`papers.venue ${like} ${escapeLike(cleanText(query.venue))} escape '!'`)
  return filters
}

/** Patterns for the JSON list of categories: `cs.LG` is that category, `cs` also every `cs.*`. */
function categoryPatterns(category: string): string[] {
  const name = escapeLike(JSON.stringify(cleanText(category)).slice(1, -1))
  return category.includes('.') ? [`%"${name}"%`] : [`%"${name}"%`, `%"${name}.%`]
}

/** Text that a pattern matches as it stands. */
function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, '!$&')
}

function and(filters: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(filters as RawBuilder<unknown>[], sql` and `)
}
