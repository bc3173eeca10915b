import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FRESH_DAYS, isFresh } from './fresh-account.ts'
import { boundedSum, byTrend, COMMENT_WEIGHT, fade, trendOf, VOTE_WEIGHT, type Act, type Place, type TrendingSignals } from './trending.ts'

const DAY = 86_400_000
const NOW = Date.parse('2026-04-20T12:00:00Z')
const FOUNDED = NOW - 400 * DAY
const ago = (days: number): string => new Date(NOW - days * DAY).toISOString()
const old = (days: number, part: Partial<Act> = {}): Act => ({ at: ago(days), voterSince: ago(days + 100), voterRole: 'reader', own: false, ...part })
const fresh = (days: number): Act => ({ at: ago(days), voterSince: ago(days + 0.01), voterRole: 'reader', own: false })
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
const signals = (part: Partial<TrendingSignals> = {}): TrendingSignals => ({ votes: [], comments: [], upvotes: 0, listedDaysAgo: 0, ...part })
const score = (part: Partial<TrendingSignals>, now = NOW, founded: number | undefined = FOUNDED): number => trendOf(signals(part), now, founded).score

const wildAct = fc.record({
  at: fc.double({ min: -1, max: 60, noNaN: true }).map(ago),
  voterSince: fc.double({ min: 0, max: 900, noNaN: true }).map(ago),
  voterRole: fc.constantFrom('reader' as const, 'curator' as const, 'admin' as const),
  own: fc.boolean(),
})
const wildSignals = fc.record({
  votes: fc.array(wildAct, { maxLength: 30 }),
  comments: fc.array(wildAct, { maxLength: 10 }),
  upvotes: fc.nat(500),
  listedDaysAgo: fc.option(fc.nat(60), { nil: undefined }),
})
const wildFounded = fc.option(fc.double({ min: 0, max: 900, noNaN: true }).map((days) => NOW - days * DAY), { nil: undefined })

describe('trendOf', () => {
  it('is the formula on the page', () => {
    expect(fade(0)).toBe(1)
    expect(score({ upvotes: 27, listedDaysAgo: 7 })).toBeCloseTo(27 * (2 / 9) ** 1.5, 12)
    const votes = [old(0), old(2)]
    const comments = [old(1)]
    const { terms, score: whole } = trendOf(signals({ votes, comments, upvotes: 10, listedDaysAgo: 3 }), NOW, FOUNDED)
    expect(terms).toEqual([
      { name: 'votes', count: 2, counted: expect.closeTo(1 + 0.5 ** 1.5, 12), value: expect.closeTo(VOTE_WEIGHT * (1 + 0.5 ** 1.5), 12) },
      { name: 'upvotes', count: 10, counted: expect.closeTo(10 * 0.4 ** 1.5, 12), value: expect.closeTo(10 * 0.4 ** 1.5, 12) },
      { name: 'comments', count: 1, counted: expect.closeTo((2 / 3) ** 1.5, 12), value: expect.closeTo(COMMENT_WEIGHT * (2 / 3) ** 1.5, 12) },
    ])
    expect(terms.reduce((sum, { value }) => sum + value, 0)).toBe(whole)
    expect(trendOf(signals(), NOW, FOUNDED)).toEqual({ score: 0, terms: [], own: 0 })
  })

  it('counts upvotes of a paper that is in no list as nothing', () => {
    expect(score({ upvotes: 50, listedDaysAgo: undefined })).toBe(0)
  })

  it('gives terms that add up to the score, never below nothing, whatever it is given', () => {
    fc.assert(fc.property(wildSignals, wildFounded, (wild, founded) => {
      const { score: whole, terms } = trendOf(wild, NOW, founded)
      expect(Number.isFinite(whole)).toBe(true)
      expect(terms.reduce((sum, { value }) => sum + value, 0)).toBe(whole)
      for (const { value, counted, count } of terms) {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(counted).toBeLessThanOrEqual(count)
      }
    }))
  })

  it('counts nothing of dates that nobody can read', () => {
    expect(score({ votes: [{ at: 'yesterday', voterSince: '', voterRole: 'admin', own: false }] })).toBe(0)
    expect(score({ votes: [old(0), { at: 'yesterday', voterSince: 'x', voterRole: 'reader', own: false }] })).toBe(VOTE_WEIGHT)
  })

  it('never falls by another vote, comment or upvote', () => {
    fc.assert(fc.property(wildSignals, wildAct, wildFounded, (wild, act, founded) => {
      const before = trendOf(wild, NOW, founded).score
      const least = before - before * 1e-12
      expect(trendOf({ ...wild, votes: [...wild.votes, act] }, NOW, founded).score).toBeGreaterThanOrEqual(least)
      expect(trendOf({ ...wild, comments: [...wild.comments, act] }, NOW, founded).score).toBeGreaterThanOrEqual(least)
      expect(trendOf({ ...wild, upvotes: wild.upvotes + 1 }, NOW, founded).score).toBeGreaterThanOrEqual(least)
    }))
  })

  it('rises with every vote of an established account, and by a little with every one of a fresh account', () => {
    fc.assert(fc.property(wildSignals, fc.double({ min: 0, max: 60, noNaN: true }), (wild, days) => {
      const before = trendOf(wild, NOW, FOUNDED).score
      expect(trendOf({ ...wild, votes: [...wild.votes, old(days)] }, NOW, FOUNDED).score).toBeGreaterThan(before)
    }))
    expect(score({ votes: many(12, () => fresh(1)) })).toBeGreaterThan(score({ votes: many(11, () => fresh(1)) }))
  })

  it('does not depend on the order in which things are told', () => {
    fc.assert(fc.property(wildSignals, wildFounded, fc.infiniteStream(fc.nat(1000)), (wild, founded, dice) => {
      const shuffled = <T>(list: readonly T[]): T[] => list.map((one) => [dice.next().value as number, one] as const).sort((a, b) => a[0] - b[0]).map(([, one]) => one)
      expect(trendOf({ ...wild, votes: shuffled(wild.votes), comments: shuffled(wild.comments) }, NOW, founded)).toEqual(trendOf(wild, NOW, founded))
    }))
  })

  it('counts nothing of what authors do with their own papers, and says how many of them voted', () => {
    fc.assert(fc.property(wildSignals, wildAct, (wild, act) => {
      const others = { ...wild, votes: wild.votes.filter(({ own }) => !own), comments: wild.comments.filter(({ own }) => !own) }
      const plain = trendOf(others, NOW, FOUNDED)
      const mine = { ...act, own: true }
      const withMine = trendOf({ ...others, votes: [...others.votes, mine, mine], comments: [mine, ...others.comments] }, NOW, FOUNDED)
      expect(withMine).toEqual({ ...plain, own: 2 })
    }))
  })

  it('fades: nothing is worth more tomorrow', () => {
    fc.assert(fc.property(wildSignals, wildFounded, fc.nat(40), (wild, founded, days) => {
      const later = { ...wild, listedDaysAgo: wild.listedDaysAgo === undefined ? undefined : wild.listedDaysAgo + days }
      const before = trendOf(wild, NOW, founded).score
      expect(trendOf(later, NOW + days * DAY, founded).score).toBeLessThanOrEqual(before + before * 1e-12)
    }))
    expect(score({ votes: [old(0)] }, NOW + DAY)).toBeLessThan(score({ votes: [old(0)] }))
    // What a burst leaves fades like everything else: its bound does not hold it up.
    const burst = { votes: many(100, () => fresh(0)) }
    expect(score(burst, NOW + 7 * DAY)).toBeLessThan(score(burst) / 9)
    // What is dated after now counts as of now.
    expect(score({ votes: [old(-3)] })).toBe(score({ votes: [old(0)] }))
  })
})

describe('a burst of fresh accounts', () => {
  it('weighs less than two established people, however large it is', () => {
    for (const size of [1, 2, 10, 100, 10_000]) expect(score({ votes: many(size, () => fresh(0)) })).toBeLessThan(score({ votes: [old(0), old(0)] }))
  })

  it('comes to less than twice √(1 + established), and never to more than its votes', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 300 }), fc.double({ min: 0, max: 400, noNaN: true }), (faded, established) => {
      const sum = boundedSum(faded, established)
      expect(sum).toBeLessThan(2 * Math.sqrt(1 + established))
      expect(sum).toBeLessThanOrEqual(faded.reduce((all, one) => all + one, 0) + 1e-9)
    }))
  })

  it('does not pass a paper that five people liked, with two established accomplices', () => {
    const liked = { votes: many(5, () => old(0)) }
    expect(score({ votes: [old(0), old(0), ...many(100, () => fresh(0))] })).toBeLessThan(score(liked))
    expect(score({ votes: many(1000, () => fresh(0)), comments: many(1000, () => fresh(0)) })).toBeLessThan(score(liked))
  })

  it('is told by the age at which an account voted: it does not lend its later age', () => {
    expect(isFresh(fresh(300), FOUNDED)).toBe(true)
    expect(isFresh({ at: ago(0), voterSince: ago(FRESH_DAYS), voterRole: 'reader' }, FOUNDED)).toBe(false)
    expect(isFresh({ at: ago(0), voterSince: ago(FRESH_DAYS - 0.001), voterRole: 'reader' }, FOUNDED)).toBe(true)
    expect(isFresh({ at: ago(0), voterSince: ago(0), voterRole: 'curator' }, FOUNDED)).toBe(false)
    expect(isFresh({ at: ago(0), voterSince: ago(3), voterRole: 'reader' }, undefined)).toBe(true)
  })

  it('leaves the first members of a community their say', () => {
    const founded = NOW - 2 * DAY
    const member = (joined: number): Act => ({ at: ago(0), voterSince: ago(joined), voterRole: 'reader', own: false })
    // Those of the first day count whole on the third, those of an hour ago are a burst.
    const first = many(8, () => member(1.5))
    const burst = many(100, () => member(0.04))
    expect(score({ votes: first }, NOW, founded)).toBe(8 * VOTE_WEIGHT)
    expect(score({ votes: burst }, NOW, founded)).toBeLessThan(2 * VOTE_WEIGHT)
    // Where everybody is fresh, more of them is still more.
    expect(score({ votes: burst.slice(0, 4) }, NOW, founded)).toBeGreaterThan(score({ votes: burst.slice(0, 3) }, NOW, founded))
    // The very first account is never fresh.
    expect(isFresh({ at: ago(1.999), voterSince: ago(2), voterRole: 'reader' }, founded)).toBe(false)
  })
})

describe('byTrend', () => {
  it('is one order whatever came first: score, newer listing, place, number', () => {
    const place = fc.record({ score: fc.constantFrom(0, 1, 2), day: fc.constantFrom(undefined, '2026-04-01', '2026-04-02'), position: fc.nat(2), key: fc.nat(1000) })
    fc.assert(fc.property(fc.uniqueArray(place, { selector: ({ key }) => key }), (places: Place[]) => {
      expect([...places].reverse().sort(byTrend)).toEqual([...places].sort(byTrend))
    }))
    const one = { score: 1, day: '2026-04-01', position: 0, key: 1 }
    expect([one, { ...one, day: undefined }, { ...one, day: '2026-04-02', key: 9 }, { ...one, key: 2 }, { ...one, score: 2, day: undefined }].sort(byTrend).map(({ day, key, score: of }) => [of, day, key]))
      .toEqual([[2, undefined, 1], [1, '2026-04-02', 9], [1, '2026-04-01', 1], [1, '2026-04-01', 2], [1, undefined, 1]])
  })
})
