import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mergeRecords } from '../normalise/merge.ts'
import { normalise } from '../normalise/normalise.ts'
import { titleKey } from '../normalise/identity.ts'
import { LOCAL_VISITOR, type Person, type Visitor } from '../paper/people.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { createPortable, type Portable } from './portable.ts'
import type { PortableFile } from './portable/portable-file.ts'

const NOW = Date.parse('2026-05-01T12:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'portable-'))
const PAPERS = Array.from({ length: 12 }, (_, at) => ({
  title: `A made-up paper on ${['moss', 'hedges', 'snails', 'bees', 'rooks', 'wrens', 'larks', 'newts', 'ferns', 'toads', 'moths', 'voles'][at]!} and their ways`,
  author: [{ family: 'Rook', given: 'Ada' }],
  ...(at % 3 === 0 ? { note: `arXiv:2401.${String(10_000 + at)}` } : at % 3 === 1 ? { DOI: `10.5555/made.${at}` } : {}),
}))

interface Place { store: Store; portable: Portable; keys: readonly number[] }
const places: Place[] = []

async function place(name: string, papers: readonly object[]): Promise<Place> {
  const store = await openSqlite(join(folder, `${name}.sqlite`))
  const keys = await store.write((writer) =>
    writer.write(
      papers.flatMap((value) => normalise({ shape: 'csl', value, line: 1, file: 'x' })).map((record) => ({
        key: undefined, content: mergeRecords([record]), titleKey: titleKey(record.title), sources: [{ source: record.source, sourceKey: record.sourceKey, hash: record.title, record: undefined }], days: [],
      })),
    ),
  )
  const one = { store, keys, portable: createPortable({ store, clock: { now: () => NOW }, zotero: { forget: async () => {} } }) }
  places.push(one)
  return one
}

function visitor(id: string, role: Person['role'] = 'reader'): Visitor & { person: Person } {
  return { by: 'session', canSignIn: true, person: { id, name: id, email: `${id}@example.org`, role, since: '2026-01-01T00:00:00.000Z' } }
}

/** What of a file is the same wherever it is written. */
const data = ({ exportedAt: _, person: __, tokens: ___, ...rest }: PortableFile) => rest

let from: Place
let to: Place
let few: Place
beforeAll(async () => {
  from = await place('from', PAPERS)
  // The same papers under other keys.
  to = await place('to', [...PAPERS].reverse())
  few = await place('few', PAPERS.slice(0, 3))
})
afterAll(async () => {
  for (const { store } of places) await store.close()
  rmSync(folder, { recursive: true })
})

const instant = fc.integer({ min: Date.parse('2025-01-01'), max: NOW }).map((ms) => new Date(ms).toISOString())
const paper = fc.nat(PAPERS.length - 1)
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => `w${text.replace(/[\p{Cc}\p{Cf}\p{Surrogate}\s,]+/gu, '')}`.normalize('NFC'))
const done = fc.uniqueArray(fc.record({ paper, at: instant }), { selector: (one) => one.paper, maxLength: 6 })
const life = fc.record({
  votes: done, saved: done, hidden: done, read: done,
  tags: fc.uniqueArray(fc.record({ paper, at: instant, tag: words }), { selector: (one) => `${one.paper} ${one.tag}`, maxLength: 8 }),
  notes: fc.uniqueArray(fc.record({ paper, at: instant, text: words }), { selector: (one) => one.paper, maxLength: 5 }),
  comments: fc.array(fc.record({ paper, at: instant, text: words, edited: fc.boolean(), state: fc.constantFrom('shown', 'deleted', 'hidden'), answers: fc.boolean() }), { maxLength: 5 }),
  submissions: fc.uniqueArray(fc.record({ paper, at: instant, day: fc.constantFrom('2026-04-01', '2026-04-02'), picked: fc.boolean(), remark: words }), { selector: (one) => `${one.paper} ${one.day}`, maxLength: 5 }),
  follows: fc.uniqueArray(fc.record({ kind: fc.constantFrom('author', 'category', 'word', 'without'), value: words }), { selector: (one) => `${one.kind} ${one.value.toLowerCase()}`, maxLength: 6 }),
  seeds: fc.uniqueArray(paper, { maxLength: 6 }),
  texts: fc.uniqueArray(fc.record({ title: words.map((text) => `A seed that is not held ${text}`), abstract: words }), { selector: (one) => titleKey(one.title), maxLength: 3 }),
  dial: fc.option(fc.constantFrom(0, 0.5, 1), { nil: undefined }),
})
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never

let lives = 0
async function live({ store, keys }: Place, personId: string, one: Life): Promise<void> {
  const { people } = store
  const name = `life${++lives}`
  for (const { paper, at } of one.votes) await people.vote(keys[paper]!, personId, true, { own: false, at })
  for (const [mark, rows] of [['save', one.saved], ['hide', one.hidden], ['read', one.read]] as const) for (const { paper, at } of rows) await people.mark(personId, keys[paper]!, mark, true, at)
  for (const { paper, tag, at } of one.tags) await people.tag(personId, keys[paper]!, [...((await people.tagsOn(personId, [keys[paper]!])).get(keys[paper]!) ?? []), tag], at)
  for (const { paper, text, at } of one.notes) await people.note(personId, keys[paper]!, text, at)
  const said: { id: string; paper: number; at: string }[] = []
  for (const [place, { paper, text, at, edited, state, answers }] of one.comments.entries()) {
    const parent = answers ? said.find((before) => before.paper === paper && before.at < at)?.id : undefined
    const id = `${name}-${place}`
    await people.addComment({ id, paperKey: keys[paper]!, personId, parent, text, at })
    if (edited) await people.editComment(id, `${text} again`, at)
    if (state !== 'shown') await people.setCommentState(id, state as 'hidden', at)
    said.push({ id, paper, at })
  }
  for (const { paper, ...rest } of one.submissions) await people.submit({ ...rest, paperKey: keys[paper]!, personId })
  for (const follow of one.follows) await people.follow(personId, follow as { kind: 'author'; value: string }, true)
  await people.seed(personId, one.seeds.map((at) => keys[at]!), true)
  if (one.texts.length > 0) await people.setSetting(personId, 'seed-texts', one.texts.map((text) => ({ author: '', identifiers: [], ...text })))
  if (one.dial !== undefined) await people.setSetting(personId, 'taste', { dial: one.dial })
}

describe('everything of a person', () => {
  it('is the same after it was taken to another place and from there again, and a second import takes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (one) => {
        await live(from, LOCAL_VISITOR.person!.id, one)
        const file = await from.portable.export(LOCAL_VISITOR)
        const report = await to.portable.import(LOCAL_VISITOR, JSON.stringify(file))
        expect(report).toMatchObject({ unknown: [], leftOut: [] })
        const again = await to.portable.export(LOCAL_VISITOR)
        expect({ ...data(again), settings: { ...again.settings, taste: undefined } }).toEqual({ ...data(file), settings: { ...file.settings, taste: undefined } })
        expect((again.settings['taste'] as { dial?: number } | undefined)?.dial).toBe(one.dial)
        const { unknown: _, leftOut: __, ...second } = await to.portable.import(LOCAL_VISITOR, JSON.stringify(file))
        expect(Object.values(second).every((count) => count === 0), JSON.stringify(second)).toBe(true)
        expect(data(await to.portable.export(LOCAL_VISITOR))).toEqual(data(again))
        await from.portable.remove(LOCAL_VISITOR, 'forget everything about me')
        await to.portable.remove(LOCAL_VISITOR, 'Forget everything about me ')
        expect(data(await to.portable.export(LOCAL_VISITOR))).toMatchObject({ papers: [], votes: [], comments: [], seeds: [], follows: [], settings: {} })
      }),
      { numRuns: 15 },
    )
  })

  it('is brought beside what is there, which stays', async () => {
    const ann = visitor('ann')
    for (const { store } of [from, to]) await store.people.savePerson(ann.person)
    await from.store.people.note('ann', from.keys[0]!, 'the old note', '2026-03-01T00:00:00.000Z')
    await from.store.people.tag('ann', from.keys[0]!, ['old'], '2026-03-01T00:00:00.000Z')
    const file = JSON.stringify(await from.portable.export(ann))
    const there = to.keys.at(-1)!
    await to.store.people.note('ann', there, 'my note', '2026-04-01T00:00:00.000Z')
    await to.store.people.tag('ann', there, ['new'], '2026-04-01T00:00:00.000Z')
    const report = await to.portable.import(ann, file)
    expect(report).toMatchObject({ notes: 0, tags: 1, leftOut: ['A note of the file differs from yours on the same paper; yours stayed.'] })
    expect((await to.store.people.notesOn('ann', [there])).get(there)).toBe('my note')
    expect((await to.store.people.tagsOn('ann', [there])).get(there)).toEqual(['new', 'old'])
  })

  it('names papers that are not held, and goes by their titles', async () => {
    const bob = visitor('bob')
    for (const { store } of [from, few]) await store.people.savePerson(bob.person)
    for (const key of from.keys) await from.store.people.mark('bob', key, 'save', true, '2026-03-01T00:00:00.000Z')
    const report = await few.portable.import(bob, JSON.stringify(await from.portable.export(bob)))
    expect(report).toMatchObject({ saved: 3, texts: 9, unknownMore: 0 })
    expect(report.unknown.map(({ title }) => title)).toHaveLength(9)
  })

  it('is public speech only where the machine is one’s own: comments, submissions and picks are not posted for others', async () => {
    const cem = visitor('cem')
    await to.store.people.savePerson(cem.person)
    const file = {
      format: 'broadsheet-person', version: 1,
      papers: [{ id: 'p', title: PAPERS[0]!.title, identifiers: [{ scheme: 'arxiv', value: '2401.10000' }] }],
      votes: [{ paper: 'p', at: '2999-01-01T00:00:00.000Z' }],
      comments: [{ id: 'forged-1', paper: 'p', text: 'said by nobody', createdAt: '2020-01-01T00:00:00.000Z', state: 'shown' }],
      submissions: [{ paper: 'p', day: '2026-04-01', at: '2020-01-01T00:00:00.000Z', picked: true, remark: 'picked by me' }],
      settings: { visit: 'x', zotero: { kind: 'user', id: '1', key: 'k' }, unknown: true, taste: { dial: 9, since: 'x' }, authorNames: [1, 'Ada Rook', '\u0000'] },
    }
    const report = await to.portable.import(cem, JSON.stringify(file))
    expect(report).toMatchObject({ votes: 1, comments: 0, submissions: 0, settings: 2 })
    expect(report.leftOut).toHaveLength(2)
    const [vote] = (await to.store.people.votesOfPerson('cem')).papers
    expect(vote?.at).toBe(new Date(NOW).toISOString())
    // Whoever says that they wrote it is counted as an author.
    expect((await to.store.people.votes([vote!.paperKey])).get(vote!.paperKey)).toEqual({ votes: 0, own: 1 })
    expect(Object.keys(await to.store.people.settings('cem')).sort()).toEqual(['authorNames', 'taste'])
  })
})

describe('a file of anybody’s making', () => {
  it.each(['', 'null', '[]', '{}', '{"format":"broadsheet-person"}', '{"format":"broadsheet-person","version":2}', '{"format":"broadsheet-person","version":1,"votes":[{"paper":"x","at":"yesterday"}]}', '{"format":"broadsheet-person","version":1,"comments":[{"id":"a b","paper":"x","text":"","createdAt":"2026-01-01T00:00:00Z","state":"shown"}]}'])('is refused with a sentence: %s', async (text) => {
    await expect(to.portable.import(LOCAL_VISITOR, text)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/\.$/) })
  })

  it('never breaks anything', async () => {
    const dee = visitor('dee')
    await few.store.people.savePerson(dee.person)
    const part = fc.oneof(fc.jsonValue(), fc.array(fc.record({ paper: fc.string(), at: instant, tag: fc.string(), text: fc.string(), kind: fc.string(), value: fc.string() })))
    const file = fc.record({ format: fc.constant('broadsheet-person'), version: fc.constant(1), papers: part, votes: part, saved: part, tags: part, notes: part, follows: part, seeds: part, seedTexts: part, settings: part }, { requiredKeys: ['format', 'version'] })
    await fc.assert(fc.asyncProperty(file, async (value) => {
      await few.portable.import(dee, JSON.stringify(value)).catch((error: unknown) => expect(error).toMatchObject({ code: 'bad-input' }))
    }), { numRuns: 100 })
  })
})

describe('deleting', () => {
  it('takes the phrase, typed in any case, and nothing else', async () => {
    const eve = visitor('eve')
    await to.store.people.savePerson(eve.person)
    expect(to.portable.phrase(eve)).toBe('eve@example.org')
    await expect(to.portable.remove(eve, 'yes')).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('eve@example.org') })
    expect(await to.store.people.person('eve')).toBeDefined()
    await to.portable.remove(eve, 'EVE@example.org')
    expect(await to.store.people.person('eve')).toBeUndefined()
  })

  it('is for somebody who is signed in', async () => {
    await expect(to.portable.remove({ by: 'nobody', person: undefined, canSignIn: true }, '')).rejects.toMatchObject({ code: 'not-signed-in' })
    await expect(to.portable.export({ by: 'nobody', person: undefined, canSignIn: true })).rejects.toMatchObject({ code: 'not-signed-in' })
  })
})
