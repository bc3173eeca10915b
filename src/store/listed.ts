/** Papers in dated lists over a span of days: one row a paper, filtered, ordered and paged by the database. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { bounded, isKey } from './bounds.ts'
import type { SourceName } from '../paper/paper.ts'
import { cleanText } from './clean-text.ts'
import { foldSubmitter, type PlaceColumns, place } from './days.ts'
import type { Flavour } from './flavour.ts'
import { paperJson, paperOfJson } from './paper-row.ts'
import type { Tables } from './schema.ts'
import type { DayQuery, ListedPaper } from './store.ts'

const DEFAULT_LIMIT = 50
/** No category or venue is longer; SQLite refuses patterns of more than 50,000 bytes. */
const MAX_NAME = 300

export async function readListed(db: Kysely<Tables>, flavour: Flavour, query: DayQuery): Promise<{ total: number; papers: ListedPaper[] }> {
  const { total, page, order } = await pageOf(db, flavour, query)
  if (page === undefined) return { total, papers: [] }
  const { rows } = await sql<PlaceColumns & { json: string }>`
    select ${PLACE}, ${paperJson(flavour)} as json from (${page}) as page join papers on papers."key" = page.paper_key order by ${order}`.execute(db)
  return { total, papers: rows.map((row) => ({ paper: paperOfJson(row.json).paper, entry: place(row) })) }
}

/** As `readListed`, without the papers themselves, which are most of the work. */
export async function readPlaces(db: Kysely<Tables>, flavour: Flavour, query: DayQuery): Promise<{ paperKey: number; entry: ListedPaper['entry'] }[]> {
  const { page, order } = await pageOf(db, flavour, query)
  if (page === undefined) return []
  const { rows } = await sql<PlaceColumns & { paper_key: number }>`select ${PLACE}, page.paper_key from (${page}) as page order by ${order}`.execute(db)
  return rows.map((row) => ({ paperKey: Number(row.paper_key), entry: place(row) }))
}

const PLACE = sql`page.day, page.source, page.position, page.upvotes, page.num_comments, page.submitted_at, page.submitted_by, page.estimated`

/** The places on the page that is asked for, cut before papers are read: abstracts are carried for the page only. */
async function pageOf(db: Kysely<Tables>, flavour: Flavour, query: DayQuery): Promise<{ total: number; page: RawBuilder<unknown> | undefined; order: RawBuilder<unknown> }> {
  const limit = bounded(query.limit ?? DEFAULT_LIMIT, 0)
  const offset = bounded(query.offset ?? 0, 0)
  const order = query.sort === 'published' ? BY_PUBLISHED : BY_VOTES
  if ((query.category ?? '').length > MAX_NAME || (query.venue ?? '').length > MAX_NAME) return { total: 0, page: undefined, order }
  const filter = sql.join(filters(flavour, query), sql` and `)
  const counts = await sql<{ entries: number; papers: number }>`
    select count(*) as entries, count(distinct paper_key) as papers from day_entries where ${filter}`.execute(db)
  const entries = Number(counts.rows[0]?.entries ?? 0)
  const total = Number(counts.rows[0]?.papers ?? 0)
  if (limit === 0 || offset >= total) return { total, page: undefined, order }

  // Listed twice, a paper counts where it has most upvotes, else where it stood first. Mostly none is, and ranking is the dear part.
  const listed =
    entries === total
      ? sql`select * from day_entries where ${filter}`
      : sql`select * from (select day_entries.*, row_number() over (partition by paper_key order by upvotes desc, day, position, source) as rank
          from day_entries where ${filter}) as ranked where rank = 1`
  const voted = query.sort === 'published' ? sql`select page.*, 0 as voted from (${listed}) as page` : withVotes(listed)
  return { total, page: sql`select * from (${voted}) as page order by ${order} limit ${limit} offset ${offset}`, order }
}

/** The keys of the papers listed in a span of days (inclusive), ascending: enough to search within it. */
export async function readKeysListed(db: Kysely<Tables>, from: string, to: string): Promise<number[]> {
  const rows = await db.selectFrom('day_entries').select('paper_key').distinct().where('day', '>=', from).where('day', '<=', to).orderBy('paper_key').execute()
  return rows.map((row) => Number(row.paper_key))
}

const BY_VOTES = sql`page.upvotes + page.voted desc, page.position, page.day desc, page.paper_key desc`
const BY_PUBLISHED = sql`coalesce(page.published, '') desc, page.day desc, page.upvotes desc, page.position, page.paper_key desc`

/** Beside each place the votes that the paper has here, without its authors' own. */
function withVotes(listed: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select page.*, coalesce(c.votes, 0) as voted from (${listed}) as page left join vote_counts c on c.paper_key = page.paper_key`
}

function filters(flavour: Flavour, query: DayQuery): RawBuilder<unknown>[] {
  const like = sql.raw(flavour.like)
  const all = [sql`day >= ${query.from}`, sql`day <= ${query.to}`]
  if (query.afterKey !== undefined) all.push(sql`paper_key > ${bounded(query.afterKey, 0)}`)
  if (query.source !== undefined) all.push(sql`source = ${query.source}`)
  if (query.except !== undefined) all.push(sql`source <> ${query.except}`)
  if (query.unlessIn !== undefined) all.push(notListedIn(query.unlessIn, query.except))
  if (query.keys !== undefined) all.push(flavour.anyOf('paper_key', query.keys.filter(isKey)))
  if (query.submitter !== undefined) all.push(submittedBy(query.submitter))
  if (query.category !== undefined) {
    const patterns = categoryPatterns(query.category).map((pattern) => sql`categories ${like} ${pattern} escape '!'`)
    all.push(sql`(${sql.join(patterns, sql` or `)})`)
  }
  if (query.venue !== undefined) all.push(sql`venue ${like} ${escapeLike(cleanText(query.venue))} escape '!'`)
  return all
}

function notListedIn({ from, to }: { from: string; to: string }, except: SourceName | undefined): RawBuilder<unknown> {
  const counted = except === undefined ? sql`` : sql`and other.source <> ${except}`
  return sql`not exists (select 1 from day_entries other where other.paper_key = day_entries.paper_key and other.day >= ${from} and other.day <= ${to} ${counted})`
}

/** Places that a service says somebody of this name made, and those that people of this name made here. */
function submittedBy(name: string): RawBuilder<unknown> {
  const folded = foldSubmitter(name)
  return sql`(submitter = ${folded} or (source = 'community' and exists (
    select 1 from submissions s join persons p on p.id = s.person_id
    where s.day = day_entries.day and s.paper_key = day_entries.paper_key and (p.name = ${cleanText(name)} or lower(p.name) = ${folded}))))`
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
