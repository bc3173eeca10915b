import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOBODY } from '../paper/people.ts'
import { heldPapers, person, type Held } from './held-papers.test-helper.ts'
import { createMarks, type Marks, NOTE_CHARACTERS, TAG_CHARACTERS, TAGS_MAX } from './marks.ts'
import { createMine, type ReadMine } from './mine.ts'

const ada = person('ada')
const ben = person('ben')
const ID = '2403.00001'
let held: Held
let marks: Marks
let mine: ReadMine

beforeEach(async () => {
  held = await heldPapers([ada, ben])
  marks = createMarks(held)
  mine = createMine(held)
  await held.hold(1)
  await held.hold(2)
})
afterEach(() => held.close())

describe('marks', () => {
  it('are set and taken away, each its own, and nobody else’s', async () => {
    for (const mark of ['save', 'hide', 'read'] as const) for (let times = 0; times < 2; times++) await marks.mark(ada, ID, mark, true)
    await marks.mark(ada, ID, 'hide', false)
    await marks.mark(ada, ID, 'hide', false)
    expect([...(await mine(ada, [1, 2, 2, 99]))]).toEqual([[1, { voted: false, saved: true, hidden: false, read: true, tags: [], note: '' }]])
    expect(await mine(ben, [1, 2])).toEqual(new Map())
    expect(await mine(NOBODY, [1, 2])).toEqual(new Map())
  })

  it.each([['save', 'Please sign in to save papers.'], ['hide', 'Please sign in to hide papers.'], ['read', 'Please sign in to mark papers as read.']] as const)('need somebody: %s', async (mark, message) => {
    await expect(marks.mark({ ...NOBODY, canSignIn: true }, ID, mark, true)).rejects.toMatchObject({ code: 'not-signed-in', message })
    await expect(marks.mark(ada, 'nothing', mark, true)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('tags', () => {
  it('are tidied, parted by commas, and one whatever their case', async () => {
    expect(await marks.tag(ada, ID, [' #To   read', 'to READ', 'graphs,maths', '', ' , #', 'Ünï\u0000cöde\n'])).toEqual({ paper: ID, tags: ['To read', 'graphs', 'maths', 'Ünï cöde'] })
    expect((await mine(ada, [1])).get(1)?.tags).toEqual(['To read', 'graphs', 'maths', 'Ünï cöde'])
  })

  it('are written as the person wrote them first, and replaced whole', async () => {
    await marks.tag(ada, ID, ['To read', 'maths'])
    expect(await marks.tag(ada, '2403.00002', ['TO READ', 'Maths'])).toMatchObject({ tags: ['To read', 'maths'] })
    await marks.tag(ada, ID, ['maths'])
    expect(await marks.tags(ada)).toEqual([{ tag: 'To read', papers: 1 }, { tag: 'maths', papers: 2 }])
    expect(await marks.tags(ben)).toEqual([])
    await marks.tag(ada, ID, [])
    expect((await mine(ada, [1])).size).toBe(0)
  })

  it('are bounded in length and number, and then nothing is kept', async () => {
    await expect(marks.tag(ada, ID, ['x'.repeat(TAG_CHARACTERS + 1)])).rejects.toMatchObject({ code: 'bad-input' })
    await expect(marks.tag(ada, ID, Array.from({ length: TAGS_MAX + 1 }, (_, at) => `tag ${at}`))).rejects.toMatchObject({ code: 'bad-input' })
    await expect(marks.tag(NOBODY, ID, ['x'])).rejects.toMatchObject({ code: 'not-signed-in' })
    expect(await marks.tags(ada)).toEqual([])
    expect((await marks.tag(ada, ID, Array.from({ length: TAGS_MAX }, (_, at) => `tag ${at}`))).tags).toHaveLength(TAGS_MAX)
  })

  it('of any text are kept as they are answered', { timeout: 60_000 }, async () => {
    const wild = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('#', ',', '\ud800', '\u202e', 'ﬁ', 'FI', 'fi', 'İ', 'ß', '\u00a0'))
    await fc.assert(
      fc.asyncProperty(fc.array(wild, { maxLength: 8 }), async (tags) => {
        const said = (await marks.tag(ada, ID, tags)).tags
        expect([...((await mine(ada, [1])).get(1)?.tags ?? [])].sort()).toEqual([...said].sort())
        expect((await marks.tag(ada, ID, said)).tags).toEqual(said)
        for (const tag of said) expect(tag).toMatch(/^[^\p{Cc}\p{Surrogate},#][^\p{Cc}\p{Surrogate},]*$/u)
      }),
      { numRuns: 100 },
    )
  })
})

describe('notes', () => {
  it('keep their lines and lose what means nothing', async () => {
    expect(await marks.note(ada, ID, '  See section 3.\r\n\r\n\tCompare\u0007 with $x$. \ud800 ')).toEqual({ paper: ID, note: 'See section 3.\n\n\tCompare  with $x$. \ufffd' })
    await marks.note(ada, ID, '<b>second</b>')
    expect((await mine(ada, [1])).get(1)?.note).toBe('<b>second</b>')
    expect((await mine(ben, [1])).size).toBe(0)
    await marks.note(ada, ID, ' \n ')
    expect((await mine(ada, [1])).size).toBe(0)
  })

  it('are bounded', async () => {
    await expect(marks.note(ada, ID, 'x'.repeat(NOTE_CHARACTERS + 1))).rejects.toMatchObject({ code: 'bad-input' })
    expect((await marks.note(ada, ID, 'x'.repeat(NOTE_CHARACTERS))).note).toHaveLength(NOTE_CHARACTERS)
  })
})
