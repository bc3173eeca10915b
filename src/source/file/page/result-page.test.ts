import { expect, it } from 'vitest'
import type { Parsed } from '../../source.ts'
import { chunked } from '../chunked.ts'
import { readResultPage } from './result-page.ts'

const prose = (about: string) => `We study ${about}. ${'It is long and it is plain and it goes on for a while. '.repeat(6)}`.trim()

async function read(text: string): Promise<[string, number][]> {
  const all: Parsed[] = []
  for await (const some of readResultPage(chunked(text))) all.push(...some)
  return all.map((one) => {
    if ('rejected' in one) return [`! ${one.rejected.reason}`, one.rejected.line]
    const { title, abstract } = one.record.value as { title: string; abstract: string }
    return [`${title} | ${abstract.slice(0, 15)}`, abstract.length]
  })
}

const HEADER = 'Get trending papers in your email inbox!\nSubscribe\nDaily Papers\nby AK and the research community\n'

it('pairs titles with abstracts', async () => {
  expect((await read(`${HEADER}First\n${prose('one')}\nSecond\n${prose('two')}\n`)).map(([text]) => text)).toEqual(['First | We study one. I', 'Second | We study two. I'])
})

it('finds back into step where an abstract is missing or short', async () => {
  expect((await read(`${HEADER}First\nSecond\n${prose('two')}\nThird\nNo words.\nFourth\n${prose('four')}`)).map(([text]) => text)).toEqual(['First | ', 'Second | We study two. I', 'Third | No words.', 'Fourth | We study four. '])
})

it('adds further paragraphs to the abstract before them', async () => {
  const [only, more] = await read(`${HEADER}First\n${prose('one')}\n\n${prose('a second paragraph which is longer than any title could be, so that it can be told from one')}\n`)
  expect(more).toBeUndefined()
  expect(only![1]).toBeGreaterThan(600)
})

it('rejects a long text that stands where the first title should be', async () => {
  expect(await read(`${HEADER}${prose('nothing').repeat(4)}\nFirst\n${prose('one')}`)).toMatchObject([['! is a long text where a title should stand', 5], ['First | We study one. I', expect.any(Number)]])
})

it('keeps a last title whose abstract is not there, and no header word as a title', async () => {
  expect((await read(`${HEADER}First\n${prose('one')}\nLast`)).map(([text]) => text)).toEqual(['First | We study one. I', 'Last | '])
  expect(await read(`new\n\n${HEADER}Mar 11\n`)).toEqual([])
})
