import type { Context } from 'hono'
import type { Editions, Side } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { choiceParameter, filterParameters, wholeParameter } from './parameters.ts'
import type { VotesShape } from './schemas.ts'
import { toEntry, toFlatPaper } from './to-entry.ts'

const ID_LENGTH_MAX = 300
const SIMILAR = '/similar'
const VOTES = '/votes'

/** `GET /api/papers/ID`, `GET /api/papers/ID/similar` and `GET /api/papers/ID/votes`; an id may hold slashes, as DOIs and old arXiv ids do. */
export async function onePaper(c: Context, editions: Editions, rest: string): Promise<Response> {
  const wants = [SIMILAR, VOTES].find((end) => rest.endsWith(end))
  const id = wants === undefined ? rest : rest.slice(0, -wants.length)
  if (id.length > ID_LENGTH_MAX || /[\u0000-\u001f\u007f\ufffd]/.test(id)) throw new BroadsheetError('not-found', 'No paper has such an id.')
  if (wants === VOTES) return votes(c, editions, id)
  return wants === SIMILAR ? similarPapers(c, editions, id) : paper(c, editions, id)
}

async function paper(c: Context, editions: Editions, id: string): Promise<Response> {
  const found = await editions.paper(id, { similar: 0 })
  if (!found) throw notHeld(id)
  return c.json(toFlatPaper(found.paper, found.days[0], found.community))
}

/** Votes here at the end of each UTC day on which they changed, and what other services showed where the paper was listed. */
async function votes(c: Context, editions: Editions, id: string): Promise<Response> {
  const found = await editions.paper(id, { similar: 0 })
  if (!found) throw notHeld(id)
  const { here = [], elsewhere = [] } = found.history ?? {}
  const { votes: count = 0, own = 0 } = found.community ?? {}
  return c.json({
    id: found.paper.id,
    votes: count,
    own,
    here: here.map((one) => ({ day: one.day, votes: one.votes, own: one.own })),
    elsewhere: elsewhere.map(({ day, source, upvotes }) => ({ day, source, upvotes })),
  } satisfies VotesShape)
}

async function similarPapers(c: Context, editions: Editions, id: string): Promise<Response> {
  const limit = wholeParameter(c, 'limit', { least: 1, most: 100, otherwise: 10 })
  const explain = choiceParameter(c, 'explain', ['0', '1']) === '1'
  const side = sideParameter(c)
  const { after, before } = filterParameters(c)
  const found = await editions.similar(id, { limit, after, before, side })
  if (!found) throw notHeld(id)
  return c.json(found.slice(0, limit).map((entry) => toEntry(entry, { explain })))
}

/** `newer=1` or `older=1`. @throws BroadsheetError bad-input for both */
function sideParameter(c: Context): Side | undefined {
  const sides = (['newer', 'older'] as const).filter((side) => choiceParameter(c, side, ['0', '1']) === '1')
  if (sides.length > 1) throw new BroadsheetError('bad-input', 'Give newer or older, not both.')
  return sides[0]
}

const notHeld = (id: string): BroadsheetError => new BroadsheetError('not-found', `No paper with the id ${id} is held here.`)
