import { describe, expect, it } from 'vitest'
import { madeUpPaper } from '../../test/page/made-up-papers.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { all, parseHtml } from '../../test/page/parse-html.ts'

const papers = [1, 2, 3].map((key) => madeUpPaper(key))
const hostile = '"\'><script>&amp;\u2028'
const { app, editions } = pageApp({ papers, publicUrl: 'https://papers.example', props: { list: ({ entries, subject }) => ({ dailyPapers: entries.map(({ paper }) => paper.id), dateString: subject, hostile }), paper: async ({ paper }, talk, address) => ({ id: paper.id, comments: talk.comments, address }) } })

async function propsOf(path: string, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await app.request(path, { headers })
  expect(answer.status).toBe(200)
  const [main] = all(parseHtml(await answer.text()), 'main')
  const found = main!.children.flatMap((one) => (typeof one === 'object' && 'attributes' in one && one.attributes.has('data-target') ? [one] : []))
  return found.length === 0 ? undefined : JSON.parse(found[0]!.attributes.get('data-props')!)
}

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('what programs read from pages', () => {
  it.each(['/papers', '/papers/week/2024-W42', '/papers/month/2024-10', '/papers/trending', '/papers?q=owls'])('%s carries its papers, directly in main', async (path) => {
    expect(await propsOf(path)).toEqual({ dailyPapers: expect.any(Array), dateString: expect.any(String), hostile })
  })

  it('stands on a paper’s page too', async () => {
    expect(await propsOf(`/papers/${papers[0]!.id}`)).toMatchObject({ id: papers[0]!.id, address: `https://papers.example/papers/${papers[0]!.id}` })
  })

  it.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ accept: '*/*', 'sec-fetch-dest': 'document', 'user-agent': 'Mozilla/5.0' }, true],
    [{ ...BROWSER, 'user-agent': 'Mozilla/5.0' }, true],
    [{ ...BROWSER, 'sec-fetch-dest': 'document' }, false],
    [{ ...BROWSER, 'upgrade-insecure-requests': '1' }, false],
  ])('with %j: %s', async (headers, given) => {
    expect((await propsOf('/papers', headers)) !== undefined).toBe(given)
  })

  it('is given to who asks in so many words', async () => {
    expect(await propsOf('/papers?props=1', { ...BROWSER, 'sec-fetch-dest': 'document' })).toBeDefined()
  })

  it.each([
    ['/papers/week/2024-W52', /^\/papers\/week\/2024-W4\d$/],
    ['/papers/month/2024-12?props=1', /^\/papers\/month\/2024-10\?props=1$/],
  ])('leads from %s, which is to come, to the last that has papers', async (path, to) => {
    const answer = await app.request(path)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toMatch(to)
    expect(editions.asked.length).toBeGreaterThan(0)
  })

  it.each([
    ['/papers?date=2024-10-18', 302, '/papers/date/2024-10-18'],
    ['/papers?date=2024-10-18&props=1', 302, '/papers/date/2024-10-18?props=1'],
    ['/papers?date=2024-10-40', 400, null],
    ['/papers?date=', 200, null],
  ])('%s, the address that days had in 2023 and 2024, answers %i', async (path, status, to) => {
    const answer = await app.request(path)
    expect([answer.status, answer.headers.get('location')]).toEqual([status, to])
  })
})
