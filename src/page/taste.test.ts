import type { Hono } from 'hono'
import { describe, expect, it, vi } from 'vitest'
import { asVisitor, READER } from '../../test/page/as-visitor.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { fakePortable, NOTHING_IMPORTED } from '../community/fake-portable.test-helper.ts'
import { fakeTaste, fakeZotero, NOTHING_ADDED } from '../community/fake-taste.test-helper.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../paper/people.ts'
import { TasteSettings } from '../paper/taste-settings.ts'

const HOSTILE = '"><script>alert(1)</script>'

function site(visitor: Visitor = READER, community: Parameters<typeof fakeCommunity>[0] = {}): Hono {
  return asVisitor(pageApp({ community: fakeCommunity(community) }).app, visitor)
}
const OWN = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }
const post = (app: Hono, path: string, body: Record<string, string> | FormData, headers: Record<string, string> = OWN) =>
  app.request(`http://localhost${path}`, { method: 'POST', body: body instanceof FormData ? body : new URLSearchParams(body), headers })
const page = async (app: Hono, path: string) => (await app.request(`http://localhost${path}`)).text()

describe('/papers/for-you', () => {
  it('shows the reasons, the dial as it stands and the way to one’s taste, and no script is needed', async () => {
    const { app, editions } = pageApp({ community: fakeCommunity() })
    const html = await page(asVisitor(app, READER), '/papers/for-you?dial=75&span=month&p=1')
    expect(editions.asked.findLast(({ what }) => what === 'forYou')?.with).toEqual([READER.person!.id, { page: 1, pageSize: 50, dial: 0.75, span: 'month' }])
    expect(html).toContain('name="dial" value="75" checked=""')
    expect(html).toContain('<option value="month" selected="">')
    expect(html).toContain('href="/account/taste"')
    expect(html).toContain('Ranked by 1 saved paper.')
    expect(html).toContain('action="/account/taste/settings" method="post"')
  })

  it('leaves aside a dial or a span that is none', async () => {
    const { app, editions } = pageApp({ community: fakeCommunity() })
    await page(asVisitor(app, READER), '/papers/for-you?dial=900&span=year')
    expect(editions.asked.findLast(({ what }) => what === 'forYou')?.with).toMatchObject([READER.person!.id, { dial: undefined, span: undefined }])
  })
})

describe('/account/taste', () => {
  const settings = TasteSettings.parse({ switches: { votes: false }, dial: 1 })
  const taste = fakeTaste({
    of: async () => ({ settings, follows: [{ kind: 'author', value: HOSTILE }, { kind: 'without', value: HOSTILE }], seeds: 0, papers: [], texts: [{ title: HOSTILE, abstract: '', author: '', identifiers: [] }] }),
  })

  it('shows every switch as it stands, and whatever was written as text', async () => {
    const html = await page(site(READER, { taste }), '/account/taste')
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('&quot;&gt;&lt;script&gt;')
    expect(/<input[^>]*id="switch-votes"[^>]*>/.exec(html)?.[0]).not.toContain('checked')
    expect(/<input[^>]*id="switch-saves"[^>]*>/.exec(html)?.[0]).toContain('checked')
    expect(html).toContain('1 by title and abstract alone')
  })

  it('never shows a key, and says how far a library is read', async () => {
    const zotero = fakeZotero({ offered: true, kept: async () => ({ kind: 'user', id: '4242', keyed: true }), state: () => ({ state: 'reading', read: 300, total: 5000, report: undefined, trouble: undefined }) })
    const html = await page(site(READER, { zotero }), '/account/taste')
    expect(html).toContain('Kept: user 4242, with its key.')
    expect(html).toContain('Your library is being read: 300 of 5,000 items so far.')
    expect(/<input[^>]*id="zotero-key"[^>]*>/.exec(html)?.[0]).toMatch(/type="password"(?!.*value=)/)
    expect(await page(site(), '/account/taste')).not.toContain('zotero-key')
  })

  it('keeps what is ticked and switches off what is not, or by the short form changes dial and span alone', async () => {
    const set = vi.fn(async () => settings)
    const app = site(READER, { taste: fakeTaste({ set }) })
    const whole = new URLSearchParams([['whole', '1'], ['dial', '50'], ['span', 'day'], ['explore', '20'], ['switch', 'votes'], ['switch', 'seeds']])
    const answer = await app.request('http://localhost/account/taste/settings', { method: 'POST', body: whole, headers: OWN })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/taste?kept=settings'])
    expect(set).toHaveBeenLastCalledWith(READER.person, { dial: 0.5, span: 'day', explore: 0.2, variety: false, known: false, switches: expect.objectContaining({ votes: true, seeds: true, saves: false, guess: false }) })
    const short = await post(app, '/account/taste/settings', { dial: '100', span: 'week', back: '/papers/for-you' })
    expect(short.headers.get('location')).toBe('/papers/for-you')
    expect(set).toHaveBeenLastCalledWith(READER.person, { dial: 1, span: 'week' })
  })

  it('follows and comes back to this site alone', async () => {
    const follow = vi.fn(fakeTaste().follow)
    const app = site(READER, { taste: fakeTaste({ follow }) })
    expect((await post(app, '/account/taste/follow', { kind: 'author', value: 'Ada Rook', on: '0', back: '/papers/2401.01234' })).headers.get('location')).toBe('/papers/2401.01234')
    expect(follow).toHaveBeenLastCalledWith(READER.person, 'author', 'Ada Rook', false)
    for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example']) expect((await post(app, '/account/taste/follow', { kind: 'author', value: 'x', back })).headers.get('location')).toBe('/account/taste')
  })

  it('takes pasted papers and a file together, and says what became of them', async () => {
    const addSeeds = vi.fn(async () => ({ ...NOTHING_ADDED, added: 2, notFound: ['2401.99999', HOSTILE], texts: 1 }))
    const app = site(READER, { taste: fakeTaste({ addSeeds }) })
    const form = new FormData()
    form.set('text', '2401.01234')
    form.set('file', new File(['@article{x, title={Y}}'], 'library.bib'))
    const html = await (await post(app, '/account/taste/seeds', form)).text()
    expect(addSeeds).toHaveBeenCalledWith(READER.person, '2401.01234\n@article{x, title={Y}}')
    expect(html).toContain('2 papers are among those to go by from now on.')
    expect(html).toContain('Not held here: 2401.99999; ')
    expect(html).not.toContain('<script>alert')
  })

  it('says on the page what was wrong', async () => {
    const app = site(READER, { taste: fakeTaste({ follow: async () => { throw new BroadsheetError('bad-input', 'Write the name of an author to follow.') } }) })
    const answer = await post(app, '/account/taste/follow', { kind: 'author', value: '' })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('Write the name of an author to follow.')
    expect((await post(app, '/account/taste/reset', { part: 'everything' })).status).toBe(400)
  })
})

describe('/account/data', () => {
  it('brings a file and says what came of it', async () => {
    const bring = vi.fn(async () => ({ ...NOTHING_IMPORTED, votes: 3, tags: 1, unknown: [{ id: 'x', title: HOSTILE }], texts: 1, leftOut: ['Left out.'] }))
    const form = new FormData()
    form.set('file', new File(['{}'], 'broadsheet.json'))
    const html = await (await post(site(READER, { portable: fakePortable({ import: bring }) }), '/account/data/import', form)).text()
    expect(bring).toHaveBeenCalledWith(READER, '{}')
    for (const said of ['Brought: 3 votes, 1 tag.', '1 paper of the file is not held here', 'Left out.']) expect(html).toContain(said)
    expect(html).not.toContain('<script>alert')
  })

  it('deletes once the words are typed, and says goodbye', async () => {
    const remove = vi.fn(async (_: Visitor, typed: string) => {
      if (typed !== 'forget everything about me') throw new BroadsheetError('bad-input', 'Nothing was deleted.')
    })
    const app = site(LOCAL_VISITOR, { portable: fakePortable({ remove }) })
    const refused = await post(app, '/account/data/delete', { typed: 'no' })
    expect([refused.status, (await refused.text()).includes('Nothing was deleted.')]).toEqual([400, true])
    expect((await post(app, '/account/data/delete', { typed: 'forget everything about me' })).headers.get('location')).toBe('/account/gone')
    expect(await page(app, '/account/gone')).toContain('It is all deleted')
  })

  it('tells the last administrator why it does not', async () => {
    const remove = async (): Promise<void> => { throw new BroadsheetError('not-allowed', 'This is the last administrator; make somebody else one first.') }
    const answer = await post(site(READER, { portable: fakePortable({ remove }) }), '/account/data/delete', { typed: 'x' })
    expect([answer.status, (await answer.text()).includes('This is the last administrator')]).toEqual([403, true])
  })
})

describe('changes of taste and data', () => {
  const CHANGES = [...['settings', 'follow', 'seeds', 'seed', 'zotero', 'zotero/forget', 'reset'].map((what) => `/account/taste/${what}`), '/account/data/import', '/account/data/delete']

  it.each(CHANGES)('%s does nothing for another site’s form', async (path) => {
    const never = async (): Promise<never> => { throw new Error('done') }
    const app = site(READER, { taste: fakeTaste({ follow: never, set: never, addSeeds: never, seed: never, removeText: never, reset: never }), zotero: fakeZotero({ bring: never, forget: never }), portable: fakePortable({ import: never, remove: never }) })
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}] as Record<string, string>[]) expect((await post(app, path, { kind: 'author', value: 'x', part: 'all', typed: 'x', file: '{}' }, headers)).status).toBe(403)
  })

  it.each(['/papers/for-you', '/account/taste'])('nobody has a page at %s', async (path) => {
    await expect(Promise.resolve(site(NOBODY).request(`http://localhost${path}`)).then(({ status }) => status)).resolves.not.toBe(200)
  })
})
