/** Which papers a letter shows: what an earlier letter had is not told again. */
import { sql } from 'kysely'
import { insertRows } from '../bulk.ts'
import type { Flavour } from '../flavour.ts'
import { type Db, heldPapers, keysOf } from '../people/base.ts'

/** What was shown of the absorbed papers was shown of the survivor. */
export async function absorbLetterPapers(db: Db, flavour: Flavour, survivor: number, absorbed: readonly number[]): Promise<void> {
  const gone = keysOf(absorbed).filter((key) => key !== survivor)
  if (gone.length === 0) return
  const from = () => flavour.anyOf('paper_key', gone)
  await sql`insert into letter_papers (letter_id, paper_key) select distinct letter_id, ${sql.lit(survivor)} from letter_papers where ${from()} on conflict (letter_id, paper_key) do nothing`.execute(db)
  await db.deleteFrom('letter_papers').where(from()).execute()
}

export async function forgetLetterPapers(db: Db, flavour: Flavour, paperKeys: readonly number[]): Promise<void> {
  const keys = keysOf(paperKeys)
  if (keys.length > 0) await db.deleteFrom('letter_papers').where(flavour.anyOf('paper_key', keys)).execute()
}

/** Replaces what letters show; papers that are not held (any more) are left out. */
export async function saveLetterPapers(db: Db, flavour: Flavour, letters: readonly { readonly id: number; readonly paperKeys: readonly number[] }[]): Promise<void> {
  await unshow(db, flavour, letters.map(({ id }) => id))
  const held = new Set(await heldPapers(db, flavour, letters.flatMap(({ paperKeys }) => paperKeys)))
  const rows = letters.flatMap(({ id, paperKeys }) => keysOf(paperKeys).filter((key) => held.has(key)).map((key) => [id, key]))
  await insertRows(db, flavour, 'letter_papers', ['letter_id', 'paper_key'], rows)
}

export async function unshow(db: Db, flavour: Flavour, letterIds: readonly number[]): Promise<void> {
  if (letterIds.length > 0) await db.deleteFrom('letter_papers').where(flavour.anyOf('letter_id', letterIds)).execute()
}
