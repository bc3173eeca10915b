/** A store that an earlier version of Broadsheet filled, opened by this one. Called by each database's test. */
import { expect, test } from 'vitest'
import { madeUpPaper, madeUpRecord } from './made-up-papers.ts'
import type { PaperWrite, Store } from './store.ts'

const PEOPLE_TABLES = [
  'persons', 'sessions', 'logins', 'verifications', 'passkeys', 'tokens', 'votes', 'vote_counts', 'vote_days', 'marks', 'tags', 'notes', 'comments', 'reports',
  'submissions', 'follows', 'seeds', 'person_settings', 'rankings', 'ranking_entries',
]

/** What each migration added, taken back: the newest first. */
const UNDONE: readonly (readonly [name: string, statements: readonly string[]])[] = [
  ['006-hooks', ['hook_papers', 'hooks'].map((table) => `drop table ${table}`)],
  ['005-by-date', ['drop index papers_by_date']],
  ['004-post', ['letter_papers', 'letters', 'subscriptions', 'suppressed'].map((table) => `drop table ${table}`)],
  ['003-people', PEOPLE_TABLES.map((table) => `drop table ${table}`)],
  ['002-arrival', ['drop table ledger', 'alter table day_entries drop column estimated']],
]

export interface Older {
  /** opens the store anew, as it is */
  open(): Promise<Store>
  /** runs statements on the database while no store is open */
  run(statements: readonly string[]): Promise<void>
}

/** @param make makes a new, empty database */
export function olderStores(name: string, make: () => Promise<Older>): void {
  test.each(UNDONE)(`a store in ${name} from before %s reads as before, and takes what is new`, async (migration) => {
    const { open, run } = await make()
    const place = (source: 'arxiv' | 'huggingface', day: string, upvotes = 0): PaperWrite['days'][number] => ({ day, source, position: 1, upvotes, numComments: 2, submittedAt: `${day}T01:00:00.000Z`, submittedBy: { name: 'ak' } })
    const papers = Array.from({ length: 300 }, (_, number) => madeUpPaper(number, { venue: 'ICML', sources: ['huggingface', 'arxiv'], upvotes: number }, {
      sources: [
        { source: 'arxiv', sourceKey: `a${number}`, hash: 'a', record: madeUpRecord(number) },
        { source: 'huggingface', sourceKey: `h${number}`, hash: 'h', record: madeUpRecord(number) },
      ],
      days: [place('arxiv', '2024-03-01'), place('huggingface', `2024-03-${String(2 + (number % 28)).padStart(2, '0')}`, number)],
    }))
    const before = await open()
    const keys = await before.write((writer) => writer.write(papers))
    await before.setSetting('of old', { kept: true })
    const state = async (store: Store) => ({
      papers: await store.papers(keys),
      loaded: await store.write((writer) => writer.load(keys)),
      days: await Promise.all(keys.slice(0, 20).map((key) => store.daysOf(key))),
      listed: await store.listed({ from: '2024-03-01', to: '2024-03-31', category: 'cs', limit: 400 }),
      counts: [await store.countsByDay('2024-01-01', '2024-12-31'), await store.countBySource(), await store.facets('venue', 5), await store.count(), await store.seq()],
      setting: await store.setting('of old'),
    })
    const expected = await state(before)
    await before.close()

    const at = UNDONE.findIndex(([one]) => one === migration)
    await run(UNDONE.slice(0, at + 1).flatMap(([one, statements]) => [...statements, `delete from kysely_migration where name = '${one}'`]))

    const after = await open()
    expect(await state(after)).toEqual(expected)
    expect(await after.check()).toEqual([])
    const rewritten = papers[0]!
    await after.write((writer) => writer.write([{ ...rewritten, key: keys[0], days: [{ ...place('arxiv', '2024-03-01'), estimated: true }] }]))
    expect((await after.daysOf(keys[0] ?? 0)).map(({ estimated }) => estimated)).toEqual([true])
    expect((await after.daysOf(keys[1] ?? 0)).map(({ estimated }) => estimated)).toEqual([undefined, undefined])
    await after.saveLedger([{ source: 'arxiv', day: '2024-03-01', category: 'cs.LG', expected: ['2403.00001'], missing: [], told: {}, checkedAt: '2024-03-01T01:00:00.000Z' }])
    await after.people.vote(keys[1] ?? 0, 'local', true, { own: false, at: '2026-04-01T00:00:00.000Z' })
    await after.close()
    const again = await open()
    expect(await again.people.votes(keys)).toEqual(new Map([[keys[1], { votes: 1, own: 0 }]]))
    expect(await again.ledger({ from: '2024-03-01', to: '2024-03-01' })).toHaveLength(1)
    expect(await again.check()).toEqual([])
    await again.close()
  })
}
