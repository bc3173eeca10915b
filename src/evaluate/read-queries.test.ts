import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { damageList, folderOf, jsonLines } from './made-up-collection.test-helper.ts'
import { readQueries } from './read-queries.ts'

async function read(content: string) {
  const damage = damageList()
  const queries = await readQueries(join(folderOf({ 'queries.jsonl': content }), 'queries.jsonl'), { damage })
  return { queries: [...queries.values()], places: damage.places(), reasons: damage.lines.map(({ reason }) => reason) }
}

describe('queries', () => {
  it('have an id, a text and perhaps the paper that they were made of', async () => {
    const lines = [{ id: 'a', text: 'long walks', more: 1 }, { id: 7, text: 'short', self: 'p1' }, { id: 'c', text: 'x', self: true }, { id: 'd', text: 'x', self: null }, { id: 'e', text: 'x', self: 12 }]
    expect(await read(`\ufeff${jsonLines(lines)}`.replaceAll('\n', '\r\n\r\n'))).toEqual({
      queries: [
        { id: 'a', text: 'long walks', self: undefined },
        { id: '7', text: 'short', self: 'p1' },
        { id: 'c', text: 'x', self: 'c' },
        { id: 'd', text: 'x', self: undefined },
        { id: 'e', text: 'x', self: '12' },
      ],
      places: [],
      reasons: [],
    })
  })

  it.each([
    ['{"id":"b","text":"bro', /breaks off/],
    ['nothing like it', /not JSON/],
    ['["b","text"]', /not a JSON object/],
    ['null', /not a JSON object/],
    ['{"text":"no id"}', /no id/],
    ['{"id":" ","text":"no id"}', /no id/],
    ['{"id":"b"}', /“b” has no text/],
    ['{"id":"b","text":["a"]}', /“b” has no text/],
    ['{"id":"b","text":"  "}', /“b” has no text/],
    ['{"id":"b","text":"x","self":{}}', /“self” of the query “b” is no id/],
    ['{"id":"a","text":"again"}', /“a” has been given before/],
    ['['.repeat(100_000), /deep|breaks off|not valid/],
  ])('that say nothing are named by file and line: %s', async (line, reason) => {
    const { queries, places, reasons } = await read(`{"id":"a","text":"x"}\n\n${line}\n{"id":"z","text":"x"}\n`)
    expect(queries.map(({ id }) => id)).toEqual(['a', 'z'])
    expect(places).toEqual(['queries.jsonl:3'])
    expect(reasons[0]).toMatch(reason)
  })
})
