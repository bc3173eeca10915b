import { shortened } from '../words/well-formed.ts'

/** Sentences for the reader about what was asked: what was not understood, what was left out. */
export function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null
  return (
    <ul class="notes" role="status">
      {notes.slice(0, 10).map((note) => <li>{shortened(note, 400)}</li>)}
    </ul>
  )
}
