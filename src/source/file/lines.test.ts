import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chunked } from './chunked.ts'
import { linesOf, MAX_RECORD_BYTES } from './lines.ts'
import { BroadsheetError } from '../../paper/errors.ts'

async function lines(source: ReturnType<typeof chunked>) {
  const all: [number, string | undefined][] = []
  for await (const some of linesOf(source)) for (const { number, bytes } of some) all.push([number, bytes?.toString()])
  return all
}

it('gives the same lines wherever the pieces are cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.stringMatching(/^[a-c\r]{0,5}$/), { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), fc.array(fc.nat(), { maxLength: 6 }), async (words, end, cuts) => {
      const text = words.join(end)
      const expected = text.split('\n').map((line) => line.replace(/\r$/, ''))
      if (text.endsWith('\n') || text === '') expected.pop()
      expect(await lines(chunked(text, cuts))).toEqual(expected.map((line, i) => [i + 1, line]))
    }),
  )
})

it('drops a line over the limit, counts it and goes on', async () => {
  const long = 'x'.repeat(MAX_RECORD_BYTES + 1)
  expect(await lines(chunked(`a\n${long}\nb\n${long}`, [1000, 5_000_000, 9_000_000]))).toEqual([[1, 'a'], [2, undefined], [3, 'b'], [4, undefined]])
})

it('holds the last line back when the source broke off in it', async () => {
  const source = chunked('whole\nhal')
  source.failure = new BroadsheetError('broken-file', 'cut')
  expect(await lines(source)).toEqual([[1, 'whole']])
})
