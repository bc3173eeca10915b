/** What must hold of the tables together, asked of a store that may have been through anything. */
import { type Kysely, sql } from 'kysely'
import { readCounters } from './counters.ts'
import { readCount } from './counts.ts'
import type { Flavour } from './flavour.ts'
import { countNamed } from './identifiers.ts'
import { readPaperTotals } from './papers.ts'
import { checkPeople } from './people/check-people.ts'
import { checkHooks } from './hooks/check-hooks.ts'
import { checkPost } from './post/check-post.ts'
import type { Tables } from './schema.ts'

/** Sentences that say what is wrong; empty when the store is sound. */
export async function checkTables(db: Kysely<Tables>, flavour: Flavour): Promise<string[]> {
  const faults = [...(await flavour.damage(db))]
  if (faults.length > 0) return faults
  const number = async (query: ReturnType<typeof sql<{ n: number }>>) => Number((await query.execute(db)).rows[0]?.n ?? 0)
  const say = (count: number, what: string) => {
    if (count > 0) faults.push(`${count} ${what}.`)
  }

  say(await number(sql`select count(*) as n from papers where not exists (select 1 from paper_sources s where s.paper_key = papers."key")`), 'papers have no source')
  for (const [table, what] of [
    ['identifiers', 'identifiers'],
    ['paper_sources', 'source records'],
    ['paper_versions', 'versions'],
    ['day_entries', 'places in dated lists'],
  ] as const) {
    const orphans = sql<{ n: number }>`select count(*) as n from ${sql.table(table)} c where not exists (select 1 from papers where papers."key" = c.paper_key)`
    say(await number(orphans), `${what} belong to no paper`)
  }
  const stale = sql<{ n: number }>`select count(*) as n from day_entries d join papers p on p."key" = d.paper_key
    where d.categories <> p.categories or d.published is distinct from p.published or d.venue is distinct from p.venue`
  say(await number(stale), 'places in dated lists do not know their paper as it is')
  say(await number(sql`select count(*) as n from removed where exists (select 1 from papers where papers."key" = removed."key")`), 'removed papers are still there')

  const totals = await readPaperTotals(db)
  say(totals.papers - (await countNamed(db)), 'papers cannot be found by any name')
  const counted = await readCount(db)
  if (counted !== totals.papers) faults.push(`The store counts ${counted} papers but holds ${totals.papers}.`)
  for (const row of await db.selectFrom('counts').select(['name', 'papers']).where('kind', '=', 'source').execute()) {
    const held = await number(sql`select count(*) as n from papers where sources like ${`%"${row.name}"%`}`)
    if (held !== Number(row.papers)) faults.push(`The store counts ${row.papers} papers from ${row.name} but holds ${held}.`)
  }
  const counters = await readCounters(db)
  if (totals.key > counters.key || totals.seq > counters.seq) faults.push('Papers have numbers beyond the last one given out.')
  return [...faults, ...(await checkPeople(db)), ...(await checkPost(db)), ...(await checkHooks(db))]
}
