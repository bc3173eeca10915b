import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LOCAL_VISITOR, NOBODY, type Visitor } from '../paper/people.ts'
import { COMMENT_CHARACTERS, commentText, REASON_CHARACTERS } from './comment-text.ts'
import { COMMENTS_AN_HOUR } from './comments.ts'
import { createVotes } from './votes.ts'
import { type MadeUpTalk, madeUpTalk } from './made-up-talk.test-helper.ts'

let talk: MadeUpTalk
beforeEach(async () => {
  talk = await madeUpTalk()
})
afterEach(() => talk.close())

const GUEST: Visitor = { ...NOBODY, canSignIn: true }
const MINUTE = 60_000

/** Says something a minute later than what was said last. */
async function say(who: Visitor, text: string, parent?: string, paper = talk.papers[0].id): Promise<string> {
  talk.clock.time += MINUTE
  return (await talk.comments.add(who, paper, text, parent)).id
}
const read = async (who: Visitor) => (await talk.comments.of(who, talk.papers[0].id)).comments
const one = async (who: Visitor, id: string) => (await read(who)).find((comment) => comment.id === id)
const may = async (who: Visitor, id: string): Promise<string> => Object.entries((await one(who, id))?.may ?? {}).filter(([, yes]) => yes).map(([deed]) => deed).join(' ')

describe('writing', () => {
  it('puts a comment under its paper, an answer under its comment', async () => {
    const { who, comments, papers } = talk
    const first = await say(who.ben, 'First.')
    const second = await say(who.ann, 'Second.')
    const answer = await say(who.cat, 'To the first.', first)
    expect((await read(GUEST)).map(({ id, depth, by, text, author, mine }) => [id, depth, by, text, author, mine])).toEqual([
      [first, 0, 'Ben Wren', 'First.', false, false],
      [answer, 1, 'Cat Curator', 'To the first.', false, false],
      [second, 0, 'Ann Owl', 'Second.', true, false],
    ])
    expect(await comments.of(who.ben, papers[1].key)).toMatchObject({ total: 0, comments: [] })
    expect((await comments.of(who.ben, `${papers[0].id}v3`)).total).toBe(3)
  })

  it('makes one comment of a button pressed twice, also at the same time', async () => {
    const { who, comments, papers: [paper, other], clock } = talk
    const all = await Promise.all(Array.from({ length: 5 }, () => comments.add(who.ben, paper.id, '\r\nTwice.\r\n')))
    expect([new Set(all.map(({ id }) => id)).size, all.filter(({ added }) => added).length]).toEqual([1, 1])
    const again = async (who: Visitor, text = 'Twice.', on = paper.id, parent?: string) => (await comments.add(who, on, text, parent)).added
    // Somebody else, other words, another paper, another place and a later time each make another comment.
    expect([await again(who.ben), await again(who.cat), await again(who.ben, 'twice.'), await again(who.ben, 'Twice.', other.id), await again(who.ben, 'Twice.', paper.id, all[0]!.id)]).toEqual([false, true, true, true, true])
    clock.time += MINUTE
    expect(await again(who.ben)).toBe(true)
    expect((await comments.of(NOBODY, paper.id)).total).toBe(5)
  })

  it('is for who is known', async () => {
    const { comments, papers } = talk
    await expect(comments.add(GUEST, papers[0].id, 'x')).rejects.toMatchObject({ code: 'not-signed-in', message: 'Please sign in to comment.' })
    await expect(comments.add(NOBODY, papers[0].id, 'x')).rejects.toMatchObject({ code: 'not-signed-in', message: expect.stringContaining('for reading only') })
    await say(LOCAL_VISITOR, 'Mine.')
    expect((await read(LOCAL_VISITOR))[0]).toMatchObject({ by: 'You', mine: true, author: false })
  })

  it('refuses what is empty, too long, or has no place', async () => {
    const { who, comments, papers: [paper, other] } = talk
    const id = await say(who.ben, 'x')
    for (const text of ['', ' \n\t ', '\u200b\u2060']) await expect(comments.add(who.ben, paper.id, text)).rejects.toMatchObject({ code: 'bad-input', message: 'The comment is empty.' })
    await expect(comments.add(who.ben, paper.id, 'x'.repeat(COMMENT_CHARACTERS + 1))).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('10,000 characters at most; this one has 10,001') })
    await expect(comments.add(who.ben, '9999.99999', 'x')).rejects.toMatchObject({ code: 'not-found' })
    await expect(comments.add(who.ben, other.id, 'x', id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(comments.add(who.ben, paper.id, 'x', 'nothing')).rejects.toMatchObject({ code: 'not-found' })
    await comments.hide(who.cat, id, true)
    await expect(comments.add(who.cat, paper.id, 'x', id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(comments.add(who.ben, paper.id, 'x'.repeat(COMMENT_CHARACTERS))).resolves.toMatchObject({ added: true })
  })

  it('is thirty times an hour, whatever becomes of the comments', async () => {
    const { who, comments, papers: [paper], clock } = talk
    for (let n = 0; n < COMMENTS_AN_HOUR; n++) {
      const id = await say(who.ben, `Number ${n}`)
      if (n < 5) await comments.remove(who.ben, id)
    }
    await expect(comments.add(who.ben, paper.id, 'One more')).rejects.toMatchObject({ code: 'too-many', message: 'You have written 30 comments within an hour, which is as many as one person may. Try again in 31 minutes.' })
    await expect(comments.add(who.ben, paper.id, 'Number 29'), 'the last one sent twice is no new one').resolves.toMatchObject({ added: false })
    await expect(comments.add(who.cat, paper.id, 'Somebody else')).resolves.toMatchObject({ added: true })
    clock.time += 31 * MINUTE
    await expect(comments.add(who.ben, paper.id, 'One more')).resolves.toMatchObject({ added: true })
  })

  it('keeps to the limit when all come at once', async () => {
    const { who, comments, papers: [paper] } = talk
    const all = await Promise.allSettled(Array.from({ length: COMMENTS_AN_HOUR + 10 }, (_, n) => comments.add(who.ben, paper.id, `At once ${n}`)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(COMMENTS_AN_HOUR)
  })

  it('knows an author by a name that they claim later', async () => {
    const { store, who, papers, clock } = talk
    const id = await say(who.ben, 'As I wrote.')
    const votes = createVotes({ store, clock })
    await votes.claimNames(who.ben, ['Else, Zoe'])
    expect((await one(GUEST, id))?.author).toBe(true)
    expect((await store.people.commenters([papers[0].key])).get(papers[0].key)).toMatchObject([{ own: true }])
    await votes.claimNames(who.ben, [])
    expect((await one(GUEST, id))?.author).toBe(false)
  })
})

describe('text', () => {
  it('is kept as written, but for what nobody can see', () => {
    expect(commentText('  \r\n\n    code\r\nnext\u0007 \n\n')).toBe('    code\nnext')
    expect(commentText('a\ud800b\tc')).toBe('a\ufffdb\tc')
    expect(commentText('\u202ex')).toBe('\u202ex')
  })

  it.each(['\n', ' \n', '\r', '\u0000', '\u200b', '\t', ' '])('is refused where it is a page of %j', (piece) => {
    expect(() => commentText(piece.repeat(40_000 / piece.length))).toThrow(/empty|at most/)
  })
})

describe('one’s own comment', () => {
  it('is edited and deleted by its writer, and by nobody else but administrators', async () => {
    const { who, comments, clock } = talk
    const id = await say(who.ben, 'Wrong.')
    await expect(comments.edit(who.ann, id, 'x')).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(comments.edit(who.dan, id, 'x')).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(comments.remove(who.cat, id)).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(comments.edit(GUEST, id, 'x')).rejects.toMatchObject({ code: 'not-signed-in' })
    await comments.edit(who.ben, id, 'Wrong.')
    expect((await one(GUEST, id))?.editedAt, 'nothing was changed').toBeUndefined()
    clock.time += MINUTE
    await comments.edit(who.ben, id, 'Right.')
    expect(await one(GUEST, id)).toMatchObject({ text: 'Right.', editedAt: new Date(clock.time).toISOString() })
    await expect(comments.edit(who.ben, id, ' ')).rejects.toMatchObject({ code: 'bad-input' })
    await comments.remove(who.ben, id)
    await comments.remove(who.ben, id)
    expect(await read(who.ben)).toEqual([])
    await expect(comments.edit(who.ben, id, 'Back.')).rejects.toMatchObject({ code: 'not-found' })
    const other = await say(who.ben, 'x')
    await comments.remove(who.dan, other)
    expect(await read(who.ben)).toEqual([])
    await expect(comments.remove(who.ben, 'nothing')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('keeps its place without words or name where somebody answered', async () => {
    const { who, comments } = talk
    const id = await say(who.ben, 'Delete me.')
    const answer = await say(who.ann, 'Why?', id)
    await comments.remove(who.ben, id)
    for (const visitor of [GUEST, who.ben, who.dan]) {
      expect(await one(visitor, id)).toMatchObject({ state: 'deleted', text: undefined, by: undefined, editedAt: undefined })
      expect(await may(visitor, id)).toBe('')
    }
    expect(await one(GUEST, answer)).toMatchObject({ answers: { id, by: undefined } })
    expect((await comments.of(GUEST, talk.papers[0].id)).total).toBe(1)
    await comments.remove(who.ann, answer)
    expect(await read(GUEST)).toEqual([])
  })

  it('stays when its writer leaves only where somebody answered, and says no name', async () => {
    const { who, store } = talk
    const id = await say(who.ben, 'I leave.')
    await say(who.ann, 'Goodbye.', id)
    await say(who.ben, 'Nobody answers this.')
    await store.people.removePerson('ben')
    expect((await read(GUEST)).map(({ by, text }) => [by, text])).toEqual([[undefined, undefined], ['Ann Owl', 'Goodbye.']])
    await expect(talk.comments.add(who.ben, talk.papers[0].id, 'x')).rejects.toMatchObject({ code: 'not-signed-in' })
  })
})

describe('looking after comments', () => {
  it('is told to whom it is for', async () => {
    const { who } = talk
    const id = await say(who.ben, 'x')
    const table = await Promise.all([GUEST, who.ann, who.ben, who.cat, who.dan].map((visitor) => may(visitor, id)))
    expect(table).toEqual(['', 'answer report', 'answer edit remove', 'answer report hide', 'answer remove report hide'])
    await talk.comments.hide(who.cat, id, true)
    expect(await Promise.all([GUEST, who.ann, who.ben, who.cat, who.dan].map((visitor) => may(visitor, id)))).toEqual(['', '', 'edit remove', 'restore', 'remove restore'])
  })

  it('hides what only curators and who wrote it read from then on', async () => {
    const { who, comments } = talk
    const id = await say(who.ben, 'Rude.')
    for (const visitor of [GUEST, who.ann, who.ben]) await expect(comments.hide(visitor, id, true)).rejects.toMatchObject({ code: visitor.person === undefined ? 'not-signed-in' : 'not-allowed' })
    await comments.hide(who.cat, id, true)
    await comments.hide(who.cat, id, true)
    expect(await Promise.all([GUEST, who.ann, who.ben, who.cat].map(async (visitor) => (await one(visitor, id))?.text))).toEqual([undefined, undefined, 'Rude.', 'Rude.'])
    expect(await one(who.ann, id)).toMatchObject({ by: undefined, author: false, state: 'hidden' })
    expect((await comments.newest(who.cat)).total).toBe(0)
    await comments.edit(who.ben, id, 'Kind.')
    expect((await one(GUEST, id))?.text, 'an edit does not bring it back').toBeUndefined()
    for (const visitor of [who.ann, who.ben]) await expect(comments.hide(visitor, id, false)).rejects.toMatchObject({ code: 'not-allowed' })
    await comments.hide(who.cat, id, false)
    expect((await one(GUEST, id))?.text).toBe('Kind.')
  })

  it('takes reports, one a person, until they are dealt with', async () => {
    const { who, comments, papers } = talk
    const id = await say(who.ben, 'Rude.')
    const other = await say(who.ben, 'Fine.', undefined, papers[1].id)
    await expect(comments.report(GUEST, id, 'x')).rejects.toMatchObject({ code: 'not-signed-in' })
    await expect(comments.report(who.ben, id, 'x')).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(comments.report(who.ann, id, ' ')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(comments.report(who.ann, id, 'x'.repeat(REASON_CHARACTERS + 1))).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('500') })
    await comments.report(who.ann, id, 'rude')
    await comments.report(who.ann, id, 'very\nrude')
    await comments.report(who.eve, id, 'rude too')
    await comments.report(who.ann, other, 'dull')
    for (const visitor of [GUEST, who.ann]) {
      await expect(comments.reports(visitor)).rejects.toMatchObject({ code: visitor === GUEST ? 'not-signed-in' : 'not-allowed' })
      await expect(comments.dismiss(visitor, id)).rejects.toMatchObject({ code: visitor === GUEST ? 'not-signed-in' : 'not-allowed' })
      expect(await comments.openReports(visitor)).toBe(0)
    }
    expect((await comments.reports(who.cat)).map(({ comment, paper, reasons, count }) => [comment.text, paper.id, reasons, count])).toEqual([
      ['Rude.', papers[0].id, ['very rude', 'rude too'], 2],
      ['Fine.', papers[1].id, ['dull'], 1],
    ])
    expect(await comments.openReports(who.cat)).toBe(2)
    await comments.dismiss(who.cat, other)
    await comments.hide(who.cat, id, true)
    expect([await comments.openReports(who.dan), await comments.reports(who.dan)]).toEqual([0, []])
    await expect(comments.report(who.ann, id, 'again'), 'it is hidden already').rejects.toMatchObject({ code: 'not-found' })
    await comments.report(who.ann, other, 'still dull')
    expect(await comments.openReports(who.cat), 'what may stay is not reported again by the same person').toBe(0)
  })
})

describe('the newest comments', () => {
  it('are of all papers, and lead to them', async () => {
    const { who, comments, papers } = talk
    const first = await say(who.ben, 'One.')
    const second = await say(who.ann, 'Two.', undefined, papers[1].id)
    expect(await comments.newest(GUEST, { limit: 1 })).toMatchObject({ total: 2, comments: [{ comment: { id: second, by: 'Ann Owl', author: false }, paper: { id: papers[1].id } }] })
    expect((await comments.newest(GUEST, { offset: 1 })).comments.map(({ comment }) => comment.id)).toEqual([first])
    expect(await comments.where(first)).toEqual({ id: first, paper: papers[0].id })
    await comments.remove(who.ben, first)
    await expect(comments.where(first)).rejects.toMatchObject({ code: 'not-found' })
  })
})
