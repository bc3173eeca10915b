import { MAX_QUERY_CHARACTERS } from '../read-list-query.ts'
import type { ListQuery } from '../read-list-query.ts'
import type { Frame } from '../frame.ts'
import type { DatedKind } from './edition-head.tsx'

/** A small field that searches among the papers of this day, week or month, with the filters that are set. */
export function FindWithin({ frame, kind, subject, typed }: { frame: Frame; kind: DatedKind; subject: string; typed: ListQuery['typed'] }) {
  const label = `Search in this ${kind}`
  const kept = { day: subject, category: typed.category, venue: typed.venue, view: frame.view }
  return (
    <form class="find-within" action="/papers" method="get">
      <label class="unseen" for="q-within">{label}</label>
      <input id="q-within" name="q" type="search" placeholder={label} maxlength={MAX_QUERY_CHARACTERS} autocomplete="off" spellcheck={false} required />
      {Object.entries(kept).map(([name, value]) => value !== undefined && value !== '' && <input type="hidden" name={name} value={value} />)}
      <button class="unseen" type="submit">{label}</button>
    </form>
  )
}
