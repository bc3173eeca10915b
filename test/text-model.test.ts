/** A model of texts behind a service, as a person has it: killed while vectors are made, service gone, service back. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { honest, json, madeUpEndpoint, type Answer, type MadeUpEndpoint } from '../src/search-index/embedder/made-up-endpoint.test-helper.ts'
import { broadsheet, importFiles, newInstance, serve, temporaryFolder, until } from './support/broadsheet.ts'
import { madeUpWork, snapshotLine } from './support/made-up-library.ts'

const PAPERS = 600
const KILLS = 3
const DIMENSIONS = 32
/** Papers whose vectors are kept together. */
const GROUP = 64
const KEY = 'sk-hunter2'

const data = newInstance()
let service: MadeUpEndpoint
/** Slow enough to be killed in the middle. */
const slowly: Answer = (asked, response) => void setTimeout(() => honest(DIMENSIONS)(asked, response), 150)
let env: Record<string, string>
/** documents that were sent, queries and trials left out */
const sent = (): string[] => service.asked.flatMap(({ body }) => body.input.filter((text) => text.startsWith('paper: On ')))

beforeAll(async () => {
  service = await madeUpEndpoint(slowly)
  env = {
    BROADSHEET_EMBEDDER: 'openai', BROADSHEET_EMBEDDINGS_URL: service.url, BROADSHEET_EMBEDDINGS_MODEL: 'made-up', BROADSHEET_EMBEDDINGS_KEY: KEY,
    BROADSHEET_EMBEDDINGS_DOCUMENT_PREFIX: 'paper: ', BROADSHEET_SHELF: '0', BROADSHEET_LOG: 'info',
  }
  const file = join(temporaryFolder(), 'papers.jsonl')
  writeFileSync(file, Array.from({ length: PAPERS }, (_, number) => snapshotLine(madeUpWork(number))).join('\n'))
  expect(await importFiles(data, [file])).toMatchObject({ added: PAPERS, code: 0 })
})
afterAll(() => service.close())

interface Status { readonly model: string }
const isServing = async (server: Awaited<ReturnType<typeof serve>>): Promise<true | undefined> => ((await server.json<Status>('/api/status')).model.startsWith('openai/made-up@') ? true : undefined)

test('killed again and again, it sends no text twice but for those under way, and changes models when all are there', { timeout: 120_000 }, async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    const before = service.asked.length
    const server = await serve(data, env)
    await until('some more vectors to be asked for', () => service.asked.length > before + 3 || undefined)
    expect((await server.json<Status>('/api/status')).model).not.toContain('made-up')
    expect(await server.json<unknown[]>('/api/papers/search?q=mending+lanterns')).not.toHaveLength(0)
    const ended = new Promise((resolve) => server.process.once('exit', resolve))
    server.process.kill('SIGKILL')
    await ended
  }
  const half = await broadsheet(['doctor', '--data', data], { env })
  expect(half.out).toMatch(/of 600 papers have vectors by openai\/made-up@32#[0-9a-f]{8}; the vectors by \S+ serve meanwhile/)
  const server = await serve(data, env)
  await until('the model to be in its place', () => isServing(server))
  expect(new Set(sent()).size).toBe(PAPERS)
  expect(sent().length).toBeLessThanOrEqual(PAPERS + KILLS * GROUP)
  await until('the log to say so', () => server.log().includes('the index is now of openai/made-up@32') || undefined)
  expect(server.log()).not.toContain(KEY)
  expect(await server.stop()).toBe(0)
  const whole = await broadsheet(['doctor', '--data', data], { env })
  expect(whole.out).toMatch(/600 of 600 papers have vectors by openai\/made-up@32#[0-9a-f]{8}\n/)
  expect(whole.out + whole.err).not.toContain(KEY)
})

test('without the service words still search and the page says so; with it again, meaning is back', { timeout: 120_000 }, async () => {
  const server = await serve(data, env)
  await until('the model to serve', () => isServing(server))
  const page = async (query: string): Promise<string> => (await server.get(`/papers?q=${encodeURIComponent(query)}`)).text()
  expect(await page('mending lanterns')).not.toContain('Meaning is unavailable')
  service.answer = (_, response) => json(response, { error: { message: `no, ${KEY}` } }, 503)
  const without = await page('sorting kettles')
  expect(without).toContain('Meaning is unavailable just now')
  expect(without).toMatch(/sorting/i)
  expect(without).not.toContain(KEY)
  service.answer = honest(DIMENSIONS)
  await until('meaning to be back', async () => (await page('sorting kettles')).includes('Meaning is unavailable') ? undefined : true)
  expect(await server.stop()).toBe(0)
})

test('`reindex` makes what is missing and says when it cannot', { timeout: 120_000 }, async () => {
  const file = join(temporaryFolder(), 'more.jsonl')
  writeFileSync(file, Array.from({ length: 10 }, (_, number) => snapshotLine(madeUpWork(PAPERS + number))).join('\n'))
  expect(await importFiles(data, [file])).toMatchObject({ added: 10, code: 0 })
  service.answer = (_, response) => void response.destroy()
  const failed = await broadsheet(['reindex', '--data', data], { env })
  expect(failed).toMatchObject({ code: 1, err: expect.stringMatching(/cannot be reached/) })
  service.answer = honest(DIMENSIONS)
  expect(await broadsheet(['reindex', '--data', data], { env })).toMatchObject({ code: 0, out: expect.stringContaining('610 papers') })
  expect((await broadsheet(['doctor', '--data', data], { env })).out).toContain(`610 of 610 papers have vectors by openai/made-up@${DIMENSIONS}`)
})
