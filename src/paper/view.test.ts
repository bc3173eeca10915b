import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isPrivate, type View, viewOfPath, viewPath } from './view.ts'

const text = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).map((value) => value.replace(/[\p{Cc}\s]+/gu, ' ').trim()).filter((value) => value !== '')
const filters = fc.record({ category: text, venue: text, after: fc.constantFrom('2024', '2024-10', '2024-10-18'), before: fc.constantFrom('2025', '2024-12') }, { requiredKeys: [] })
const bare: fc.Arbitrary<View> = fc.oneof(
  fc.constantFrom<View>({ kind: 'latest' }, { kind: 'trending' }, { kind: 'for-you' }, { kind: 'saved' }, { kind: 'picks' }, { kind: 'day', subject: '2024-10-18' }, { kind: 'week', subject: '2024-W42' }, { kind: 'month', subject: '2024-10' }),
  text.map((query): View => ({ kind: 'search', query })),
  text.map((query): View => ({ kind: 'search', query, mode: 'words' })),
  text.map((query): View => ({ kind: 'search', query, within: '2024-W42', verbatim: true })),
  fc.constantFrom<View>({ kind: 'saved', shelf: 'voted' }, { kind: 'saved', shelf: 'hidden' }, { kind: 'trending', evening: '2024-10-18' }),
  text.map((by): View => ({ kind: 'picks', by })),
  text.filter((tag) => tag !== '.' && tag !== '..').map((tag): View => ({ kind: 'tag', tag })),
)
const views = fc.tuple(bare, filters).map(([view, some]): View => (Object.keys(some).length === 0 ? view : { ...view, filters: some }))

it('is named by its address, and its address names it', () => {
  fc.assert(
    fc.property(views, (view) => {
      expect(viewOfPath(viewPath(view))).toEqual(view)
    }),
    { numRuns: 300 },
  )
})

it('has one address only, however it was written', () => {
  expect(viewPath(viewOfPath('/papers/?category=cs.LG&p=3&view=titles')!)).toBe('/papers?category=cs.LG')
  expect(viewPath(viewOfPath('/papers?before=2025&q=  graph   neural%09networks&after=2024')!)).toBe('/papers?q=graph+neural+networks&after=2024&before=2025')
  expect(viewPath(viewOfPath('/papers?search=owls&mode=meaning')!)).toBe('/papers?q=owls&mode=meaning')
  expect(viewPath(viewOfPath('/papers?search=owls&q=%20')!)).toBe('/papers?q=owls')
  expect(viewPath(viewOfPath('/papers?search=owls&q=bats')!)).toBe('/papers?q=bats')
  expect(viewPath(viewOfPath('/papers?search=')!)).toBe('/papers')
})

it.each(['/papers/date/2024-13-40', '/papers/week/2024-W99', '/papers/1706.03762', '/about', '//evil.example/papers', '/\\evil', 'https://evil.example/papers', '', '/papers?after=yesterday', `/papers?q=${'a'.repeat(1001)}`, `/papers?search=${'a'.repeat(1001)}`, `/papers?search=owls&q=${'a'.repeat(1001)}`, '/saved/tag/%zz', '/saved/tagged', '/saved/nothing', '/saved?q=owls', '/papers/trending?search=owls', '/papers/trending/2024-13-01', '/papers?q=owls&day=yesterday', '/papers/date/2024-10-18?stood=1', '/papers?since=visit'])('is none at %s', (address) =>
  expect(viewOfPath(address)).toBeUndefined(),
)

it('answers any text with a view or nothing', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webPath().map((path) => `/papers${path}`)), (address) => {
    const view = viewOfPath(address)
    if (view !== undefined) expect(viewOfPath(viewPath(view))).toEqual(view)
  }))
})

it('keeps what is somebody’s own apart', () => {
  expect((['latest', 'trending', 'for-you', 'saved'] as const).map((kind) => isPrivate({ kind }))).toEqual([false, false, true, true])
})
