/** What every store keeps to of what people do. Called by each database's test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LOCAL_PERSON_ID, LOCAL_VISITOR } from '../paper/people.ts'
import { madeUpPaper } from './made-up-papers.ts'
import { inApril, madeUpPerson, peopleDeeds } from './people-deeds.ts'
import type { PaperWrite, Store } from './store.ts'
import { leavingContract } from './store-contract-leaving.ts'
import { tracesOf } from './store-traces.ts'
import { votesModel } from './store-model-votes.ts'

/** A database of its own. */
export interface Opened {
  readonly store: Store
  /** opens the same database once more, as another process would; undefined where it has one session only */
  readonly again: (() => Promise<Store>) | undefined
}

/** @param open opens a new, empty store */
export function peopleContract(name: string, open: () => Promise<Opened>, runs: number): void {
  votesModel(name, async () => (await open()).store, runs)
  leavingContract(name, async () => (await open()).store)

  describe(`a store in ${name}, for people`, () => {
    let store: Store
    let again: Opened['again']
    beforeEach(async () => {
      ;({ store, again } = await open())
    })
    afterEach(() => store.close())

    const { put, join, vote } = peopleDeeds(() => store)
    const keysOf = (page: { papers: readonly { paperKey: number }[] }) => page.papers.map((paper) => paper.paperKey)

    describe('persons', () => {
      test('come back as they went in, and change', async () => {
        const ada = madeUpPerson('a1', { email: 'Ada@Example.ORG ', role: 'curator', since: '2026-02-01T00:00:00.000Z' })
        await store.people.savePerson(ada)
        await store.people.savePerson(madeUpPerson('b2', { email: undefined }))
        const held = { ...ada, email: 'ada@example.org' }
        expect(await store.people.person('a1')).toEqual(held)
        expect(await store.people.personByEmail(' aDA@example.org')).toEqual(held)
        expect([await store.people.personByEmail(''), await store.people.personByEmail('b2@example.org'), await store.people.person('A1')]).toEqual([undefined, undefined, undefined])
        expect(await store.people.persons()).toEqual({ total: 2, persons: [madeUpPerson('b2', { email: undefined }), held] })
        expect(await store.people.persons({ offset: 1, limit: 5 })).toEqual({ total: 2, persons: [held] })
        expect(await store.people.founded()).toBe('2026-01-01T00:00:00.000Z')
        await store.people.savePerson({ ...held, name: 'a\0b', email: 'other@example.org' })
        expect(await store.people.person('a1')).toMatchObject({ name: 'a\ufffdb', email: 'other@example.org', role: 'curator' })
        expect(await store.people.setRole('a1', 'admin')).toBe(true)
        expect((await store.people.person('a1'))?.role).toBe('admin')
        expect(await store.people.setRole('nobody', 'admin')).toBe(false)
      })

      test('have an address each for themselves', async () => {
        await join('a1', 'b2')
        await expect(store.people.savePerson(madeUpPerson('b2', { email: 'A1@example.org' }))).rejects.toMatchObject({ code: 'bad-input' })
        expect((await store.people.person('b2'))?.email).toBe('b2@example.org')
      })

      test('who are not there do nothing, but for the one reader of a machine of their own', async () => {
        const [key = 0] = await put(madeUpPaper(1))
        const deeds = (id: string, paper: number): (() => Promise<unknown>)[] => [
          () => vote(paper, id),
          () => store.people.mark(id, paper, 'save', true, inApril(0)),
          () => store.people.tag(id, paper, ['x'], inApril(0)),
          () => store.people.note(id, paper, 'x', inApril(0)),
          () => store.people.addComment({ id: `c${paper}${id}`, paperKey: paper, personId: id, parent: undefined, text: 'x', at: inApril(0) }),
          () => store.people.submit({ day: '2026-04-01', paperKey: paper, personId: id, at: inApril(0), picked: false, remark: '' }),
          () => store.people.follow(id, { kind: 'word', value: 'x' }, true),
          () => store.people.seed(id, [key], true),
          () => store.people.setSetting(id, 'x', 1),
          () => store.people.addToken({ id: 't', personId: id, name: 'x', hash: 'h', at: inApril(0) }),
        ]
        for (const deed of deeds('ghost', key)) await expect(deed()).rejects.toMatchObject({ code: 'not-signed-in' })
        expect(await tracesOf(store, ['ghost'])).toEqual([])
        for (const deed of deeds(LOCAL_PERSON_ID, key)) await deed()
        expect(await store.people.person(LOCAL_PERSON_ID)).toEqual(LOCAL_VISITOR.person)
        expect(await store.people.founded()).toBeUndefined()
        for (const paper of [key + 1, 0, -1, 1.5, 2 ** 40, Number.NaN]) {
          for (const deed of deeds(LOCAL_PERSON_ID, paper).slice(0, 6)) await expect(deed()).rejects.toMatchObject({ code: 'not-found' })
        }
        // What nobody did can be taken back by anybody.
        await store.people.mark('ghost', 99, 'save', false, inApril(0))
        await store.people.note('ghost', 99, '', inApril(0))
        await store.people.tag('ghost', 99, [], inApril(0))
        await store.people.follow('ghost', { kind: 'word', value: 'x' }, false)
        await store.people.setSetting('ghost', 'x', undefined)
        expect(await store.check()).toEqual([])
      })
    })

    describe('votes', () => {
      test('are one a person and paper, however often they are given', async () => {
        const [first = 0, second = 0] = await put(madeUpPaper(1), madeUpPaper(2))
        await join('a', 'b')
        expect(await vote(first, 'a')).toEqual({ votes: 1, own: 0 })
        const many = await Promise.all(Array.from({ length: 12 }, (_, number) => vote(first, number % 2 === 0 ? 'a' : 'b')))
        expect(many.at(-1)).toEqual({ votes: 2, own: 0 })
        expect(await vote(second, 'b', true, true, inApril(1))).toEqual({ votes: 0, own: 1 })
        expect(await store.people.votes([first, second, 99])).toEqual(new Map([[first, { votes: 2, own: 0 }], [second, { votes: 0, own: 1 }]]))
        expect(await store.people.votedBy('b', [first, second, 99])).toEqual(new Set([first, second]))
        expect(await store.people.votedBy('c', [first])).toEqual(new Set())
        expect(await store.people.votesOfPerson('b')).toEqual({ total: 2, papers: [{ paperKey: second, at: inApril(1) }, { paperKey: first, at: inApril(0) }] })
        expect(keysOf(await store.people.votesOfPerson('b', { offset: 1, limit: 1 }))).toEqual([first])
        expect(await vote(first, 'a', false)).toEqual({ votes: 1, own: 0 })
        expect(await vote(first, 'a', false)).toEqual({ votes: 1, own: 0 })
        expect(await vote(first, 'b', false)).toEqual({ votes: 0, own: 0 })
        expect(await store.people.votes([first])).toEqual(new Map())
        expect(await store.check()).toEqual([])
      })

      test('of authors are counted apart, also when that is known later', async () => {
        const [key = 0] = await put(madeUpPaper(1))
        await join('a', 'b')
        await vote(key, 'a')
        await vote(key, 'b')
        expect(await vote(key, 'b', true, true, inApril(9))).toEqual({ votes: 1, own: 1 })
        expect((await store.people.voteFacts([key, 99])).get(key)).toEqual([
          { at: inApril(0), voterSince: '2026-01-01T00:00:00.000Z', voterRole: 'reader', own: false },
          { at: inApril(0), voterSince: '2026-01-01T00:00:00.000Z', voterRole: 'reader', own: true },
        ])
      })

      test('are told day by day, and papers that are stirred', async () => {
        const [key = 0, other = 0] = await put(madeUpPaper(1), madeUpPaper(2))
        await join('a', 'b', 'c')
        await vote(key, 'a', true, false, inApril(0, 1))
        await vote(key, 'b', true, false, inApril(1, 1))
        await vote(key, 'c', true, true, inApril(0, 3))
        // On and off within a day is no change, and a clock that is behind writes no day anew.
        await vote(key, 'a', false, false, inApril(0, 4))
        await vote(key, 'a', true, false, inApril(1, 4))
        await vote(key, 'b', false, false, inApril(2, 2))
        expect(await store.people.voteHistory(key)).toEqual([
          { day: '2026-04-01', votes: 2, own: 0 },
          { day: '2026-04-03', votes: 2, own: 1 },
          { day: '2026-04-04', votes: 1, own: 1 },
        ])
        expect(await store.people.voteHistory(99)).toEqual([])
        await store.people.addComment({ id: 'c1', paperKey: other, personId: 'a', parent: undefined, text: 'x', at: inApril(5, 5) })
        expect(await store.people.stirredSince(inApril(0, 1))).toEqual([key, other])
        expect(await store.people.stirredSince(inApril(5, 5))).toEqual([other])
        expect(await store.people.stirredSince(inApril(6, 5))).toEqual([])
        expect(await store.check()).toEqual([])
      })

      test('keep the instant of their first giving, however often they are taken back and given again', async () => {
        const [key = 0] = await put(madeUpPaper(1))
        await join('a', 'b')
        await vote(key, 'a', true, false, inApril(0, 1))
        await vote(key, 'a', false, false, inApril(0, 9))
        expect([await store.people.votes([key]), await store.people.voteFacts([key]), await store.people.votesOfPerson('a'), await store.people.stirredSince(inApril(0, 1))]).toEqual([new Map(), new Map(), { total: 0, papers: [] }, []])
        // It is theirs to say again by whom they are: an author by now.
        expect(await vote(key, 'a', true, true, inApril(0, 12))).toEqual({ votes: 0, own: 1 })
        expect((await store.people.voteFacts([key])).get(key)?.map(({ at: when, own }) => [when, own])).toEqual([[inApril(0, 1), true]])
        expect((await store.people.votesOfPerson('a')).papers).toEqual([{ paperKey: key, at: inApril(0, 1) }])
        expect([await store.people.stirredSince(inApril(0, 1)), await store.people.stirredSince(inApril(0, 2))]).toEqual([[key], []])
        // The days tell what was counted on each.
        expect(await store.people.voteHistory(key)).toEqual([{ day: '2026-04-01', votes: 1, own: 0 }, { day: '2026-04-09', votes: 0, own: 0 }, { day: '2026-04-12', votes: 0, own: 1 }])
        expect(await store.check()).toEqual([])
      })

      test('and submissions are counted as changes, so that what is remembered of them is known to be old', async () => {
        const [key = 0, other = 0] = await put(madeUpPaper(1), madeUpPaper(2))
        await join('a', 'b')
        const moved = async (deed: () => Promise<unknown>) => {
          const before = await store.people.changeCounts()
          await deed()
          const after = await store.people.changeCounts()
          return [after.acts > before.acts, after.submissions > before.submissions]
        }
        const [acts, submissions, none] = [[true, false], [false, true], [false, false]]
        const submit = (id: string) => store.people.submit({ day: '2026-04-01', paperKey: key, personId: id, at: inApril(1), picked: false, remark: '' })
        expect(await moved(() => vote(key, 'a'))).toEqual(acts)
        expect(await moved(() => vote(key, 'a'))).toEqual(none)
        expect(await moved(() => vote(key, 'a', true, true))).toEqual(acts)
        expect(await moved(() => vote(key, 'a', false))).toEqual(acts)
        expect(await moved(() => store.people.addComment({ id: 'c1', paperKey: key, personId: 'a', parent: undefined, text: 'x', at: inApril(1) }))).toEqual(acts)
        expect(await moved(() => store.people.ownComments('a', [key], true))).toEqual(acts)
        expect(await moved(() => store.people.setCommentState('c1', 'hidden', inApril(2)))).toEqual(acts)
        expect(await moved(() => store.people.setRole('a', 'curator'))).toEqual(acts)
        expect(await moved(() => submit('a'))).toEqual(submissions)
        expect(await moved(() => submit('b'))).toEqual(none)
        expect(await moved(() => store.people.withdraw({ day: '2026-04-01', paperKey: key, personId: 'a' }))).toEqual(none)
        expect(await moved(() => store.people.withdraw({ day: '2026-04-01', paperKey: key, personId: 'b' }))).toEqual(submissions)
        expect(await moved(() => store.people.mark('a', key, 'save', true, inApril(3)))).toEqual(none)
        await vote(other, 'b')
        expect(await moved(() => store.people.removePerson('b'))).toEqual(acts)
      })

      test('order a day, with upvotes of elsewhere, and without authors\' own', async () => {
        const place = (position: number, upvotes: number): PaperWrite['days'][number] => ({ day: '2026-04-01', source: 'huggingface', position, upvotes, numComments: 0 })
        const keys = await put(...[3, 2, 2, 0].map((upvotes, number) => madeUpPaper(number, {}, { days: [place(number, upvotes)] })))
        await join('a', 'b', 'c')
        const order = async () => (await store.listed({ from: '2026-04-01', to: '2026-04-01', sort: 'votes' })).papers.map(({ paper }) => keys.indexOf(paper.key))
        expect(await order()).toEqual([0, 1, 2, 3])
        await vote(keys[2]!, 'a')
        await vote(keys[2]!, 'b')
        await vote(keys[3]!, 'a')
        await vote(keys[3]!, 'b')
        await vote(keys[3]!, 'c', true, true)
        expect(await order()).toEqual([2, 0, 1, 3])
        expect((await store.listed({ from: '2026-04-01', to: '2026-04-01', sort: 'votes', limit: 1, offset: 1 })).papers.map(({ paper }) => paper.key)).toEqual([keys[0]])
        await vote(keys[2]!, 'a', false)
        await vote(keys[2]!, 'b', false)
        expect(await order()).toEqual([0, 1, 2, 3])
      })

      test('through two instances at once are all counted, none twice', async ({ skip }) => {
        if (again === undefined) return skip('this database has one session')
        const other = await again()
        const keys = await put(...Array.from({ length: 5 }, (_, number) => madeUpPaper(number)))
        const ids = Array.from({ length: 20 }, (_, number) => `p${number}`)
        await join(...ids)
        // Each vote is said three times, by turns through one and the other; every seventh is taken back in the end.
        const said = ids.flatMap((id) => keys.map((key) => ({ id, key })))
        await Promise.all([0, 1, 2].flatMap((round) => said.map(({ id, key }, number) => ((number + round) % 2 === 0 ? store : other).people.vote(key, id, true, { own: false, at: inApril(round) }))))
        await Promise.all(said.filter((_, number) => number % 7 === 0).map(({ id, key }, number) => (number % 2 === 0 ? store : other).people.vote(key, id, false, { own: false, at: inApril(9) })))
        const left = said.filter((_, number) => number % 7 !== 0)
        expect(await other.people.votes(keys)).toEqual(new Map(keys.map((key) => [key, { votes: left.filter((one) => one.key === key).length, own: 0 }])))
        expect(await other.check()).toEqual([])
        await other.close()
      })
    })

    test('marks are set and taken away, newest first', async () => {
      const [first = 0, second = 0] = await put(madeUpPaper(1), madeUpPaper(2))
      await join('a', 'b')
      await store.people.mark('a', first, 'save', true, inApril(1))
      await store.people.mark('a', first, 'save', true, inApril(9))
      await store.people.mark('a', second, 'save', true, inApril(2))
      await store.people.mark('a', second, 'hide', true, inApril(3))
      await store.people.mark('b', first, 'read', true, inApril(3))
      expect(await store.people.marked('a', 'save')).toEqual({ total: 2, papers: [{ paperKey: second, at: inApril(2) }, { paperKey: first, at: inApril(1) }] })
      expect(await store.people.marked('a', 'save', { offset: 1, limit: 1 })).toEqual({ total: 2, papers: [{ paperKey: first, at: inApril(1) }] })
      expect(await store.people.marksOn('a', [first, second, 99])).toEqual(new Map([[first, new Set(['save'])], [second, new Set(['save', 'hide'])]]))
      await store.people.mark('a', second, 'save', false, inApril(4))
      expect(await store.people.marksOn('a', [second])).toEqual(new Map([[second, new Set(['hide'])]]))
      expect(await store.people.marksOn('c', [first])).toEqual(new Map())
    })

    test('tags and notes are a person\'s own', async () => {
      const [first = 0, second = 0] = await put(madeUpPaper(1), madeUpPaper(2))
      await join('a', 'b')
      await store.people.tag('a', first, ['ideas', 'to read', 'ideas', 'x\0'], inApril(1))
      await store.people.tag('a', second, ['ideas'], inApril(2))
      await store.people.tag('b', first, ['Ideas'], inApril(2))
      expect(await store.people.tagsOf('a')).toEqual([{ tag: 'ideas', papers: 2 }, { tag: 'to read', papers: 1 }, { tag: 'x\ufffd', papers: 1 }])
      await store.people.tag('a', first, ['ideas', 'new'], inApril(3))
      expect(await store.people.tagsOn('a', [first, second])).toEqual(new Map([[first, ['ideas', 'new']], [second, ['ideas']]]))
      expect(await store.people.tagged('a', 'ideas')).toEqual({ total: 2, papers: [{ paperKey: second, at: inApril(2) }, { paperKey: first, at: inApril(1) }] })
      await store.people.tag('a', first, [], inApril(4))
      expect(await store.people.tagsOn('a', [first])).toEqual(new Map())
      expect(await store.people.tagsOf('b')).toEqual([{ tag: 'Ideas', papers: 1 }])

      await store.people.note('a', first, 'one\n\ntwo', inApril(1))
      await store.people.note('a', second, 'other', inApril(2))
      await store.people.note('a', first, 'again', inApril(3))
      expect(await store.people.notesOn('a', [first, second])).toEqual(new Map([[first, 'again'], [second, 'other']]))
      expect(await store.people.notes('a')).toEqual({ total: 2, papers: [{ paperKey: first, at: inApril(3), text: 'again' }, { paperKey: second, at: inApril(2), text: 'other' }] })
      await store.people.note('a', first, '', inApril(4))
      expect([await store.people.notesOn('a', [first]), await store.people.notesOn('b', [second])]).toEqual([new Map(), new Map()])
    })

    describe('comments', () => {
      const say = (id: string, paperKey: number, personId: string, minute: number, parent?: string) =>
        store.people.addComment({ id, paperKey, personId, parent, text: `text of ${id}`, at: inApril(minute) })

      test('are written, changed, hidden and deleted', async () => {
        const [key = 0, other = 0] = await put(madeUpPaper(1), madeUpPaper(2))
        await join('a', 'b')
        await say('c1', key, 'a', 1)
        await say('c2', key, 'b', 2, 'c1')
        await say('c3', key, 'a', 3)
        await expect(say('c4', other, 'a', 4, 'c1')).rejects.toMatchObject({ code: 'not-found' })
        await expect(say('c4', key, 'a', 4, 'c9')).rejects.toMatchObject({ code: 'not-found' })
        expect(await store.people.comment('c2')).toEqual({
          id: 'c2', paperKey: key, person: { id: 'b', name: 'Name of b' }, parent: 'c1', text: 'text of c2', createdAt: inApril(2), editedAt: undefined, own: false, state: 'shown',
        })
        expect(await store.people.commentCounts([key, other])).toEqual(new Map([[key, 3]]))
        expect(await store.people.editComment('c1', 'better', inApril(5))).toBe(true)
        expect(await store.people.setCommentState('c2', 'hidden', inApril(5))).toBe(true)
        expect(await store.people.setCommentState('c3', 'deleted', inApril(6))).toBe(true)
        expect((await store.people.comments(key)).map(({ id, text, editedAt, state }) => [id, text, editedAt, state])).toEqual([
          ['c1', 'better', inApril(5), 'shown'],
          ['c2', 'text of c2', undefined, 'hidden'],
          ['c3', '', inApril(6), 'deleted'],
        ])
        expect(await store.people.commentCounts([key])).toEqual(new Map([[key, 1]]))
        // What is deleted stays so.
        expect([await store.people.editComment('c3', 'back', inApril(7)), await store.people.setCommentState('c3', 'shown', inApril(7))]).toEqual([false, false])
        expect([await store.people.editComment('c9', '', inApril(7)), await store.people.setCommentState('c9', 'shown', inApril(7)), await store.people.comment('c9')]).toEqual([false, false, undefined])
        expect(await store.people.setCommentState('c2', 'shown', inApril(8))).toBe(true)
        expect((await store.people.commentsOfPerson('a')).comments.map(({ id }) => id)).toEqual(['c3', 'c1'])
        expect([await store.people.commentsSince('a', inApril(2)), await store.people.commentsSince('a', inApril(1)), await store.people.commentsSince('x', inApril(0))]).toEqual([1, 2, 0])
        expect((await store.people.commenters([key])).get(key)?.map((one) => one.at)).toEqual([inApril(1), inApril(2)])
        expect(await store.check()).toEqual([])
      })

      test('are listed newest first over all papers, and their writer may turn out to be an author', async () => {
        const [key = 0, other = 0] = await put(madeUpPaper(1), madeUpPaper(2))
        await join('a', 'b')
        await say('c1', key, 'a', 1)
        await say('c2', other, 'b', 3)
        await say('c3', key, 'b', 2)
        await say('c4', key, 'a', 2)
        await say('c5', key, 'a', 5)
        await store.people.setCommentState('c5', 'hidden', inApril(6))
        expect(await store.people.commentsNewest({ limit: 3 })).toMatchObject({ total: 4, comments: [{ id: 'c2', paperKey: other }, { id: 'c4' }, { id: 'c3' }] })
        expect((await store.people.commentsNewest({ offset: 3 })).comments.map(({ id }) => id)).toEqual(['c1'])
        await store.people.ownComments('b', [key, 99], true)
        expect((await store.people.commentsNewest()).comments.map(({ id, own }) => [id, own])).toEqual([['c2', false], ['c4', false], ['c3', true], ['c1', false]])
        expect((await store.people.commenters([key])).get(key)?.map(({ own }) => own)).toEqual([false, true])
        await store.people.ownComments('b', [key], false)
        expect((await store.people.comment('c3'))?.own).toBe(false)
      })

      test('are reported, once a person, until that is dealt with', async () => {
        const [key = 0] = await put(madeUpPaper(1))
        await join('a', 'b', 'c')
        await say('c1', key, 'a', 1)
        await say('c2', key, 'a', 2)
        await expect(store.people.report('c9', 'b', 'x', inApril(3))).rejects.toMatchObject({ code: 'not-found' })
        await store.people.report('c1', 'b', 'rude', inApril(3))
        await store.people.report('c2', 'b', 'rude', inApril(4))
        await store.people.report('c2', 'c', '', inApril(5))
        await store.people.report('c2', 'b', 'very rude', inApril(6))
        expect((await store.people.reports()).map(({ comment, reasons, count }) => [comment.id, reasons, count])).toEqual([['c2', ['very rude'], 2], ['c1', ['rude'], 1]])
        expect(await store.people.openReports()).toBe(2)
        await store.people.closeReports('c2')
        expect(await store.people.openReports()).toBe(1)
        await store.people.report('c2', 'b', 'again', inApril(7))
        expect((await store.people.reports()).map(({ comment }) => comment.id)).toEqual(['c1'])
        await store.people.editComment('c2', 'worse', inApril(8))
        await store.people.report('c2', 'b', 'worse', inApril(9))
        expect((await store.people.reports()).map(({ comment, reasons }) => [comment.id, reasons])).toEqual([['c1', ['rude']], ['c2', ['worse']]])
        await store.people.setCommentState('c2', 'deleted', inApril(10))
        expect((await store.people.reports()).map(({ comment }) => comment.id)).toEqual(['c1'])
        expect(await store.check()).toEqual([])
      })
    })

    describe('submissions', () => {
      const submit = (paperKey: number, personId: string, minute: number, change: { picked?: boolean; remark?: string; day?: string } = {}) =>
        store.people.submit({ day: '2026-04-02', paperKey, personId, at: inApril(minute), picked: false, remark: '', ...change })
      const listed = async (day = '2026-04-02') => (await store.listed({ from: day, to: day, source: 'community', sort: 'votes' })).papers.map(({ paper, entry }) => [paper.key, entry.position, entry.submittedAt])

      test('make a place in the day, which goes with the last of them', async () => {
        const [first = 0, second = 0] = await put(madeUpPaper(1), madeUpPaper(2))
        await join('a', 'b')
        expect(await submit(second, 'a', 1, { remark: 'look' })).toBe('added')
        expect(await submit(first, 'b', 2)).toBe('added')
        expect(await submit(second, 'b', 3, { picked: true })).toBe('joined')
        expect(await submit(second, 'a', 4, { remark: 'look again' })).toBe('joined')
        expect(await listed()).toEqual([[second, 0, inApril(1)], [first, 1, inApril(2)]])
        const of = (paperKey: number, id: string, minute: number, picked: boolean, remark: string) => ({ day: '2026-04-02', paperKey, person: { id, name: `Name of ${id}` }, at: inApril(minute), picked, remark })
        const all = [of(second, 'a', 1, false, 'look again'), of(first, 'b', 2, false, ''), of(second, 'b', 3, true, '')]
        expect(await store.people.submissions({ day: '2026-04-02' })).toEqual(all)
        expect(await store.people.submissions({ paperKeys: [second, 99] })).toEqual([all[0], all[2]])
        expect(await store.people.submissions({ personId: 'b' })).toEqual(all.slice(1))
        expect(await store.people.withdraw({ day: '2026-04-02', paperKey: second, personId: 'a' })).toBe(true)
        expect(await store.people.withdraw({ day: '2026-04-02', paperKey: second, personId: 'a' })).toBe(false)
        expect(await listed()).toEqual([[second, 0, inApril(3)], [first, 1, inApril(2)]])
        await store.people.withdraw({ day: '2026-04-02', paperKey: second, personId: 'b' })
        expect(await listed()).toEqual([[first, 1, inApril(2)]])
        expect(await store.countsByDay('2026-04-02', '2026-04-02')).toEqual([{ day: '2026-04-02', source: 'community', papers: 1 }])
        expect(await store.check()).toEqual([])
      })

      test('are found by the name of any who made them', async () => {
        const [first = 0, second = 0] = await put(madeUpPaper(1), madeUpPaper(2))
        await join('a', 'b')
        await submit(first, 'a', 1)
        await submit(first, 'b', 2)
        await submit(second, 'b', 3)
        const by = async (submitter: string) => (await store.listed({ from: '2026-04-01', to: '2026-04-30', submitter, sort: 'votes' })).papers.map(({ paper }) => paper.key)
        expect([await by('Name of a'), await by('name of A'), await by('Name of b'), await by('Name of'), await by("' or 1=1")]).toEqual([[first], [first], [first, second], [], []])
        await store.people.withdraw({ day: '2026-04-02', paperKey: first, personId: 'b' })
        expect(await by('Name of b')).toEqual([second])
      })

      test('stay when sources tell of the paper anew, and are no source\'s', async () => {
        const arxiv: PaperWrite['days'][number] = { day: '2026-04-01', source: 'arxiv', position: 0, upvotes: 0, numComments: 0 }
        const [key = 0] = await put(madeUpPaper(1, {}, { days: [arxiv] }))
        await join('a')
        await submit(key, 'a', 1)
        const loaded = await store.write((writer) => writer.load([key]))
        expect(loaded[0]?.days).toEqual([arxiv])
        await put({ ...madeUpPaper(1, { venue: 'ICML', categories: ['math.CO'], published: '2026' }), key, days: [{ ...arxiv, position: 3 }] })
        expect((await store.daysOf(key)).map(({ day, source, position }) => [day, source, position])).toEqual([['2026-04-02', 'community', 0], ['2026-04-01', 'arxiv', 3]])
        expect((await store.listed({ from: '2026-04-02', to: '2026-04-02', venue: 'ICML', category: 'math' })).total).toBe(1)
        // Nor can a source speak for people.
        await put({ ...madeUpPaper(1), key, days: [{ ...arxiv, source: 'community', day: '2026-04-09' }] })
        expect((await store.daysOf(key)).map(({ day }) => day)).toEqual(['2026-04-02'])
        expect(await store.check()).toEqual([])
      })
    })

    test('follows, seeds and settings are kept with a person', async () => {
      const [first = 0, second = 0] = await put(madeUpPaper(1), madeUpPaper(2))
      await join('a', 'b')
      for (const follow of [{ kind: 'word', value: 'owls' }, { kind: 'author', value: 'Ada Lovelace' }, { kind: 'word', value: 'owls' }] as const) await store.people.follow('a', follow, true)
      await store.people.follow('b', { kind: 'without', value: 'owls' }, true)
      expect(await store.people.follows('a')).toEqual([{ kind: 'author', value: 'Ada Lovelace' }, { kind: 'word', value: 'owls' }])
      await store.people.follow('a', { kind: 'word', value: 'owls' }, false)
      expect(await store.people.follows('a')).toEqual([{ kind: 'author', value: 'Ada Lovelace' }])
      await store.people.seed('a', [second, first, second, 99, 0], true)
      expect(await store.people.seeds('a')).toEqual([first, second])
      await store.people.seed('a', [first, 99], false)
      expect([await store.people.seeds('a'), await store.people.seeds('b')]).toEqual([[second], []])
      await store.people.setSetting('a', 'dial', 0.5)
      await store.people.setSetting('a', '__proto__', { a: ['\0'] })
      await store.people.setSetting('a', 'dial', { mine: 1 })
      expect(Object.entries(await store.people.settings('a'))).toEqual([['__proto__', { a: ['\ufffd'] }], ['dial', { mine: 1 }]])
      await store.people.setSetting('a', 'dial', undefined)
      expect([Object.keys(await store.people.settings('a')), await store.people.settings('b')]).toEqual([['__proto__'], {}])
    })

    test('tokens open by their digest only, until they are taken away', async () => {
      await join('a', 'b')
      await store.people.addToken({ id: 't1', personId: 'a', name: 'laptop', hash: 'h1', at: inApril(1) })
      await store.people.addToken({ id: 't2', personId: 'a', name: 'phone', hash: 'h2', at: inApril(2) })
      await store.people.touchToken('t1', inApril(3))
      expect(await store.people.tokens('a')).toEqual([
        { id: 't1', name: 'laptop', createdAt: inApril(1), lastUsedAt: inApril(3) },
        { id: 't2', name: 'phone', createdAt: inApril(2), lastUsedAt: undefined },
      ])
      expect(await store.people.personByTokenHash('h2')).toEqual({ person: madeUpPerson('a'), tokenId: 't2', lastUsedAt: undefined })
      expect([await store.people.personByTokenHash('t2'), await store.people.personByTokenHash('')]).toEqual([undefined, undefined])
      expect([await store.people.removeToken('b', 't2'), await store.people.removeToken('a', 't2'), await store.people.removeToken('a', 't2')]).toEqual([false, true, false])
      expect(await store.people.personByTokenHash('h2')).toBeUndefined()
    })

    test('a ranking is kept once, and each paper in it once', async () => {
      const [first = 0, second = 0] = await put(madeUpPaper(1), madeUpPaper(2))
      const one = (paperKey: number, score: number) => ({ paperKey, score, votes: 1, own: 2, upvotes: 3, comments: 4 })
      expect(await store.people.keepRanking('day:2026-04-01', [one(second, 1.25), one(first, 1e-7), one(99, 0), one(second, 0)], inApril(1))).toBe(true)
      expect(await store.people.keepRanking('day:2026-04-01', [], inApril(2))).toBe(false)
      expect(await store.people.ranking('day:2026-04-01')).toMatchObject({ at: inApril(1), order: [one(second, 1.25), one(first, 1e-7)] })
      expect(await store.people.ranking('day:2026-04-02')).toBeUndefined()
      expect(await store.people.keepRanking('empty', [], inApril(2))).toBe(true)
      expect(await store.people.ranking('empty')).toMatchObject({ order: [] })
    })
  })
}
