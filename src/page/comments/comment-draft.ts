import { wellFormed } from '../words/well-formed.ts'

/** A form of a comment as it was filled in, to be given back with what was said to it. */
export interface CommentDraft {
  readonly kind: 'new' | 'answer' | 'edit' | 'report'
  /** the comment that is answered, edited or reported */
  readonly about: string | undefined
  readonly text: string
  /** why it was refused */
  readonly fault?: string | undefined
  /** show it as it would stand there */
  readonly preview?: boolean | undefined
}

/** What is refused for its length need not come back whole. */
const TEXT_MAX = 60_000
const ID_MAX = 200

/** Reads the form that was posted. */
export function readDraft(body: URLSearchParams, does: 'add' | 'edit' | 'report'): CommentDraft {
  const about = (name: string): string | undefined => (body.get(name) ?? '').slice(0, ID_MAX) || undefined
  const text = wellFormed((body.get(does === 'report' ? 'reason' : 'text') ?? '').slice(0, TEXT_MAX)).replace(/\r\n?/g, '\n')
  const parent = about('parent')
  return does === 'add' ? { kind: parent === undefined ? 'new' : 'answer', about: parent, text } : { kind: does, about: about('comment'), text }
}
