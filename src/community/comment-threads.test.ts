import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comment } from '../paper/people.ts'
import { commentThreads, DEPTH_MAX } from './comment-threads.ts'

function comment(id: string, parent?: string, state: Comment['state'] = 'shown'): Comment {
  return { id, parent, state, paperKey: 1, person: { id: 'p', name: 'P' }, text: state === 'deleted' ? '' : id, createdAt: '2026-03-01T00:00:00.000Z', editedAt: undefined, own: false }
}
const drawn = (comments: readonly Comment[]): string[] => commentThreads(comments).map(({ comment: { id }, depth }) => `${'>'.repeat(depth)}${id}`)

describe('threads', () => {
  it('have each comment followed by its answers, oldest first', () => {
    expect(drawn([comment('a'), comment('b'), comment('a1', 'a'), comment('b1', 'b'), comment('a2', 'a'), comment('a11', 'a1')])).toEqual(['a', '>a1', '>>a11', '>a2', 'b', '>b1'])
  })

  it('go no deeper than three, and say there what an answer answers', () => {
    const chain = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, place, all) => comment(id, all[place - 1]))
    expect(drawn(chain)).toEqual(['a', '>b', '>>c', '>>>d', '>>>e', '>>>f'])
    expect(commentThreads(chain).map(({ answers, beyond }) => [answers?.id, beyond])).toEqual([[undefined, false], ['a', false], ['b', false], ['c', false], ['d', true], ['e', true]])
  })

  it('have no deleted comments but those below which something is still there', () => {
    const gone = (id: string, parent?: string): Comment => comment(id, parent, 'deleted')
    expect(drawn([gone('a'), gone('b'), gone('b1', 'b'), comment('b11', 'b1'), comment('c'), gone('c1', 'c'), gone('c11', 'c1'), comment('d', undefined, 'hidden')])).toEqual(['b', '>b1', '>>b11', 'c', 'd'])
  })

  it('keep an answer whose comment is not there', () => {
    expect(drawn([comment('x', 'elsewhere')])).toEqual(['x'])
  })

  it('are read as quickly however people answer each other', () => {
    const chain = Array.from({ length: 20_000 }, (_, place) => comment(String(place), place === 0 ? undefined : String(place - 1), place < 19_999 ? 'deleted' : 'shown'))
    expect(commentThreads(chain)).toHaveLength(20_000)
  })

  it('hold every comment that is not deleted once, after what it answers', () => {
    const states = fc.constantFrom<Comment['state']>('shown', 'deleted', 'hidden')
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), states), { maxLength: 40 }), (made) => {
        const comments = made.map(([to, state], place) => comment(`c${place}`, to < place ? `c${to}` : undefined, state))
        const placed = commentThreads(comments)
        const ids = placed.map(({ comment: { id } }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const { id, state } of comments) if (state !== 'deleted') expect(ids).toContain(id)
        for (const [place, { comment: { id, parent, state }, depth, answers, beyond }] of placed.entries()) {
          expect(answers?.id).toBe(parent)
          if (parent === undefined) expect(depth).toBe(0)
          else {
            expect(ids.indexOf(parent)).toBeLessThan(place)
            const above = placed[ids.indexOf(parent)]!.depth
            expect([depth, beyond]).toEqual([Math.min(above + 1, DEPTH_MAX), above === DEPTH_MAX])
          }
          if (state === 'deleted') expect(placed.some((one) => one.answers?.id === id)).toBe(true)
        }
      }),
    )
  })
})
