import type { ListQuery } from '../read-list-query.ts'

/** What a search asks beside its words, as its address and its form name it; defaults are left out. */
export function searchValues(asked: {
  readonly query: Pick<ListQuery, 'typed'>
  readonly mode: string
  readonly day: string | undefined
  readonly explain: boolean
  readonly verbatim: boolean
}): Readonly<Record<string, string | undefined>> {
  const { category, venue, after, before } = asked.query.typed
  return {
    category, venue, after, before,
    mode: asked.mode === 'both' ? undefined : asked.mode,
    day: asked.day,
    verbatim: asked.verbatim ? '1' : undefined,
    explain: asked.explain ? '1' : undefined,
  }
}
