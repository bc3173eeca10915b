import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ARCHIVES, arxivCategory } from './archives.ts'
import { CATEGORY_IDS } from './category-name.ts'
import { checkSources, type TypedSources } from './check-sources.ts'
import { ChosenSources, DEFAULT_SOURCES } from './chosen-sources.ts'
import { BIORXIV_SUBJECTS, MEDRXIV_SUBJECTS } from './preprint-subjects.ts'

const NOTHING: TypedSources = { arxiv: [], huggingface: true, biorxiv: [], medrxiv: [], openreview: [], acl: [], feeds: [], openalex: false, contact: '' }
const check = (part: Partial<TypedSources>) => checkSources({ ...NOTHING, ...part })
const chosen = (part: Partial<TypedSources>): ChosenSources => {
  const checked = check(part)
  if ('faults' in checked) throw new Error(checked.faults.map(({ message }) => message).join(' '))
  return checked.chosen
}
const faults = (part: Partial<TypedSources>): (readonly [string, string])[] => {
  const checked = check(part)
  return 'faults' in checked ? checked.faults.map(({ field, message }) => [field, message] as const) : []
}

test('every category of the taxonomy can be ticked once, but for archives that are divided', () => {
  const offered = ARCHIVES.flatMap(({ categories }) => categories)
  expect(new Set(offered).size).toBe(offered.length)
  expect(CATEGORY_IDS.filter((id) => !offered.includes(id))).toEqual(['astro-ph', 'cond-mat'])
  expect(new Set([...BIORXIV_SUBJECTS, ...MEDRXIV_SUBJECTS].filter((one) => !/^[a-z ]+$/.test(one)))).toEqual(new Set())
})

test('the defaults and every offered category are a choice', () => {
  expect(chosen({ ...DEFAULT_SOURCES, contact: '' })).toEqual(DEFAULT_SOURCES)
  for (const { categories } of ARCHIVES) expect(chosen({ arxiv: categories }).arxiv).toEqual(categories)
  expect(arxivCategory('CS')).toBe('cs')
})

describe('what was meant is understood', () => {
  test.each<[string, Partial<TypedSources>, Partial<ChosenSources>]>([
    ['letters of any case, blanks, repetitions', { arxiv: [' CS.lg ', 'cs.LG', '', 'HEP-TH', 'Math'] }, { arxiv: ['cs.LG', 'hep-th', 'math'] }],
    ['every subject is every subject', { biorxiv: ['Cell  Biology', 'ALL'], medrxiv: ['Cell  Biology'] }, { biorxiv: ['all'], medrxiv: ['cell biology'] }],
    ['a venue by its address', { openreview: ['https://openreview.net/group?id=ICLR.cc/2026/Conference#tab-x', 'ICLR.cc/2026/Conference'] }, { openreview: ['ICLR.cc/2026/Conference'] }],
    ['a collection by one of its volumes', { acl: ['2025.acl-long', 'https://aclanthology.org/volumes/2025.acl-short/', 'P19-1', 'P18'] }, { acl: ['2025.acl', 'P19', 'P18'] }],
    ['an address as browsers write it', { feeds: ['HTTPS://Feeds.Example/a b'.replace(' ', '%20'), 'https://feeds.example/a%20b#top', 'https://feeds.example/<script>'] }, { feeds: ['https://feeds.example/a%20b', 'https://feeds.example/%3Cscript%3E'] }],
    ['a contact', { contact: ' me+arxiv@example.org ' }, { contact: 'me+arxiv@example.org' }],
  ])('%s', (_, typed, read) => {
    expect(chosen(typed)).toMatchObject(read)
  })
})

describe('what is wrong is said, with what and where', () => {
  test.each<[Partial<TypedSources>, string, RegExp]>([
    [{ arxiv: ['cs.XX'] }, 'arxiv', /^arXiv has no category “cs\.XX”/],
    [{ arxiv: ['<script>alert(1)</script>'] }, 'arxiv', /“<script>/],
    [{ arxiv: CATEGORY_IDS.slice(0, 61) }, 'arxiv', /^At most 60/],
    [{ openreview: ['ICLR'] }, 'openreview', /^“ICLR” must be a venue of OpenReview such as/],
    [{ acl: ['acl'] }, 'acl', /^“acl” must be a collection/],
    [{ feeds: ['javascript:alert(1)'] }, 'feeds', /^“javascript:alert\(1\)” is no address/],
    [{ feeds: ['data:text/html,<script>'] }, 'feeds', /is no address/],
    [{ feeds: ['file:///etc/passwd'] }, 'feeds', /is no address/],
    [{ feeds: ['https://me:word@feeds.example/'] }, 'feeds', /hold no password/],
    [{ feeds: ['https://[broken'] }, 'feeds', /is no address/],
    [{ feeds: [`https://feeds.example/${'a'.repeat(3000)}`] }, 'feeds', /^“https:\/\/feeds\.example\/a{58}…” is too long/],
    [{ feeds: Array.from({ length: 101 }, (_, i) => `https://feeds.example/${i}`) }, 'feeds', /^At most 100/],
    [{ biorxiv: ['x'.repeat(81)] }, 'biorxiv', /is too long/],
    [{ contact: 'me at home' }, 'contact', /^“me at home” must be an e-mail address/],
    [{ contact: 'me@example.org\r\nX-Evil: 1' }, 'contact', /must be an e-mail address/],
    [{ contact: 'mé@example.org' }, 'contact', /must be an e-mail address/],
    [{ huggingface: false, openalex: true }, 'arxiv', /^Nothing would be left to read/],
  ])('%.60j', (typed, field, said) => {
    const told = faults(typed)
    expect(told).toHaveLength(1)
    expect(told[0]![0]).toBe(field)
    expect(told[0]![1]).toMatch(said)
    expect(told[0]![1]).toMatch(/\.$/)
  })

  test('of many faults the first of each field', () => {
    const told = faults({ arxiv: Array.from({ length: 5000 }, (_, i) => `x${i}`), openreview: Array.from({ length: 30 }, (_, i) => `y${i}`), contact: '?' })
    expect(told.map(([field]) => field)).toEqual(['arxiv', 'arxiv', 'arxiv', 'openreview', 'openreview', 'openreview', 'contact'])
  })
})

test('whatever is typed, the answer is a choice that can be kept or a fault', () => {
  const words = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.webUrl(), fc.constantFrom(...CATEGORY_IDS)), { maxLength: 6 })
  fc.assert(
    fc.property(fc.record({ arxiv: words, huggingface: fc.boolean(), biorxiv: words, medrxiv: words, openreview: words, acl: words, feeds: words, openalex: fc.boolean(), contact: fc.oneof(fc.string(), fc.emailAddress()) }), (typed) => {
      const checked = checkSources(typed)
      if ('faults' in checked) {
        expect(checked.faults.length).toBeGreaterThan(0)
        for (const { message } of checked.faults) expect(message.length).toBeLessThan(400)
      } else expect(ChosenSources.parse(JSON.parse(JSON.stringify(checked.chosen)))).toEqual(checked.chosen)
    }),
    { numRuns: 500 },
  )
})
