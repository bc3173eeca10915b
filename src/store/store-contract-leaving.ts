/** What every store keeps to when papers turn out to be one, papers and people go, and accounts are written. Called by each database's test. */
import { betterAuth } from 'better-auth'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { madeUpPaper } from './made-up-papers.ts'
import { inApril, madeUpPerson, peopleDeeds } from './people-deeds.ts'
import type { Store } from './store.ts'
import { tracesOf } from './store-traces.ts'

/** @param open opens a new, empty store */
export function leavingContract(name: string, open: () => Promise<Store>): void {
  describe(`a store in ${name}, when papers become one or people go`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    const { put, join, vote } = peopleDeeds(() => store)

    /** Everything that a person can do with a paper, told apart by `mark`. */
    const doAll = async (id: string, key: number, minute: number, mark: string) => {
      await vote(key, id, true, false, inApril(minute))
      await store.people.mark(id, key, 'save', true, inApril(minute))
      await store.people.tag(id, key, ['both', mark], inApril(minute))
      await store.people.note(id, key, `note ${mark}`, inApril(minute))
      await store.people.addComment({ id: `c ${mark}`, paperKey: key, personId: id, parent: undefined, text: `comment ${mark}`, at: inApril(minute) })
      await store.people.submit({ day: '2026-04-02', paperKey: key, personId: id, at: inApril(minute), picked: minute % 2 === 0, remark: `remark ${mark}` })
      await store.people.seed(id, [key], true)
    }

    test('papers that turn out to be one keep everything', async () => {
      const [kept = 0, gone = 0, third = 0] = await put(madeUpPaper(1), madeUpPaper(2), madeUpPaper(3))
      await join('a', 'b')
      await doAll('a', gone, 1, 'a-gone')
      await doAll('a', kept, 4, 'a-kept')
      await doAll('b', gone, 6, 'b-gone')
      await store.people.submit({ day: '2026-04-03', paperKey: third, personId: 'b', at: inApril(7), picked: false, remark: '' })
      await store.people.mark('b', third, 'read', true, inApril(8))
      const one = (paperKey: number) => ({ paperKey, score: 1, votes: 1, own: 0, upvotes: 0, comments: 0 })
      await store.people.keepRanking('x', [one(gone), one(third), one(kept)], inApril(9))
      await store.people.keepRanking('y', [one(third), one(gone)], inApril(9))
      await store.write(async (writer) => {
        await writer.absorb(kept, [gone, third, gone, kept])
        await writer.remove([gone, third])
        await writer.write([{ ...madeUpPaper(1, { venue: 'Joined' }), key: kept }])
      })
      expect(await store.people.votes([kept, gone, third])).toEqual(new Map([[kept, { votes: 2, own: 0 }]]))
      expect((await store.people.votesOfPerson('a')).papers).toEqual([{ paperKey: kept, at: inApril(1) }])
      expect(await store.people.voteHistory(kept)).toEqual([{ day: '2026-04-01', votes: 2, own: 0 }])
      expect([(await store.people.marked('a', 'save')).papers, (await store.people.marked('b', 'read')).papers]).toEqual([[{ paperKey: kept, at: inApril(1) }], [{ paperKey: kept, at: inApril(8) }]])
      expect((await store.people.tagsOn('a', [kept])).get(kept)).toEqual(['a-gone', 'a-kept', 'both'])
      expect(await store.people.notesOn('a', [kept])).toEqual(new Map([[kept, 'note a-kept\n\nnote a-gone']]))
      expect(await store.people.notesOn('b', [kept])).toEqual(new Map([[kept, 'note b-gone']]))
      expect((await store.people.comments(kept)).map(({ text }) => text)).toEqual(['comment a-gone', 'comment a-kept', 'comment b-gone'])
      expect(await store.people.commentCounts([kept])).toEqual(new Map([[kept, 3]]))
      expect([await store.people.seeds('a'), await store.people.seeds('b')]).toEqual([[kept], [kept]])
      expect((await store.people.submissions({ paperKeys: [kept] })).map((one) => [one.day, one.person?.id, one.at, one.picked, one.remark])).toEqual([
        ['2026-04-02', 'a', inApril(1), true, 'remark a-gone'],
        ['2026-04-02', 'b', inApril(6), true, 'remark b-gone'],
        ['2026-04-03', 'b', inApril(7), false, ''],
      ])
      expect((await store.daysOf(kept)).map(({ day, source, position, submittedAt }) => [day, source, position, submittedAt])).toEqual([['2026-04-03', 'community', 0, inApril(7)], ['2026-04-02', 'community', 0, inApril(1)]])
      expect((await store.listed({ from: '2026-04-02', to: '2026-04-02', venue: 'Joined' })).total).toBe(1)
      expect((await store.people.ranking('x'))?.order.map(({ paperKey }) => paperKey)).toEqual([kept])
      expect((await store.people.ranking('y'))?.order.map(({ paperKey }) => paperKey)).toEqual([kept])
      expect(await store.check()).toEqual([])
    })

    test('votes that were taken back go the way of the others, and stand for nothing', async () => {
      const [kept = 0, gone = 0, alone = 0] = await put(...[1, 2, 3].map((number) => madeUpPaper(number, { sources: ['shelf'] })))
      await join('a', 'b', 'c')
      await vote(gone, 'a', true, true, inApril(0, 1))
      await vote(gone, 'a', false, true, inApril(0, 2))
      await vote(kept, 'a', true, false, inApril(0, 5))
      await vote(gone, 'b', true, false, inApril(0, 3))
      await vote(gone, 'b', false, false, inApril(0, 4))
      await vote(alone, 'c', true, false, inApril(0, 1))
      await vote(alone, 'c', false, false, inApril(0, 2))
      // Nobody would miss a paper for them.
      expect(await store.write((writer) => writer.keysOnlyFrom('shelf'))).toEqual([gone, alone])
      await store.write(async (writer) => {
        await writer.absorb(kept, [gone])
        await writer.remove([gone])
      })
      expect(await store.people.votes([kept])).toEqual(new Map([[kept, { votes: 1, own: 0 }]]))
      expect((await store.people.voteFacts([kept])).get(kept)?.map((one) => one.at)).toEqual([inApril(0, 1)])
      await vote(kept, 'b', true, false, inApril(0, 8))
      expect((await store.people.votesOfPerson('b')).papers).toEqual([{ paperKey: kept, at: inApril(0, 3) }])
      await store.people.removePerson('c')
      expect([await store.people.voteHistory(alone), await tracesOf(store, ['c@example.org'])]).toEqual([[], []])
      expect(await store.check()).toEqual([])
    })

    test('papers that go take what people did with them along, and only that', async () => {
      const [gone = 0, kept = 0] = await put(madeUpPaper(1), madeUpPaper(2))
      await join('a')
      await doAll('a', gone, 1, 'gone')
      await doAll('a', kept, 2, 'kept')
      await store.people.report('c gone', 'a', 'x', inApril(3))
      const before = { notes: await store.people.notes('a'), days: await store.daysOf(kept) }
      await store.write((writer) => writer.remove([gone]))
      expect(await store.people.votes([gone, kept])).toEqual(new Map([[kept, { votes: 1, own: 0 }]]))
      expect([await store.people.comments(gone), await store.people.reports(), await store.people.seeds('a')]).toEqual([[], [], [kept]])
      expect(await store.people.notes('a')).toEqual({ total: 1, papers: before.notes.papers.filter(({ paperKey }) => paperKey === kept) })
      expect(await store.daysOf(kept)).toEqual(before.days)
      expect(await store.check()).toEqual([])
      await expect(store.write((writer) => writer.absorb(gone, [kept]))).rejects.toMatchObject({ code: 'internal' })
    })

    test('a person who goes leaves no trace, and what others did stands', async () => {
      const [key = 0, other = 0] = await put(madeUpPaper(1), madeUpPaper(2))
      await join('person-x', 'person-y')
      await store.people.savePerson(madeUpPerson('person-x', { email: 'mrs_x%o\'neil@example.org' }))
      await doAll('person-x', key, 1, 'of-x')
      await doAll('person-y', key, 2, 'of-y')
      await store.people.submit({ day: '2026-04-05', paperKey: other, personId: 'person-x', at: inApril(3), picked: true, remark: 'words of-x' })
      await vote(other, 'person-x', true, true, inApril(3))
      const say = (id: string, personId: string, parent: string | undefined) => store.people.addComment({ id, paperKey: key, personId, parent, text: `from ${personId}`, at: inApril(4) })
      await say('root', 'person-x', undefined)
      await say('answer', 'person-y', 'root')
      await say('chain 1', 'person-x', 'answer')
      await say('chain 2', 'person-x', 'chain 1')
      await store.people.report('answer', 'person-x', 'words of-x', inApril(5))
      await store.people.report('root', 'person-y', 'about that', inApril(5))
      await store.people.follow('person-x', { kind: 'word', value: 'of-x' }, true)
      await store.people.setSetting('person-x', 'of-x', 'of-x')
      await store.people.addToken({ id: 'token of-x', personId: 'person-x', name: 'of-x', hash: 'hash of-x', at: inApril(5) })
      const users = await accountsOf(store)
      const soon = new Date('2026-05-01T00:00:00.000Z')
      const session = (userId: string) => users.create({ model: 'session', data: { userId, token: `token ${userId}`, expiresAt: soon, createdAt: soon, updatedAt: soon, userAgent: `agent ${userId}` } })
      await session('person-x')
      await session('person-y')
      const letter = (identifier: string, value: string) => users.create({ model: 'verification', data: { identifier, value, expiresAt: soon, createdAt: soon, updatedAt: soon } })
      await letter('digest 1', JSON.stringify({ email: 'mrs_x%o\'neil@example.org' }))
      await letter('MRS_x%o\'neil@example.org', 'code')
      await letter('digest 2', JSON.stringify({ userId: 'person-x' }))
      await letter('digest 3', JSON.stringify({ email: 'mrsoxoo\'neil@example.org', userId: 'person-y' }))

      expect(await tracesOf(store, ['person-x', 'mrs_x', 'of-x'])).not.toEqual([])
      expect(await store.people.removePerson('person-x')).toBe(true)
      expect(await tracesOf(store, ['person-x', 'mrs_x', 'of-x'])).toEqual([])
      expect(await store.people.removePerson('person-x')).toBe(false)
      expect(await store.people.votes([key, other])).toEqual(new Map([[key, { votes: 1, own: 0 }]]))
      expect(await store.people.voteHistory(other)).toEqual([])
      expect((await store.people.comments(key)).map(({ id, person, text, state }) => [id, person?.id, text, state])).toEqual([
        ['c of-y', 'person-y', 'comment of-y', 'shown'],
        ['answer', 'person-y', 'from person-y', 'shown'],
        ['root', undefined, '', 'deleted'],
      ].sort((a, b) => Number(a[0] !== 'c of-y') - Number(b[0] !== 'c of-y')))
      expect(await store.people.reports()).toEqual([])
      expect(await store.daysOf(other)).toEqual([])
      expect((await store.daysOf(key)).map(({ submittedAt }) => submittedAt)).toEqual([inApril(2)])
      expect(await users.count({ model: 'session' })).toBe(1)
      expect(await users.count({ model: 'verification' })).toBe(1)
      expect(await store.check()).toEqual([])
    })

    describe('accounts', () => {
      test('are made, found, changed and taken out by better-auth\'s own adapter', async () => {
        const users = await accountsOf(store)
        const made = new Date('2026-04-01T10:00:00.000Z')
        const user = await users.create<Record<string, unknown>>({ model: 'user', data: { name: 'Ada', email: 'ada@example.org', emailVerified: false, createdAt: made, updatedAt: made } })
        expect(user).toMatchObject({ name: 'Ada', emailVerified: false, createdAt: made })
        const id = String(user['id'])
        expect(await store.people.person(id)).toEqual({ id, name: 'Ada', email: 'ada@example.org', role: 'reader', since: made.toISOString() })
        await store.people.setRole(id, 'curator')
        const where = [{ field: 'email', value: 'ada@example.org' }]
        expect(await users.findOne({ model: 'user', where })).toMatchObject({ id, role: 'curator', createdAt: made })
        expect(await users.update({ model: 'user', where, update: { emailVerified: true, name: 'Ada L.' } })).toMatchObject({ id, emailVerified: true, name: 'Ada L.' })

        const at = (minute: number) => new Date(made.getTime() + minute * 60_000)
        for (const minute of [1, 2, 3]) await users.create({ model: 'session', data: { userId: id, token: `t${minute}`, expiresAt: at(minute), createdAt: made, updatedAt: made } })
        expect(await users.findMany({ model: 'session', where: [{ field: 'expiresAt', operator: 'gt', value: at(1) }], sortBy: { field: 'expiresAt', direction: 'desc' }, limit: 5 })).toMatchObject([{ token: 't3', userId: id, expiresAt: at(3) }, { token: 't2' }])
        expect(await users.deleteMany({ model: 'session', where: [{ field: 'expiresAt', operator: 'lt', value: at(3) }] })).toBe(2)
        await users.create({ model: 'verification', data: { identifier: 'once', value: 'v', expiresAt: at(1), createdAt: made, updatedAt: made } })
        const consumed = await Promise.all([1, 2, 3].map(() => users.consumeOne({ model: 'verification', where: [{ field: 'identifier', value: 'once' }] })))
        expect(consumed.filter((one) => one !== null)).toHaveLength(1)
        await users.delete({ model: 'session', where: [{ field: 'token', value: 't3' }] })
        expect(await users.count({ model: 'session' })).toBe(0)
        await expect(users.create({ model: 'user', data: { name: 'Other', email: 'ada@example.org', emailVerified: false, createdAt: made, updatedAt: made } })).rejects.toThrow()
        expect(await users.count({ model: 'user' })).toBe(1)
      })

      test('are written in turn with the store\'s own writes', async () => {
        const users = await accountsOf(store)
        const made = new Date('2026-04-01T10:00:00.000Z')
        const person = (number: number) => users.create({ model: 'user', data: { name: 'x', email: `${number}@example.org`, emailVerified: false, createdAt: made, updatedAt: made } })
        const slow = store.write(async (writer) => {
          await writer.write([madeUpPaper(1)])
          await new Promise((resolve) => setTimeout(resolve, 50))
          await writer.write([madeUpPaper(2)])
        })
        await Promise.all([slow, person(1), put(madeUpPaper(3)), person(2), person(3)])
        expect([await store.count(), (await store.people.persons()).total]).toEqual([3, 3])
        await expect(store.write(() => person(4))).rejects.toThrow('inside another write')
        expect((await store.people.persons()).total).toBe(3)
      })
    })
  })
}

/** better-auth's own adapter on the store, told the names of the columns. */
async function accountsOf(store: Store) {
  const made = { createdAt: 'created_at', updatedAt: 'updated_at' }
  const auth = betterAuth({
    database: store.accounts,
    baseURL: 'http://127.0.0.1:1',
    secret: 'made up, and long enough for a test',
    telemetry: { enabled: false },
    user: { modelName: 'persons', fields: { emailVerified: 'email_verified', ...made }, additionalFields: { role: { type: 'string', defaultValue: 'reader', input: false } } },
    session: { modelName: 'sessions', fields: { userId: 'person_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...made } },
    account: {
      modelName: 'logins',
      fields: {
        userId: 'person_id', accountId: 'account_id', providerId: 'provider_id', accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at', ...made,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...made } },
  })
  return (await auth.$context).adapter
}
