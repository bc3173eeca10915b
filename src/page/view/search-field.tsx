import { MAX_QUERY_CHARACTERS } from '../read-list-query.ts'

/** Longer queries are shown in several lines. Browser code has the same number. */
const ONE_LINE = 120

/** The field that a query is written in: one line, or several where the query is a pasted text. */
export function SearchField({ asked }: { asked: string }) {
  const same = { id: 'q', name: 'q', maxlength: MAX_QUERY_CHARACTERS, autocomplete: 'off', spellcheck: false } as const
  if (asked.length > ONE_LINE) return <textarea {...same} rows={6}>{asked}</textarea>
  return <input {...same} type="search" value={asked} placeholder="Words, author, id, or a pasted abstract" autofocus={asked === ''} />
}
