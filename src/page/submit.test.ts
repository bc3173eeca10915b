import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { fakePaper } from '../api/fake-editions.test-helper.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { all, type Element, parseHtml, textOf } from '../../test/page/parse-html.ts'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { fakeSubmissions } from '../community/fake-submissions.test-helper.ts'
import { SubmissionRefused } from '../community/submission-refused.ts'
import type { SubmissionPreview, SubmissionRequest, Submissions } from '../community/submissions.ts'
import { setVisitor } from '../community/visitor.ts'
import { BroadsheetError } from '../paper/errors.ts'
import type { Paper } from '../paper/paper.ts'
import { LOCAL_VISITOR, NOBODY, type Person, type Submission, type Visitor } from '../paper/people.ts'

const HOSTILE = '"><script>alert(1)</script>&lt;b onmouseover=x> </textarea></form>'
const reader: Person = { id: 'r1', name: `Rea ${HOSTILE}`, email: undefined, role: 'reader', since: '2026-01-01T00:00:00.000Z' }
const READER: Visitor = { by: 'session', person: reader, canSignIn: true }

const submission = (more: Partial<Submission> = {}): Submission => ({ day: '2024-10-18', paperKey: 1, person: { id: 'x', name: 'Ada' }, at: '2024-10-18T09:00:00.000Z', picked: false, remark: '', ...more })
const previewOf = (paper: Paper, more: Partial<SubmissionPreview> = {}): SubmissionPreview => ({ found: { paper, held: false, toldBy: 'arXiv', notes: [] }, day: '2024-10-18', remark: '', picked: false, there: [], listedBy: [], notes: [], ...more })

function site(deeds: Partial<Submissions> = {}, visitor: Visitor = LOCAL_VISITOR) {
  const done: { preview: SubmissionRequest[]; submit: SubmissionRequest[]; withdrawn: unknown[] } = { preview: [], submit: [], withdrawn: [] }
  const submissions: Submissions = {
    ...fakeSubmissions(),
    preview: async (_, request) => (done.preview.push(request), previewOf(fakePaper(0))),
    submit: async (_, request) => (done.submit.push(request), { paper: fakePaper(0), day: request.day || '2024-10-20', outcome: 'added', sentence: 'Done.', notes: [] }),
    withdraw: async (_, place, everybody) => (done.withdrawn.push([place, everybody]), true),
    ...deeds,
  }
  const { app, editions } = pageApp({ community: fakeCommunity({ submissions }) })
  const outer = new Hono()
  outer.use(async (c, next) => {
    setVisitor(c, visitor)
    await next()
  })
  outer.route('/', app)
  outer.onError((error, c) => c.text(error instanceof BroadsheetError ? `${error.code} ${error.message}` : 'internal', 500))
  const post = async (path: string, values: Record<string, string>, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) => {
    const answer = await outer.request(path, { method: 'POST', body: new URLSearchParams(values).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } })
    return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
  }
  const get = async (path: string) => parseHtml(await (await outer.request(path)).text())
  return { done, post, get, editions, outer }
}

const one = (page: Element, selector: string): Element => {
  const found = all(page, selector)
  expect([selector, found.length]).toEqual([selector, 1])
  return found[0]!
}
const words = (element: Element): string => textOf(element).replace(/\s+/g, ' ').trim()
const value = (page: Element, selector: string): string | undefined => {
  const element = one(page, selector)
  return element.name === 'textarea' ? textOf(element) : element.attributes.get('value')
}

describe('the form', () => {
  test('is filled in from the address, with today as the day', async () => {
    const page = await site().get('/submit?what=2403.07691&remark=Why%3F')
    expect([value(page, '#what'), value(page, '#day'), value(page, '#remark')]).toEqual(['2403.07691', '2024-10-18', 'Why?'])
    expect(all(page, '#picked')).toHaveLength(1)
  })

  test('gives a reader the rules that bind them and no box for picks', async () => {
    const page = await site({ terms: async () => ({ may: true, mayPick: false, today: '2024-10-18', firstDay: '2024-10-04', lastDay: '2024-10-18', sentences: ['Papers of the last 14 days.', '5 a day.'] }) }, READER).get('/submit')
    expect(words(one(page, '#rules'))).toBe('Papers of the last 14 days. 5 a day.')
    expect([one(page, '#day').attributes.get('min'), one(page, '#day').attributes.get('max')]).toEqual(['2024-10-04', '2024-10-18'])
    expect(all(page, '#picked')).toEqual([])
  })

  test('is not there for who may not', async () => {
    const page = await site({ terms: async () => ({ may: false, mayPick: false, today: '2024-10-18', firstDay: undefined, lastDay: '2024-10-18', sentences: [] }) }, READER).get('/submit')
    expect(words(one(page, '#may-not'))).toBe('Papers are submitted here by curators only.')
    expect(all(page, '#what')).toEqual([])
  })

  test('is reached from the head of a day by who is known, and by nobody else', async () => {
    const hrefs = async (visitor: Visitor, path: string) => all(await site({}, visitor).get(path), '#submit-link').map((link) => link.attributes.get('href'))
    expect(await hrefs(LOCAL_VISITOR, '/papers/date/2024-10-17')).toEqual(['/submit?day=2024-10-17'])
    expect(await hrefs(NOBODY, '/papers/date/2024-10-17')).toEqual([])
    expect(await hrefs(LOCAL_VISITOR, '/papers/trending')).toEqual([])
  })
})

describe('looking before it goes in', () => {
  test('shows the paper and keeps what was written for the next step', async () => {
    const bibtex = '@article{x,\n  title = {T}\n}'
    const { post, done } = site()
    const { status, html } = await post('/submit', { step: 'look', what: bibtex, day: '2024-10-18', remark: 'Why?', picked: '1' })
    const page = parseHtml(html)
    expect(status).toBe(200)
    expect(done).toMatchObject({ preview: [{ what: bibtex, day: '2024-10-18', remark: 'Why?', picked: true }], submit: [] })
    const kept = all(page, 'input').filter((input) => input.attributes.get('type') === 'hidden' && ['what', 'day'].includes(input.attributes.get('name') ?? ''))
    expect(kept.map((input) => input.attributes.get('value'))).toEqual([bibtex, '2024-10-18'])
    expect([value(page, '#remark'), one(page, '#picked').attributes.has('checked')]).toEqual(['Why?', true])
    expect(words(one(page, '#put'))).toBe('Put it into the list of Friday, 18 October 2024')
    expect(words(one(page, '#found'))).toContain('told by arXiv')
  })

  test('says what stands there already', async () => {
    const preview = async () => previewOf(fakePaper(0), { there: [submission({ remark: 'Read this' })], listedBy: ['arxiv', 'huggingface'], notes: ['The DOI is of the same paper.'] })
    const page = parseHtml((await site({ preview }).post('/submit', { step: 'look', what: 'x' })).html)
    expect(words(one(page, '.notes'))).toBe('The DOI is of the same paper.It is in the list of Friday, 18 October 2024 already, from arXiv and Hugging Face: your name will stand beside it, and it will not be listed twice.')
    expect(words(one(page, '.picks'))).toBe('submitted by Ada“Read this”')
  })

  test('goes back to the form with everything in it', async () => {
    const { post, done } = site()
    const page = parseHtml((await post('/submit', { step: 'change', what: 'abc', day: '2024-10-17', remark: 'r', picked: '1' })).html)
    expect([value(page, '#what'), value(page, '#day'), value(page, '#remark'), one(page, '#picked').attributes.has('checked')]).toEqual(['abc', '2024-10-17', 'r', true])
    expect(done).toEqual({ preview: [], submit: [], withdrawn: [] })
  })
})

describe('putting it in', () => {
  test('leads to the paper, which says so', async () => {
    const { post, get, done, editions } = site()
    expect(await post('/submit', { step: 'put', what: '10.1/x', day: '2024-10-18', remark: 'r' })).toMatchObject({ status: 303, location: `/papers/${fakePaper(0).id}?submitted=added&day=2024-10-18` })
    expect(done.submit).toEqual([{ what: '10.1/x', day: '2024-10-18', remark: 'r', picked: false }])
    const { id } = (await editions.front()).entries[0]!.paper
    expect(words(one(await get(`/papers/${id}?submitted=joined&day=2024-10-18`), '.notes'))).toBe('The paper was in the list of Friday, 18 October 2024 already; your name stands beside it now.')
  })

  test.each([
    ['what', 'bad-input', 400],
    ['what', 'not-found', 404],
    ['what', 'not-allowed', 403],
    ['what', 'unavailable', 503],
    ['day', 'bad-input', 400],
    ['remark', 'bad-input', 400],
    [undefined, 'too-many', 429],
  ] as const)('that is refused for %s (%s) answers %i with the sentence at its place and all that was written', async (field, code, status) => {
    const refuse = async (): Promise<never> => {
      throw new SubmissionRefused(field, code, `No, for ${HOSTILE}`)
    }
    for (const step of ['look', 'put']) {
      const written = { what: `w ${HOSTILE}`, day: '2024-10-18', remark: `\nr ${HOSTILE}`, picked: '1' }
      const answer = await site({ preview: refuse, submit: refuse }).post('/submit', { step, ...written })
      expect(answer.status).toBe(status)
      const page = parseHtml(answer.html)
      expect(words(one(page, field === undefined ? '#fault' : `#${field}-fault`))).toBe(`No, for ${HOSTILE}`.replace(/\s+/g, ' '))
      expect([value(page, '#what'), value(page, '#day'), value(page, '#remark')?.trim(), one(page, '#picked').attributes.has('checked')]).toEqual([written.what, written.day, written.remark.trim(), true])
      if (field !== undefined) expect(one(page, `#${field}`).attributes.get('aria-invalid')).toBe('true')
      expect(all(page, 'script').filter((script) => textOf(script) !== '')).toEqual([])
    }
  })

  test.each([
    ['another site’s page', { 'sec-fetch-site': 'cross-site' }],
    ['no page at all', {}],
    ['another origin', { origin: 'https://evil.example' }],
  ])('is refused from %s, and nothing is done', async (_, headers) => {
    const { post, done } = site()
    for (const [path, values] of [['/submit', { step: 'put', what: 'x' }], ['/submit', { step: 'look', what: 'x' }], ['/submit/withdraw', { paper: 'x', day: '2024-10-18' }]] as const) {
      expect((await post(path, values, headers)).status).toBe(403)
    }
    expect(done).toEqual({ preview: [], submit: [], withdrawn: [] })
  })

  test('by nobody is left to whoever lets people in', async () => {
    const refuse = async (): Promise<never> => {
      throw new BroadsheetError('not-signed-in', 'Please sign in to submit papers.')
    }
    expect(await site({ submit: refuse }, NOBODY).post('/submit', { step: 'put', what: 'x' })).toMatchObject({ status: 500, html: 'not-signed-in Please sign in to submit papers.' })
  })
})

describe('taking it back', () => {
  test.each([
    ['/papers/date/2024-10-18?p=1', '/papers/date/2024-10-18?p=1'],
    ['//evil.example/', '/papers'],
    ['https://evil.example/', '/papers'],
    ['/\\evil.example', '/papers'],
  ])('goes back to %s as %s', async (back, location) => {
    const { post, done } = site()
    expect(await post('/submit/withdraw', { paper: '10.1/x', day: '2024-10-18', back })).toMatchObject({ status: 303, location })
    expect(done.withdrawn).toEqual([[{ paper: '10.1/x', day: '2024-10-18' }, false]])
  })

  test('of what is not there says so', async () => {
    const { status, html } = await site({ withdraw: async () => false }).post('/submit/withdraw', { paper: 'x', day: '2024-10-18' })
    expect([status, words(one(parseHtml(html), 'main'))]).toEqual([404, expect.stringContaining('There is no such submission of yours')])
  })
})

describe('under a paper', () => {
  const community = { votes: 0, own: 0, comments: 0, submissions: [submission(), submission({ person: { id: reader.id, name: 'Rea' }, remark: 'Mine' })] }
  const paperPage = async (visitor: Visitor) => {
    const { get, editions } = site({}, visitor)
    const { paper } = editions
    editions.paper = async (id, options) => ({ ...(await paper.call(editions, id, options))!, community })
    return get(`/papers/${(await editions.front()).entries[0]!.paper.id}?submitted=added&day=2024-10-18`)
  }
  const buttons = (page: Element) => all(one(page, '.picks'), 'button').map(words)

  test('stands who submitted it, and the way to take one’s own back, to where no note says that it is in', async () => {
    const page = await paperPage(READER)
    expect(words(one(page, '.who-submitted'))).toBe('Fri 18 Oct: submitted by Ada, Rea withdraw')
    expect(buttons(page)).toEqual(['withdraw'])
    expect(all(one(page, '.picks'), 'input').map((input) => [input.attributes.get('name'), input.attributes.get('value')])).toContainEqual(['back', expect.not.stringContaining('submitted')])
  })

  test('stands for curators the way to take it out, and for nobody else any', async () => {
    expect(buttons(await paperPage(LOCAL_VISITOR))).toEqual(['take out of this day'])
    expect(buttons(await paperPage(NOBODY))).toEqual([])
  })
})

describe('hostile papers, names and remarks', () => {
  test('are text on the preview', async () => {
    const paper = { ...fakePaper(0), title: `T ${HOSTILE}`, abstract: `A ${HOSTILE}`, authors: [{ name: `N ${HOSTILE}` }], venue: `V ${HOSTILE}`, id: `10.1/${HOSTILE}`, categories: [`c${HOSTILE}`] }
    const there = [submission({ person: { id: 'y', name: HOSTILE }, remark: HOSTILE, picked: true }), submission({ person: undefined })]
    const { html } = await site({ preview: async () => previewOf(paper, { there, notes: [HOSTILE], found: { paper, held: true, toldBy: undefined, notes: [] } }) }).post('/submit', { step: 'look', what: HOSTILE })
    const page = parseHtml(html)
    expect(words(one(page, '#found'))).toContain('alert(1)')
    expect(words(one(page, '.picks'))).toContain('somebody who has left')
    expect(all(page, 'script').filter((script) => textOf(script) !== '')).toEqual([])
    expect(all(page, 'b')).toEqual(all(parseHtml((await site().post('/submit', { step: 'look', what: 'x' })).html), 'b'))
  })

  test('say nothing through the words that a link may bring', async () => {
    for (const query of [`submitted=${encodeURIComponent(HOSTILE)}&day=2024-10-18`, `submitted=added&day=${encodeURIComponent(HOSTILE)}`, 'submitted=added', 'submitted=added&day=2024-02-31']) {
      const { get, editions } = site()
      const id = (await editions.front()).entries[0]!.paper.id
      expect(all(await get(`/papers/${id}?${query}`), '.notes')).toEqual([])
    }
  })
})

describe('lists of picks', () => {
  test('have a page, and a day can be narrowed to them', async () => {
    const { get, editions } = site()
    expect(words(one(await get('/picks'), 'h1'))).toBe('Picks')
    await get('/papers/date/2024-10-18?picked=1')
    await get('/papers/week/2024-W42?picked=1')
    const asked = editions.asked.filter(({ what }) => what !== 'picks').map(({ what, with: given }) => [what, (given as [string, { picked?: boolean }])[1]?.picked])
    expect(asked).toContainEqual(['day', true])
    expect(asked).toContainEqual(['week', undefined])
  })
})
