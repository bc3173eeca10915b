import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeBack } from './back.ts'

test.each([
  ['/papers', '/papers'],
  ['/', '/'],
  ['/papers/date/2024-10-18?category=cs.LG&p=1#papers', '/papers/date/2024-10-18?category=cs.LG&p=1#papers'],
  ['/papers/10.1002/(SICI)1097:15%3C1661', '/papers/10.1002/(SICI)1097:15%3C1661'],
  ['/saved/tag/gr%C3%BCn', '/saved/tag/gr%C3%BCn'],
  ['/a/../papers', '/papers'],
  ['/saved?back=//evil.example', '/saved?back=//evil.example'],
])('%s is gone back to', (value, to) => {
  expect(safeBack(value)).toBe(to)
})

test.each([
  ['', 'papers', '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example/', 'javascript:alert(1)', '/\t/evil.example', '/\n/evil.example'],
  ['/.//evil.example', '/..//evil.example', '/a/..//evil.example', '/%2e//evil.example', '/papers\r\nset-cookie: a=b', '/a b', '/\u0000', '/\u0085x', ' /papers', `/${'a'.repeat(2000)}`],
  [undefined, null, 7, {}, ['/papers'], new File([], 'x')],
].flat())('%j leads to the front page', (value) => {
  expect(safeBack(value)).toBe('/papers')
})

test('whatever is sent, a browser stays on this site', () => {
  const part = fc.oneof(fc.constantFrom('/', '\\', '.', '..', '%2f', '%5c', '%2e', '@', ':', '?', '#', '\t', 'http:', 'evil.example', 'papers'), fc.string({ maxLength: 3 }))
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const back = safeBack(`/${parts.join('')}`)
      expect(new URL(back, 'https://here.example/x/y').origin).toBe('https://here.example')
      expect(safeBack(back)).toBe(back)
      expect(back).toMatch(/^\/[\u0021-\u007e]*$/)
    }),
    { numRuns: 2000 },
  )
})
