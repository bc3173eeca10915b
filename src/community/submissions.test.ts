import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { titleKey } from '../normalise/identity.ts'
import { mergeRecords } from '../normalise/merge.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { FoundPaper, PaperFinder } from '../paper/found-paper.ts'
import type { PaperRecord } from '../paper/paper.ts'
import { LOCAL_VISITOR, NOBODY, type Role, type Visitor } from '../paper/people.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import type { Store } from '../store/store.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { LOOK_UPS_AN_HOUR } from './look-up-limit.ts'
import { DEFAULT_SUBMISSION_RULES, type SubmissionRules } from './submission-rules.ts'
import { createSubmissions, REMARK_CHARACTERS_MAX, type Submissions } from './submissions.ts'

/** A Wednesday; in New York it is the same day from 04:00 UTC on. */
const NOON = Date.parse('2026-03-11T16:00:00Z')
const TODAY = '2026-03-11'
const HOUR = 3_600_000

let folder: string
let store: Store
let now: number

beforeEach(async () => {
  folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'broadsheet-submissions-'))
  now = NOON
  store = await openSqlite(join(folder, 'broadsheet.db'), { clock: { now: () => now } })
  for (const [id, role] of [['ann', 'reader'], ['ben', 'reader'], ['cat', 'curator'], ['dan', 'admin']] as const) {
    await store.people.savePerson({ id, name: id[0]!.toUpperCase() + id.slice(1), email: `${id}@example.net`, role, since: '2026-01-01T00:00:00.000Z' })
  }
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const visitor = (id: string, role: Role = 'reader'): Visitor => ({ by: 'session', canSignIn: true, person: { id, name: id[0]!.toUpperCase() + id.slice(1), email: undefined, role, since: '2026-01-01T00:00:00.000Z' } })
const ann = visitor('ann')
const ben = visitor('ben')
const cat = visitor('cat', 'curator')

async function hold(id: string, more: Partial<PaperRecord> = {}): Promise<number> {
  const record: PaperRecord = {
    source: 'arxiv', sourceKey: id, title: `A paper called ${id} about owls`, abstract: 'Words.', authors: [], identifiers: [{ scheme: 'arxiv', value: id }], categories: [], keywords: [],
    versions: [], links: [], days: [], published: '2026-03-09', ...more,
  }
  const [key] = await store.write((writer) => writer.write([{ key: undefined, content: mergeRecords([record]), titleKey: titleKey(record.title), sources: [{ source: record.source, sourceKey: id, hash: id, record: undefined }], days: record.days.map((day) => ({ ...day, source: record.source })) }]))
  return key!
}

const inTurn = oneAtATime()
/** Knows every paper of which the id ends in an even digit, asked as a service would be. */
const finder: PaperFinder = {
  find: async (what, options): Promise<FoundPaper> => {
    const held = await store.find(what)
    if (held !== undefined) return { paper: held, held: true, toldBy: undefined, notes: [] }
    options?.beforeAsking?.()
    if (!/[02468]$/.test(what)) throw new BroadsheetError('not-found', `arXiv knows no paper ${what}.`)
    return { paper: { ...mergeRecords([{ source: 'arxiv', sourceKey: what, title: `A paper called ${what} about owls`, abstract: '', authors: [], identifiers: [{ scheme: 'arxiv', value: what }], categories: [], keywords: [], versions: [], links: [], days: [], published: '2026-03-09' }]), key: 0 }, held: false, toldBy: 'arXiv', notes: [] }
  },
  bring: async (what): Promise<FoundPaper> => {
    await inTurn(what, async () => ((await store.find(what)) === undefined ? hold(what) : undefined))
    return { paper: (await store.find(what))!, held: true, toldBy: 'arXiv', notes: [] }
  },
}

const submissionsOf = (rules: Partial<SubmissionRules> = {}): Submissions => createSubmissions({ store, clock: { now: () => now }, rules: { ...DEFAULT_SUBMISSION_RULES, ...rules }, finder })
const listedOn = async (day: string) => (await store.listed({ from: day, to: day })).papers.map(({ paper, entry }) => [paper.id, entry.source])

describe('submitting', () => {
  it('puts a paper into today’s list, with who and when', async () => {
    const done = await submissionsOf().submit(ann, { what: '3103.00002', remark: '  Owls,\nagain.  ' })
    expect(done).toMatchObject({ paper: { id: '3103.00002' }, day: TODAY, outcome: 'added', sentence: `The paper is in the list of ${TODAY}.` })
    expect(await listedOn(TODAY)).toEqual([['3103.00002', 'community']])
    expect(await store.people.submissions({ day: TODAY })).toEqual([{ day: TODAY, paperKey: done.paper.key, person: { id: 'ann', name: 'Ann' }, at: '2026-03-11T16:00:00.000Z', picked: false, remark: 'Owls, again.' }])
  })

  it('joins the one who was first, and lists the paper once', async () => {
    const submissions = submissionsOf()
    await submissions.submit(ann, { what: '3103.00002' })
    now += HOUR
    expect(await submissions.submit(ben, { what: '3103.00002', remark: 'Me too' })).toMatchObject({ outcome: 'joined', sentence: `Ann had submitted this paper to ${TODAY} already; your name stands beside theirs now.` })
    expect(await listedOn(TODAY)).toHaveLength(1)
    expect((await submissions.ofDay(TODAY)).map(({ submission }) => [submission.person?.name, submission.remark])).toEqual([['Ann', ''], ['Ben', 'Me too']])
  })

  it('adds a name to a paper that another source lists on that day, and no second entry', async () => {
    await hold('3103.00004', { days: [{ day: TODAY, position: 0, upvotes: 7, numComments: 0 }] })
    expect(await submissionsOf().submit(ann, { what: '3103.00004' })).toMatchObject({ outcome: 'joined', sentence: `The paper was in the list of ${TODAY} already; your name stands beside it now.` })
    expect(await listedOn(TODAY)).toEqual([['3103.00004', 'arxiv']])
  })

  it('said again changes the remark, keeps what is not said, and costs no quota', async () => {
    const submissions = submissionsOf({ quota: 1 })
    await submissions.submit(cat, { what: '3103.00002', remark: 'First', picked: true })
    expect(await submissions.submit(cat, { what: '3103.00002', remark: 'Second' })).toMatchObject({ outcome: 'changed' })
    expect(await store.people.submissions({ day: TODAY })).toMatchObject([{ picked: true, remark: 'Second' }])
    now += HOUR
    await submissions.submit(ann, { what: '3103.00002', remark: 'Mine' })
    await submissions.submit(ann, { what: '3103.00002', remark: 'Mine, better' })
    expect(await store.people.submissions({ day: TODAY })).toMatchObject([{}, { remark: 'Mine, better' }])
  })

  it('tells of other lists in which people had it', async () => {
    const submissions = submissionsOf()
    await submissions.submit(ben, { what: '3103.00002', day: '2026-03-10' })
    expect((await submissions.submit(ann, { what: '3103.00002' })).notes).toEqual(['It is in the list of 2026-03-10 already.'])
  })

  it('of one paper by two at once is one entry with both names', async () => {
    const submissions = submissionsOf()
    const done = await Promise.all([ann, ben, cat].map((who) => submissions.submit(who, { what: '3103.00002' })))
    expect(new Set(done.map(({ paper }) => paper.key)).size).toBe(1)
    expect(await listedOn(TODAY)).toHaveLength(1)
    expect(await store.people.submissions({ day: TODAY })).toHaveLength(3)
  })

  it('shows what would be, and keeps nothing', async () => {
    const preview = await submissionsOf().preview(ann, { what: '3103.00002', remark: ' x ' })
    expect(preview).toMatchObject({ found: { held: false, paper: { key: 0 } }, day: TODAY, remark: 'x', picked: false, there: [], listedBy: [] })
    expect(await store.count()).toBe(0)
  })
})

describe('rules', () => {
  it.each([
    ['nobody who is signed in', { ...NOBODY, canSignIn: true }, {}, { what: '3103.00002' }, 'not-signed-in', 'Please sign in to submit papers.'],
    ['a reader where curators submit', ann, { by: 'curator' }, { what: '3103.00002' }, 'not-allowed', 'Only curators may submit papers here.'],
    ['a reader who picks', ann, {}, { what: '3103.00002', picked: true }, 'not-allowed', 'Only curators may pick a paper; submit it without.'],
    ['a day that does not exist', ann, {}, { what: '3103.00002', day: '2026-02-30' }, 'bad-input', '“2026-02-30” is not a day that exists; write it as 2026-03-11.'],
    ['tomorrow', ann, {}, { what: '3103.00002', day: '2026-03-12' }, 'bad-input', '2026-03-12 is still to come: papers may be submitted to days up to 2026-03-11, which is today.'],
    ['tomorrow, also by a curator', cat, {}, { what: '3103.00002', day: '2026-03-12' }, 'bad-input', '2026-03-12 is still to come'],
    ['beyond the days ahead', ann, { daysAhead: 2 }, { what: '3103.00002', day: '2026-03-14' }, 'bad-input', 'up to 2026-03-13, 2 days ahead.'],
    ['15 days back', ann, {}, { what: '3103.00002', day: '2026-02-24' }, 'bad-input', '2026-02-24 is 15 days ago: readers may submit papers to days from 2026-02-25 on, 14 days back. A curator may go further.'],
    ['a remark that is too long', ann, {}, { what: '3103.00002', remark: 'x'.repeat(REMARK_CHARACTERS_MAX + 1) }, 'bad-input', 'A remark has at most 500 characters; this one has 501.'],
    ['a paper that nobody knows', ann, {}, { what: '3103.00001' }, 'not-found', 'arXiv knows no paper 3103.00001.'],
  ] as const)('refuse %s, with the rule and its number', async (_, who, rules, request, code, message) => {
    const error = await submissionsOf(rules).submit(who as Visitor, request).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(BroadsheetError)
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string })
    expect(await store.people.submissions({ day: TODAY })).toEqual([])
  })

  it('name the field that is to be mended', async () => {
    const submissions = submissionsOf()
    const fieldOf = async (request: Parameters<Submissions['submit']>[1]) => submissions.submit(ann, request).then(() => 'none', (error: { field?: string }) => error.field)
    expect(await fieldOf({ what: '3103.00001' })).toBe('what')
    expect(await fieldOf({ what: '3103.00002', day: 'x' })).toBe('day')
    expect(await fieldOf({ what: '3103.00002', remark: 'x'.repeat(600) })).toBe('remark')
    expect(await fieldOf({ what: '3103.00002', picked: true })).toBe('picked')
  })

  it.each([
    ['2026-02-25', true],
    ['2026-02-24', false],
    ['2026-02', true],
    ['2026-01', false],
    ['2026', true],
    ['2025', false],
    ['2027-01-01', true],
    [undefined, false],
  ])('take a paper of %s from a reader today: %s, and from a curator in any case', async (published, may) => {
    await hold('3103.00006', published === undefined ? {} : { published })
    if (published === undefined) await hold('3103.00008', { published: undefined as never })
    const what = published === undefined ? '3103.00008' : '3103.00006'
    const submissions = submissionsOf()
    const outcome = await submissions.submit(ann, { what }).then(() => 'taken', (error: { code: string; message: string }) => `${error.code} ${error.message}`)
    if (may) expect(outcome).toBe('taken')
    else expect(outcome).toMatch(/^not-allowed .*readers may submit papers of the last 14 days\. A curator may still put it in\.$/)
    expect((await submissions.submit(cat, { what })).outcome).toBe(may ? 'joined' : 'added')
    await expect(submissionsOf({ ageDays: 0 }).submit(ben, { what })).resolves.toBeDefined()
  })

  it('say how old a paper is', async () => {
    await hold('3103.00006', { published: '2026-02-24' })
    await expect(submissionsOf().submit(ann, { what: '3103.00006' })).rejects.toThrow('This paper appeared on 2026-02-24, 15 days ago: readers may submit papers of the last 14 days.')
  })

  it('count a day’s quota by UTC, from midnight on', async () => {
    now = Date.parse('2026-03-11T23:58:00Z')
    const submissions = submissionsOf({ quota: 2 })
    for (const what of ['3103.00002', '3103.00004']) await submissions.submit(ann, { what })
    const refused = submissions.submit(ann, { what: '3103.00006' })
    await expect(refused).rejects.toMatchObject({ code: 'too-many', message: 'You have submitted 2 papers today, and a reader may submit 2 a day, those taken back again among them. The next day begins at midnight UTC.' })
    await expect(submissions.submit(ben, { what: '3103.00006' })).resolves.toBeDefined()
    now = Date.parse('2026-03-11T23:59:59.999Z')
    await expect(submissions.submit(ann, { what: '3103.00008' })).rejects.toMatchObject({ code: 'too-many' })
    now = Date.parse('2026-03-12T00:00:00Z')
    // In New York it is still the day before.
    expect(await submissions.submit(ann, { what: '3103.00008' })).toMatchObject({ day: '2026-03-11' })
  })

  it('count what was taken back, so that nobody brings papers without end', async () => {
    const submissions = submissionsOf({ quota: 2 })
    for (const what of ['3103.00002', '3103.00004']) {
      await submissions.submit(ann, { what })
      expect(await submissions.withdraw(ann, { paper: what, day: TODAY })).toBe(true)
    }
    expect((await submissions.terms(ann)).sentences[1]).toContain('you have 0 left today')
    await expect(submissions.submit(ann, { what: '3103.00006' })).rejects.toMatchObject({ code: 'too-many' })
    // A curator who takes it out gives nothing back either.
    await submissions.submit(ben, { what: '3103.00002' })
    await submissions.withdraw(cat, { paper: '3103.00002', day: TODAY }, true)
    await submissions.submit(ben, { what: '3103.00002' })
    await expect(submissions.submit(ben, { what: '3103.00004' })).rejects.toMatchObject({ code: 'too-many' })
    expect(await store.count()).toBe(2)
  })

  it('count papers brought to no day, where they were not held', async () => {
    const submissions = submissionsOf({ quota: 2 })
    const done = await Promise.allSettled(['3103.00002', '3103.00002', '3103.00004', '3103.00006'].map((what) => submissions.bring(ann, what)))
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
    await expect(submissions.submit(ann, { what: '3103.00002' })).rejects.toMatchObject({ code: 'too-many' })
    for (const what of ['3103.00006', '3103.00008', '3103.00010']) await expect(submissions.bring(cat, what)).resolves.toMatchObject({ held: true })
    expect(await store.count()).toBe(5)
  })

  it('hold for requests sent at once', async () => {
    const submissions = submissionsOf({ quota: 3 })
    const all = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => submissions.submit(ann, { what: `3103.000${at + 1}0` })))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(await store.people.submissions({ personId: 'ann' })).toHaveLength(3)
  })

  it('bind neither curators nor the one reader of a machine by age, quota or days back', async () => {
    await hold('3103.00006', { published: '2019-05-05' })
    for (const who of [cat, visitor('dan', 'admin'), LOCAL_VISITOR]) {
      const submissions = submissionsOf({ quota: 1, daysBack: 0 })
      for (const what of ['3103.00006', '3103.00002', '3103.00004']) await expect(submissions.submit(who, { what, day: '2025-01-01', picked: true })).resolves.toBeDefined()
    }
  })

  it('bound a reader’s look-ups at services, not a curator’s, and forget them after an hour', async () => {
    const submissions = submissionsOf({ quota: 0 })
    for (let at = 0; at < LOOK_UPS_AN_HOUR; at++) await submissions.preview(ann, { what: `3103.${10_000 + at * 2}` })
    await expect(submissions.preview(ann, { what: '3103.00002' })).rejects.toMatchObject({ code: 'too-many', message: expect.stringContaining('30 papers looked up within an hour') as string })
    await expect(submissions.preview(ben, { what: '3103.00002' })).resolves.toBeDefined()
    for (let at = 0; at <= LOOK_UPS_AN_HOUR; at++) await submissions.preview(cat, { what: `3103.${20_000 + at * 2}` })
    await hold('3103.00004')
    await expect(submissions.preview(ann, { what: '3103.00004' })).resolves.toBeDefined()
    now += HOUR
    await expect(submissions.preview(ann, { what: '3103.00002' })).resolves.toBeDefined()
  })

  it('are told to who keeps to them, with what is left', async () => {
    const submissions = submissionsOf()
    await submissions.submit(ann, { what: '3103.00002' })
    expect(await submissions.terms(ann)).toEqual({
      may: true, mayPick: false, today: TODAY, firstDay: '2026-02-25', lastDay: TODAY,
      sentences: ['Papers of the last 14 days.', '5 a day, counted by UTC and with those taken back again; you have 4 left today.', 'To days up to 14 days back.'],
    })
    expect(await submissions.terms(cat)).toMatchObject({ may: true, mayPick: true, firstDay: undefined, sentences: [] })
    expect(await submissionsOf({ by: 'curator' }).terms(ann)).toMatchObject({ may: false })
    expect(await submissions.terms(NOBODY)).toMatchObject({ may: false, mayPick: false })
  })
})

describe('remarks', () => {
  it.each([
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['a\u202eb\u0000c\u200d\nd', 'a b c d'],
    ['\ud800', '\ufffd'],
    ['   ', ''],
  ])('are one sound line of plain text: %j', async (written, kept) => {
    await submissionsOf().submit(ann, { what: '3103.00002', remark: written })
    expect((await store.people.submissions({ day: TODAY }))[0]!.remark).toBe(kept)
  })
})

describe('taking back', () => {
  it('takes one’s own and leaves the others’, and the place goes with the last', async () => {
    const submissions = submissionsOf()
    for (const who of [ann, ben]) await submissions.submit(who, { what: '3103.00002' })
    expect(await submissions.withdraw(ann, { paper: '3103.00002', day: TODAY })).toBe(true)
    expect(await submissions.withdraw(ann, { paper: '3103.00002', day: TODAY })).toBe(false)
    expect(await listedOn(TODAY)).toHaveLength(1)
    await submissions.withdraw(ben, { paper: '3103.00002', day: TODAY })
    expect(await listedOn(TODAY)).toEqual([])
  })

  it('is for curators where it is of everybody', async () => {
    const submissions = submissionsOf()
    for (const who of [ann, ben]) await submissions.submit(who, { what: '3103.00002' })
    await expect(submissions.withdraw(ann, { paper: '3103.00002', day: TODAY }, true)).rejects.toMatchObject({ code: 'not-allowed' })
    expect(await submissions.withdraw(cat, { paper: '3103.00002', day: TODAY }, true)).toBe(true)
    expect(await listedOn(TODAY)).toEqual([])
  })

  it('needs somebody, and a paper that is held', async () => {
    await expect(submissionsOf().withdraw(NOBODY, { paper: '3103.00002', day: TODAY })).rejects.toMatchObject({ code: 'not-signed-in' })
    await expect(submissionsOf().withdraw(ann, { paper: '3103.00002', day: TODAY })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('two papers that turn out to be one', () => {
  it('keep both submissions, and one entry', async () => {
    const [first, second] = [await hold('3103.00002'), await hold('3103.00004')]
    const submissions = submissionsOf()
    await submissions.submit(ann, { what: '3103.00002', remark: 'The preprint' })
    await submissions.submit(ben, { what: '3103.00004', remark: 'The article' })
    await store.write(async (writer) => {
      await writer.absorb(first, [second])
      await writer.remove([second])
    })
    expect((await submissions.ofDay(TODAY)).map(({ paper, submission }) => [paper.id, submission.remark])).toEqual([['3103.00002', 'The preprint'], ['3103.00002', 'The article']])
    expect(await listedOn(TODAY)).toHaveLength(1)
  })
})
