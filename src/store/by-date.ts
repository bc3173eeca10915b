/** All papers that have a date, newest first: a walk in steps, each of which goes on where the one before ended. */
import { type Kysely, sql } from 'kysely'
import { bounded } from './bounds.ts'
import { cleanText } from './clean-text.ts'
import type { Flavour } from './flavour.ts'
import { paperJson, paperOfJson } from './paper-row.ts'
import type { Paper } from '../paper/paper.ts'
import type { Tables } from './schema.ts'
import type { ByDateQuery } from './store.ts'

/** Where a paper stands in the walk: papers that come in meanwhile move nothing that follows. */
export async function readByDate(db: Kysely<Tables>, flavour: Flavour, { after, limit }: ByDateQuery): Promise<Paper[]> {
  const rest = after === undefined ? sql`` : sql` and (published, id) < (${cleanText(after.published)}, ${cleanText(after.id)})`
  const { rows } = await sql<{ json: unknown }>`
    select ${paperJson(flavour)} as json from papers where published is not null${rest} order by published desc, id desc limit ${bounded(limit, 0)}`.execute(db)
  return rows.map((row) => paperOfJson(row.json).paper)
}
