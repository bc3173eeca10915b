/** What must hold of what people did, together with papers and with itself. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './base.ts'
import { PAPER_TABLES } from './papers-of-people.ts'
import { PERSON_TABLES } from './remove-person.ts'

/** Sentences that say what is wrong; empty when all is sound. */
export async function checkPeople(db: Db): Promise<string[]> {
  const faults: string[] = []
  const say = async (what: string, query: RawBuilder<{ n: number }>) => {
    const n = Number((await query.execute(db)).rows[0]?.n ?? 0)
    if (n > 0) faults.push(`${n} ${what}.`)
  }

  for (const table of PAPER_TABLES) {
    await say(`rows of ${table} belong to no paper`, sql`select count(*) as n from ${sql.table(table)} t where not exists (select 1 from papers where papers."key" = t.paper_key)`)
  }
  for (const table of [...PERSON_TABLES, 'comments'] as const) {
    await say(`rows of ${table} belong to nobody`, sql`select count(*) as n from ${sql.table(table)} t where person_id is not null and not exists (select 1 from persons p where p.id = t.person_id)`)
  }
  await say('comments answer none', sql`select count(*) as n from comments c where parent is not null and not exists (select 1 from comments p where p.id = c.parent)`)
  await say('reports are of no comment', sql`select count(*) as n from reports r where not exists (select 1 from comments c where c.id = r.comment_id)`)
  await say(
    'papers have other votes or comments than are counted',
    sql`select count(*) as n from (select paper_key from votes union select paper_key from comments union select paper_key from vote_counts) k
      left join vote_counts c on c.paper_key = k.paper_key
      where coalesce(c.votes, 0) <> (select count(*) from votes v where v.paper_key = k.paper_key and v.stands = 1 and v.own = 0)
        or coalesce(c.own, 0) <> (select count(*) from votes v where v.paper_key = k.paper_key and v.stands = 1 and v.own <> 0)
        or coalesce(c.comments, 0) <> (select count(*) from comments m where m.paper_key = k.paper_key and m.state = 'shown')`,
  )
  await say(
    'papers have votes other than the last day of their history says',
    sql`select count(*) as n from (select paper_key from vote_days union select paper_key from vote_counts where votes > 0 or own > 0) k
      left join vote_counts c on c.paper_key = k.paper_key
      left join vote_days d on d.paper_key = k.paper_key and d.day = (select max(day) from vote_days l where l.paper_key = k.paper_key)
      where coalesce(c.votes, 0) <> coalesce(d.votes, -1) or coalesce(c.own, 0) <> coalesce(d.own, -1)`,
  )
  await say('submissions have no place in their day', sql`select count(*) as n from submissions s where not exists (select 1 from day_entries d where d.day = s.day and d.source = 'community' and d.paper_key = s.paper_key)`)
  await say('places of the community have no submission', sql`select count(*) as n from day_entries d where d.source = 'community' and not exists (select 1 from submissions s where d.day = s.day and d.paper_key = s.paper_key)`)
  return faults
}
