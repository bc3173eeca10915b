/** Which papers a letter shows: what an earlier letter had is not told again. */
import { insertRows } from '../bulk.ts'
import type { Flavour } from '../flavour.ts'
import { type Db, heldPapers, keysOf } from '../people/base.ts'

/** Adds to what letters show: an earlier copy of one may have had other papers. Papers that are not held (any more) are left out. */
export async function saveLetterPapers(db: Db, flavour: Flavour, letters: readonly { readonly id: number; readonly paperKeys: readonly number[] }[]): Promise<void> {
  const held = new Set(await heldPapers(db, flavour, letters.flatMap(({ paperKeys }) => paperKeys)))
  const rows = letters.flatMap(({ id, paperKeys }) => keysOf(paperKeys).filter((key) => held.has(key)).map((key) => [id, key]))
  await insertRows(db, flavour, 'letter_papers', ['letter_id', 'paper_key'], rows, '(letter_id, paper_key) do nothing')
}

export async function unshow(db: Db, flavour: Flavour, letterIds: readonly number[]): Promise<void> {
  if (letterIds.length > 0) await db.deleteFrom('letter_papers').where(flavour.anyOf('letter_id', letterIds)).execute()
}
