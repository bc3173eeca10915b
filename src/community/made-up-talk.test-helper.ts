/** A store in a temporary folder with two papers and some people, whose clock stands where a test puts it: for tests of comments. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { titleKey } from '../normalise/identity.ts'
import { mergeRecords } from '../normalise/merge.ts'
import type { Paper, PaperRecord } from '../paper/paper.ts'
import type { Role, Visitor } from '../paper/people.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { createComments, type Comments } from './comments.ts'

const NAMES = { ann: 'Ann Owl', ben: 'Ben Wren', cat: 'Cat Curator', dan: 'Dan Admin', eve: '<img src=x onerror=alert(1)>"\'' } as const
type Name = keyof typeof NAMES
const ROLES: Readonly<Partial<Record<Name, Role>>> = { cat: 'curator', dan: 'admin' }

export interface MadeUpTalk {
  readonly store: Store
  readonly comments: Comments
  /** by Ann Owl and Zoe Else; by Zoe Else */
  readonly papers: readonly [Paper, Paper]
  readonly who: Readonly<Record<Name, Visitor>>
  /** ms since 1970, to be put on */
  readonly clock: { time: number; now(): number }
  close(): Promise<void>
}

export async function madeUpTalk(): Promise<MadeUpTalk> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'broadsheet-talk-'))
  const clock = { time: Date.parse('2026-03-11T16:00:00Z'), now: () => clock.time }
  const store = await openSqlite(join(folder, 'broadsheet.db'), { clock })
  const since = '2026-01-01T00:00:00.000Z'
  const who = Object.fromEntries(
    (Object.keys(NAMES) as Name[]).map((id): [Name, Visitor] => [id, { by: 'session', canSignIn: true, person: { id, name: NAMES[id], email: `${id}@example.net`, role: ROLES[id] ?? 'reader', since } }]),
  ) as Record<Name, Visitor>
  for (const { person } of Object.values(who)) await store.people.savePerson(person!)
  const hold = async (id: string, authors: readonly string[]): Promise<Paper> => {
    const record: PaperRecord = { source: 'arxiv', sourceKey: id, title: `Owls counted in ${id}`, abstract: 'We count owls.', authors: authors.map((name) => ({ name })), identifiers: [{ scheme: 'arxiv', value: id }], categories: [], keywords: [], versions: [], links: [], days: [] }
    await store.write((writer) => writer.write([{ key: undefined, content: mergeRecords([record]), titleKey: titleKey(record.title), sources: [{ source: record.source, sourceKey: id, hash: id, record: undefined }], days: [] }]))
    return (await store.find(id))!
  }
  const papers = [await hold('2603.00001', ['Ann Owl', 'Zoe Else']), await hold('2603.00002', ['Zoe Else'])] as const
  const close = async (): Promise<void> => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { store, comments: createComments({ store, clock }), papers, who, clock, close }
}
