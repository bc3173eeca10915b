import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PaperRecord } from '../paper/paper.ts'
import { addDays } from '../tools/dates.ts'
import { succeedRecord } from './succeed-record.ts'

const told = (part: Record<string, unknown>, hash = 'new') => ({
  record: PaperRecord.parse({ source: 'arxiv', sourceKey: '2401.00001', title: 'On lanterns', identifiers: [{ scheme: 'arxiv', value: '2401.00001' }], ...part }),
  hash,
})
const whole = {
  abstract: 'Lanterns are weighed.',
  identifiers: [{ scheme: 'arxiv', value: '2401.00001' }, { scheme: 'doi', value: '10.5555/1' }],
  categories: ['cs.LG', 'stat.ML'],
  versions: [{ number: 1, submittedAt: '2024-01-01' }, { number: 2, submittedAt: '2024-02-01' }],
  comment: '10 pages',
  journalRef: 'Lamps 3',
}

describe('succeedRecord', () => {
  it('lets the last word count and keeps what a thinner format does not say', () => {
    const later = told({ title: 'On brass lanterns', categories: ['cs.LG'], updated: '2024-03-01' })
    const { record, hash } = succeedRecord(later, told(whole, 'old'))
    expect(record).toEqual({ ...told(whole).record, title: 'On brass lanterns', categories: ['cs.LG'], updated: '2024-03-01' })
    expect(hash).toBe('new')
    const again = succeedRecord(told({ ...whole, title: 'On lanterns of brass' }), { record, hash })
    expect(again).toMatchObject({ record: { title: 'On lanterns of brass', updated: '2024-03-01' }, hash: 'new' })
  })
  it.each([
    ['knows no version', { versions: [] }],
    ['knows no version, and is of a change that is known', { versions: [], updated: '2024-02-01' }],
    ['names the last version without its date', { versions: [{ number: 2 }] }],
  ])('takes nothing back for a record that %s, and learns from it all the same', (_, part) => {
    const { record, hash } = succeedRecord(told({ title: 'From a feed', licence: 'CC0', ...part }), told(whole, 'old'))
    expect(record).toMatchObject({ ...whole, title: 'On lanterns', licence: 'CC0' })
    expect(hash).toBe('old')
  })
  it('takes the next version from whoever has it first', () => {
    const { record, hash } = succeedRecord(told({ title: 'From a feed', versions: [{ number: 3 }] }), told(whole, 'old'))
    expect(record).toMatchObject({ title: 'From a feed', comment: '10 pages', versions: [...whole.versions, { number: 3 }] })
    expect(hash).toBe('new')
  })
  it('lets no older version take back a newer one, and learns from it all the same', () => {
    const older = told({ title: 'Old', comment: '4 pages', licence: 'CC0', versions: [{ number: 1, submittedAt: '2024-01-01T10:00:00Z' }] })
    const { record, hash } = succeedRecord(older, told({ ...whole, versions: [{ number: 2 }] }, 'old'))
    expect(record).toMatchObject({ title: 'On lanterns', comment: '10 pages', licence: 'CC0', versions: [{ number: 1, submittedAt: '2024-01-01T10:00:00Z' }, { number: 2 }] })
    expect(hash).toBe('old')
  })
  it.each([
    ['a later version lifts it', { versions: [{ number: 3 }] }, undefined],
    ['an older version does not', { versions: [{ number: 1, submittedAt: '2024-01-01' }] }, true],
    ['the last word on one version lifts it', { versions: [{ number: 2, submittedAt: '2024-02-01' }] }, undefined],
    ['a record without the version\'s date does not', { versions: [{ number: 2 }] }, true],
    ['nor one without any version, even of a later change', { updated: '2024-05-01' }, true],
  ])('knows a paper as withdrawn until it is no longer: %s', (_, part, expected) => {
    expect(succeedRecord(told(part), told({ ...whole, withdrawn: true }, 'old')).record.withdrawn).toBe(expected)
  })
  it('does not keep a paper withdrawn of which no version is known', () => {
    expect(succeedRecord(told({}), told({ withdrawn: true }, 'old')).record.withdrawn).toBeUndefined()
    expect(succeedRecord(told({ withdrawn: true }), told({}, 'old')).record.withdrawn).toBe(true)
    expect(succeedRecord(told({ ...whole, withdrawn: true }), told(whole, 'old')).record.withdrawn).toBe(true)
  })
  it('gathers a preprint of bioRxiv from its versions, whichever comes first', () => {
    const version = (number: number, part: object, hash: string) => told({ source: 'biorxiv', sourceKey: '10.1101/2', identifiers: [{ scheme: 'doi', value: '10.1101/2' }], versions: [{ number, submittedAt: `2024-0${number}-10` }], ...part }, hash)
    const first = version(1, { published: '2024-01-10', days: [{ day: '2024-01-10' }] }, 'one')
    const second = version(2, { title: 'On lanterns, revised', published: '2024-01-08', updated: '2024-02-10' }, 'two')
    const whole = { title: 'On lanterns, revised', published: '2024-01-10', updated: '2024-02-10', days: first.record.days, versions: [{ number: 1, submittedAt: '2024-01-10' }, { number: 2, submittedAt: '2024-02-10' }] }
    expect(succeedRecord(second, first)).toMatchObject({ record: whole, hash: 'two' })
    expect(succeedRecord(first, second)).toMatchObject({ record: whole, hash: 'two' })
    const third = version(3, { published: '2024-01-08', updated: '2024-03-10' }, 'three')
    expect(succeedRecord(third, succeedRecord(first, second)).record).toMatchObject({ published: '2024-01-10', days: first.record.days })
  })
  it('takes other sources at their last word', () => {
    const held = told({ ...whole, source: 'bibliography' }, 'old')
    expect(succeedRecord(told({ source: 'bibliography' }), held)).toEqual(told({ source: 'bibliography' }))
  })

  describe('unites the days that arXiv listed a paper on', () => {
    const seen = (...days: string[]) => days.map((day) => ({ day, position: 0, upvotes: 0, numComments: 0 }))
    const reckoned = (...days: string[]) => seen(...days).map((day) => ({ ...day, estimated: true }))
    const days = (one: object, other: object) => succeedRecord(told({ days: one }), told({ days: other }, 'old')).record.days

    it.each([
      ['seen beats reckoned', seen('2024-01-03'), reckoned('2024-01-02'), seen('2024-01-03')],
      ['reckoned takes no seen day back', reckoned('2024-01-02'), seen('2024-01-03'), seen('2024-01-03')],
      ['nor the same day', reckoned('2024-01-03'), seen('2024-01-03'), seen('2024-01-03')],
      ['new, then cross-listed', seen('2024-01-05'), seen('2024-01-03'), seen('2024-01-03', '2024-01-05')],
      ['the last reckoning counts', reckoned('2024-01-04'), reckoned('2024-01-02'), reckoned('2024-01-04')],
      ['none takes nothing away', [], reckoned('2024-01-02'), reckoned('2024-01-02')],
      ['cross-listed since, as the harvest says', reckoned('2024-01-03', '2024-01-05'), seen('2024-01-03'), [...seen('2024-01-03'), ...reckoned('2024-01-05')]],
      ['the other way round', seen('2024-01-03'), reckoned('2024-01-03', '2024-01-05'), [...seen('2024-01-03'), ...reckoned('2024-01-05')]],
      ['which is kept when nothing is said of it', [], [...seen('2024-01-03'), ...reckoned('2024-01-05')], [...seen('2024-01-03'), ...reckoned('2024-01-05')]],
      ['and goes when it is seen on a later one', seen('2024-01-06'), [...seen('2024-01-03'), ...reckoned('2024-01-05')], seen('2024-01-03', '2024-01-06')],
      ['a reckoned day beside a seen one goes', [...seen('2024-01-03'), ...reckoned('2024-01-02')], [], seen('2024-01-03')],
    ])('%s', (_, one, other, expected) => {
      expect(days(one, other)).toEqual(expected)
    })
    it('by the record that counts while all are reckoned', () => {
      const older = told({ days: reckoned('2024-01-04'), versions: [{ number: 1 }] })
      expect(succeedRecord(older, told({ ...whole, days: reckoned('2024-01-02') }, 'old')).record.days).toEqual(reckoned('2024-01-02'))
    })
    it('once each, where it stood highest', () => {
      const at = (position: number) => [{ day: '2024-01-03', position, upvotes: 0, numComments: 0 }]
      expect(days(at(4), at(2))).toEqual(at(2))
      expect(days(at(2), at(4))).toEqual(at(2))
    })
    it('and no more than a record may have', () => {
      const many = Array.from({ length: 400 }, (_, number) => addDays('2020-01-01', number))
      const united = days(seen(...many), seen('2019-12-31'))
      expect(united).toHaveLength(400)
      expect(PaperRecord.parse({ ...told({}).record, days: united }).days[0]?.day).toBe('2019-12-31')
    })
  })

  describe('whatever is told, in whatever order', () => {
    const WORDS = ['first', 'second', 'third']
    /** What a service may say of a paper at some version: a harvest whole, a query its ends, a feed its number only. */
    const telling = fc
      .record({ form: fc.constantFrom('harvest', 'query', 'feed', 'cross'), version: fc.integer({ min: 1, max: 3 }), day: fc.integer({ min: 1, max: 3 }) })
      .map(({ form, version, day }) => {
        const history = Array.from({ length: version }, (_, at) => ({ number: at + 1, submittedAt: `2024-0${at + 1}-01T10:00:00.000Z` }))
        const text = { title: `The ${WORDS[version - 1]}`, abstract: `${form} of the ${WORDS[version - 1]}`, ...(version === 2 && form !== 'feed' && form !== 'cross' ? { withdrawn: true } : {}) }
        const place = { position: 0, upvotes: 0, numComments: 0 }
        const dates = { published: '2024-01-01', ...(version > 1 ? { updated: `2024-0${version}-01` } : {}), days: [{ ...place, day: `2024-01-1${day}`, estimated: true }] }
        const parts = {
          harvest: { ...text, ...dates, versions: history, comment: `comment ${version}` },
          query: { ...text, ...dates, versions: version === 1 ? history : [history[0], history.at(-1)] },
          feed: { ...text, versions: [{ number: version }], ...(version === 1 ? { published: '2024-01-02', days: [{ ...place, day: `2024-01-2${day}` }] } : { updated: `2024-0${version}-03` }) },
          cross: { ...text, versions: [{ number: version }], days: [{ ...place, day: `2024-01-2${day}`, position: day }] },
        }
        return { form, version, told: told(parts[form], JSON.stringify([form, version, day])) }
      })
    const inTurn = (all: readonly { told: ReturnType<typeof told> }[]) => all.map((one) => one.told).reduce((held, next) => succeedRecord(next, held))
    const several = fc.array(telling, { minLength: 1, maxLength: 8 })

    it('no version, no day that was seen and no identifier is lost, and the last version counts', () => {
      fc.assert(
        fc.property(several, (all) => {
          const { record } = inTurn(all)
          const numbers = [...new Set(all.flatMap((one) => one.told.record.versions.map(({ number }) => number)))].sort()
          expect(record.versions.map(({ number }) => number)).toEqual(numbers)
          for (const one of all) for (const { number, submittedAt } of one.told.record.versions) if (submittedAt !== undefined) expect(record.versions).toContainEqual({ number, submittedAt })
          const listed = all.flatMap((one) => one.told.record.days)
          const seen = [...new Set(listed.filter((day) => day.estimated !== true).map(({ day }) => day))].sort()
          if (seen.length > 0) expect(record.days.map(({ day, estimated }) => [day, estimated])).toEqual(seen.map((day) => [day, undefined]))
          else expect(record.days.length).toBe(listed.length > 0 ? 1 : 0)
          const last = Math.max(...all.map(({ version }) => version))
          expect(record.title).toBe(`The ${WORDS[last - 1]}`)
          const whole = all.filter(({ version, form }) => version === last && (form === 'harvest' || form === 'query'))
          if (whole.length > 0) {
            expect(record.abstract).toMatch(/^(harvest|query) of/)
            expect(record.withdrawn).toBe(last === 2 ? true : undefined)
          }
          expect(() => PaperRecord.parse(record)).not.toThrow()
        }),
        { numRuns: 1000 },
      )
    })
    it('any order ends alike, but for the last word between two that know as much', () => {
      fc.assert(
        fc.property(several.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))), ([all, shuffled]) => {
          const facts = ({ record }: ReturnType<typeof inTurn>) => ({
            title: record.title, versions: record.versions, published: record.published, updated: record.updated, withdrawn: record.withdrawn,
            days: record.days.filter((day) => day.estimated !== true), reckoned: record.days.some((day) => day.estimated === true),
            abstract: record.abstract.replace(/^(harvest|query)/, 'whole').replace(/^(feed|cross)/, 'thin'),
          })
          expect(facts(inTurn(shuffled))).toEqual(facts(inTurn(all)))
        }),
        { numRuns: 1000 },
      )
    })
    it('what was told last, or does not count, changes nothing when it is told again', () => {
      fc.assert(
        fc.property(several, (all) => {
          const held = inTurn(all)
          expect(succeedRecord(all.at(-1)!.told, held)).toEqual(held)
          for (const one of all) {
            const again = succeedRecord(one.told, held)
            if (again.hash === held.hash) expect(again).toEqual(held)
          }
        }),
        { numRuns: 1000 },
      )
    })
  })
})
