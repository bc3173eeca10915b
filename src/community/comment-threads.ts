import type { Comment } from '../paper/people.ts'

/** Answers to answers beyond this depth stand beside those that they answer: a telephone has no room for more. */
export const DEPTH_MAX = 3

export interface PlacedComment {
  readonly comment: Comment
  /** 0 for one that answers none, at most DEPTH_MAX */
  readonly depth: number
  /** the comment that it answers */
  readonly answers: Comment | undefined
  /** what it answers stands at the same depth, so the place no longer says what that is */
  readonly beyond: boolean
}

/**
 * Comments of one paper in the order of reading: each followed by its answers, oldest first. Deleted ones are left out unless
 * something below them is still there.
 * @param comments oldest first
 */
export function commentThreads(comments: readonly Comment[]): readonly PlacedComment[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]))
  const parentOf = ({ parent }: Comment): Comment | undefined => (parent === undefined ? undefined : byId.get(parent))
  const kept = new Set<string>()
  for (const comment of comments) {
    if (comment.state === 'deleted') continue
    for (let one: Comment | undefined = comment; one !== undefined && !kept.has(one.id); one = parentOf(one)) kept.add(one.id)
  }
  const answers = new Map<string | undefined, Comment[]>()
  for (const comment of comments) {
    if (!kept.has(comment.id)) continue
    const to = parentOf(comment)?.id
    const list = answers.get(to)
    if (list === undefined) answers.set(to, [comment])
    else list.push(comment)
  }
  const placed: PlacedComment[] = []
  // A stack of one's own: two people may answer each other a thousand times.
  const waiting = (answers.get(undefined) ?? []).map((comment) => ({ comment, level: 0 })).reverse()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { comment, level } = next
    placed.push({ comment, depth: Math.min(level, DEPTH_MAX), answers: parentOf(comment), beyond: level > DEPTH_MAX })
    for (const answer of (answers.get(comment.id) ?? []).reverse()) waiting.push({ comment: answer, level: level + 1 })
  }
  return placed
}
