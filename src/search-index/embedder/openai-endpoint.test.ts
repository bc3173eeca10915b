import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { honest, json, madeUpEndpoint, madeUpVector, type Answer, type MadeUpEndpoint } from './made-up-endpoint.test-helper.ts'
import { openAiEndpoint, type EndpointOptions } from './openai-endpoint.ts'
import { TextModelError, type TextModel } from './text-model.ts'

const DIMENSIONS = 8
const KEY = 'sk-hunter2'
let service: MadeUpEndpoint

beforeEach(async () => {
  service = await madeUpEndpoint(honest(DIMENSIONS))
})
afterEach(() => service.close())

const source = (options: Partial<EndpointOptions> = {}) => openAiEndpoint({ url: service.url, model: 'made-up', key: KEY, prefixes: { query: '', document: '' }, ...options })
const model = (options: Partial<EndpointOptions> = {}): Promise<TextModel> => source(options).open(DIMENSIONS)
const item = (index: number, embedding: unknown): object => ({ index, embedding })
const vector = (text: string): Float32Array => Float32Array.from(madeUpVector(text, DIMENSIONS))
async function troubleOf(work: Promise<unknown>): Promise<TextModelError> {
  const error = await work.then(() => undefined, (cause: unknown) => cause)
  expect(error).toBeInstanceOf(TextModelError)
  return error as TextModelError
}

describe('an endpoint that keeps the rules', () => {
  it('is asked for what it is to give, with the key', async () => {
    const vectors = await (await model()).embed(['one', 'two'], 'document')
    expect(vectors).toEqual([vector('one'), vector('two')])
    expect(service.asked).toHaveLength(1)
    expect(service.asked[0]).toMatchObject({ path: '/v1/embeddings', headers: { authorization: `Bearer ${KEY}` }, body: { model: 'made-up', input: ['one', 'two'], encoding_format: 'float' } })
    expect(service.asked[0]!.body).not.toHaveProperty('dimensions')
  })

  it.each([['', '/v1/embeddings'], ['/', '/v1/embeddings'], ['/embeddings', '/v1/embeddings'], ['/embeddings/', '/v1/embeddings'], ['?version=2', '/v1/embeddings?version=2']])('is found at the address with “%s” after it', async (after, path) => {
    await (await model({ url: service.url + after })).embed(['one'], 'query')
    expect(service.asked[0]!.path).toBe(path)
  })

  it('tells the length of its vectors when that is not known, and its name has it', async () => {
    expect(await source().open(undefined)).toMatchObject({ dimensions: DIMENSIONS, name: `openai/made-up@${DIMENSIONS}` })
    const shortened = await source({ dimensions: 4 }).open(undefined)
    expect(shortened).toMatchObject({ dimensions: 4, name: 'openai/made-up@4' })
    expect(service.asked).toHaveLength(1)
    service.answer = honest(4)
    await shortened.embed(['one'], 'query')
    expect(service.asked[1]!.body.dimensions).toBe(4)
  })

  it('gets the prefixes, and the document prefix is part of its name', async () => {
    const prefixed = await model({ prefixes: { query: 'query: ', document: 'passage: ' } })
    await prefixed.embed(['one'], 'query')
    await prefixed.embed(['one'], 'document')
    expect(service.asked.map(({ body }) => body.input)).toEqual([['query: one'], ['passage: one']])
    expect(prefixed.name).toMatch(/^openai\/made-up@8#[0-9a-f]{8}$/)
    expect((await model({ prefixes: { query: 'query: ', document: '' } })).name).toBe('openai/made-up@8')
  })

  it('is asked in batches, by number and by length, and the order stays', async () => {
    const texts = [...Array.from({ length: 70 }, (_, at) => `text ${at}`), ...Array.from({ length: 5 }, (_, at) => `${at}`.repeat(40_000))]
    expect(await (await model()).embed(texts, 'document')).toEqual(texts.map(vector))
    expect(Math.max(...service.asked.map(({ body }) => body.input.length))).toBe(32)
    for (const { body } of service.asked) expect(body.input.join('').length).toBeLessThanOrEqual(100_000)
  })

  it('may answer in another order, without an index, or in base64', async () => {
    const one = await model()
    service.answer = (_, response) => json(response, { data: [item(1, madeUpVector('b', DIMENSIONS)), item(0, madeUpVector('a', DIMENSIONS))] })
    expect(await one.embed(['a', 'b'], 'document')).toEqual([vector('a'), vector('b')])
    service.answer = (_, response) => json(response, { data: ['a', 'b'].map((text) => ({ embedding: madeUpVector(text, DIMENSIONS) })) })
    expect(await one.embed(['a', 'b'], 'document')).toEqual([vector('a'), vector('b')])
    service.answer = (_, response) => json(response, { data: [item(0, Buffer.from(vector('a').buffer).toString('base64'))] })
    expect(await one.embed(['a'], 'document')).toEqual([vector('a')])
  })

  it('may have the model whose vectors still serve', async () => {
    const before = source().sibling!('openai/older:v1@16')
    service.answer = honest(16)
    expect(await before!.embed(['one'], 'query')).toHaveLength(1)
    expect(service.asked[0]!.body.model).toBe('older:v1')
    expect(source().sibling!('transformers/older@16')).toBeUndefined()
    expect(source().sibling!('openai/older@16#0123abcd')).toBeUndefined()
  })
})

describe('an endpoint that does not', () => {
  it.each<[string, 'down' | 'refused' | 'text', RegExp, Answer]>([
    ['fewer vectors than asked', 'refused', /1 vectors for 2 texts/, (_, response) => json(response, { data: [item(0, [1, 2, 3, 4, 5, 6, 7, 8])] })],
    ['two vectors for one text', 'refused', /two vectors for one text/, (_, response) => json(response, { data: [item(0, madeUpVector('a', 8)), item(0, madeUpVector('a', 8))] })],
    ['an index beyond the texts', 'refused', /not sent/, (_, response) => json(response, { data: [item(0, madeUpVector('a', 8)), item(7, madeUpVector('a', 8))] })],
    ['an index that is no number', 'refused', /not sent/, (_, response) => json(response, { data: [item(0, madeUpVector('a', 8)), { index: '__proto__', embedding: [1] }] })],
    ['vectors of another length', 'refused', /9 numbers in place of 8/, (asked, response) => honest(9)(asked, response)],
    ['words for numbers', 'refused', /no number/, (_, response) => json(response, { data: [item(0, Array(8).fill('1')), item(1, Array(8).fill(1))] })],
    ['null for a vector', 'refused', /in place of a vector/, (_, response) => json(response, { data: [item(0, null), item(1, null)] })],
    ['null for a number', 'refused', /no number/, (_, response) => json(response, { data: [item(0, Array(8).fill(null)), item(1, Array(8).fill(1))] })],
    ['NaN in base64, for every text', 'refused', /not finite/, ({ body }, response) => json(response, { data: body.input.map((_, at) => item(at, Buffer.from(new Float32Array(8).fill(NaN).buffer).toString('base64'))) })],
    ['zeros for every text', 'refused', /zeros/, ({ body }, response) => json(response, { data: body.input.map((_, at) => item(at, Array(8).fill(0))) })],
    ['numbers beyond float32', 'refused', /not finite/, ({ body }, response) => json(response, { data: body.input.map((_, at) => item(at, Array(8).fill(1e300))) })],
    ['half a float in base64', 'refused', /in place of a vector/, (_, response) => json(response, { data: [item(0, 'AAA='), item(1, 'AAA=')] })],
    ['no JSON', 'refused', /no vectors/, (_, response) => void response.end('<html>')],
    ['JSON cut short', 'refused', /no vectors/, (_, response) => void response.end('{"data":[{"index":0,"embedding":[0.1,')],
    ['nothing', 'refused', /no vectors/, (_, response) => void response.end()],
    ['null', 'refused', /no vectors/, (_, response) => json(response, null)],
    ['another place', 'refused', /another place/, (_, response) => void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()],
    ['a closed connection', 'down', /cannot be reached/, (_, response) => void response.destroy()],
    ['half an answer and a closed connection', 'down', /cannot be reached/, (_, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"data":[')
      setTimeout(() => response.destroy(), 20)
    }],
    ['no key', 'refused', /BROADSHEET_EMBEDDINGS_KEY/, (_, response) => json(response, { error: { message: `Incorrect API key: ${KEY}` } }, 401)],
    ['no such model', 'refused', /no model “made-up” \(404: pull it first\)/, (_, response) => json(response, { error: 'pull it first.' }, 404)],
    ['a wait', 'down', /asks to wait \(429: slow down\)/, (_, response) => json(response, { error: { message: 'slow\n\u0007 down' } }, 429)],
    ['trouble', 'down', /in trouble \(503\)/, (_, response) => void response.writeHead(503).end('x'.repeat(100_000))],
    ['a refusal of every text', 'refused', /refuses every text \(400: dimensions is not supported\)/, (_, response) => json(response, { message: 'dimensions is not supported' }, 400)],
  ])('answers with %s: a sentence, and never the key', async (_, trouble, sentence, answer) => {
    const one = await model()
    service.answer = answer
    const error = await troubleOf(one.embed(['a', 'b'], 'document'))
    expect(error.message).toMatch(sentence)
    expect(error.trouble).toBe(trouble)
    expect(JSON.stringify([error.message, String(error.cause)])).not.toContain(KEY)
    expect(error.message.length).toBeLessThan(500)
    expect(error.message).not.toMatch(/[\p{C}]/u)
    expect(service.asked.length).toBeLessThanOrEqual(2)
  })

  it('is not read beyond what an honest answer could be', async () => {
    const one = await model()
    let sent = 0
    let stopped = false
    service.answer = (_, response) => {
      response.writeHead(200)
      const pour = (): void => {
        while (!response.destroyed && response.write(' '.repeat(65_536))) sent += 65_536
        if (!response.destroyed) response.once('drain', pour)
      }
      response.on('close', () => (stopped = true))
      pour()
    }
    expect((await troubleOf(one.embed(['a'], 'document'))).message).toMatch(/far more than was asked/)
    await expect.poll(() => stopped).toBe(true)
    expect(sent).toBeLessThan(50_000_000)
  })

  it.each([['7', 7_000], [new Date(Date.now() + 90_000).toUTCString(), 90_000], ['99999999', 600_000], ['-5', undefined], ['soon', undefined]])('asks to try again after “%s”', async (said, ms) => {
    const one = await model()
    service.answer = (_, response) => void response.writeHead(429, { 'retry-after': said }).end()
    const { retryAfterMs } = await troubleOf(one.embed(['a'], 'document'))
    if (ms === undefined) expect(retryAfterMs ?? 0).toBe(0)
    else expect(Math.abs(retryAfterMs! - ms)).toBeLessThan(5_000)
  })

  it('is nobody at all', async () => {
    const one = await model()
    await service.close()
    expect(await troubleOf(one.embed(['a'], 'query'))).toMatchObject({ trouble: 'down', message: expect.stringMatching(/cannot be reached \(ECONNREFUSED\)/) })
    service = await madeUpEndpoint(honest(DIMENSIONS))
  })

  it('takes small batches only: it gets halves', async () => {
    const one = await model()
    service.answer = (asked, response) => (asked.body.input.length > 5 ? json(response, { error: 'batch too large' }, 413) : honest(DIMENSIONS)(asked, response))
    const texts = Array.from({ length: 32 }, (_, at) => `text ${at}`)
    expect(await one.embed(texts, 'document')).toEqual(texts.map(vector))
  })

  it('takes short texts only: long ones are cut until they pass, and others stay whole', async () => {
    const one = await model()
    service.answer = (asked, response) => (asked.body.input.some((text) => text.length > 600) ? json(response, { error: 'too long' }, 422) : honest(DIMENSIONS)(asked, response))
    const long = 'long '.repeat(1000)
    const [short, cut] = await one.embed(['short', long], 'document')
    expect(short).toEqual(vector('short'))
    const passed = service.asked.findLast(({ body }) => body.input.length === 1 && body.input[0]!.startsWith('long'))!.body.input[0]!
    expect(passed.length).toBeGreaterThan(400)
    expect(long.startsWith(passed)).toBe(true)
    expect(cut).toEqual(vector(passed))
  })

  it('takes one text never: the text is named as the trouble, not the service', async () => {
    const one = await model()
    service.answer = (asked, response) => (asked.body.input.some((text) => text.includes('bad')) ? json(response, {}, 400) : honest(DIMENSIONS)(asked, response))
    expect((await troubleOf(one.embed(['good', 'bad'], 'document'))).trouble).toBe('text')
  })

  it('answers with NaN for one text only', async () => {
    const one = await model()
    service.answer = (asked, response) => (asked.body.input[0] === 'bad' ? json(response, { data: [item(0, Array(8).fill(0))] }) : honest(DIMENSIONS)(asked, response))
    expect((await troubleOf(one.embed(['bad'], 'document'))).trouble).toBe('text')
  })

  it('is left when the asker has lost patience', async () => {
    const one = await model()
    service.answer = () => {}
    const patience = new AbortController()
    const asked = one.embed(['a'], 'query', patience.signal)
    setTimeout(() => patience.abort(), 30)
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })
})
