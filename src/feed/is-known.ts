/** What a reader says it has: the values of two headers of its request. */
export interface Known {
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
}

/**
 * Whether the reader has the newest already, as RFC 9110 has it: tags are compared weakly, and where there are tags dates do not count.
 * @param since ms since 1970 at which it was changed; undefined where nobody knows
 */
export function isKnown({ ifNoneMatch, ifModifiedSince }: Known, etag: string, since: number | undefined): boolean {
  // Servers that compress on the way put their own mark on a tag.
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '').replace(/-gzip"$/, '"')
  if (ifNoneMatch !== undefined) return ifNoneMatch.trim() === '*' || ifNoneMatch.slice(0, 2000).split(',').some((tag) => bare(tag) === bare(etag))
  const date = Date.parse(ifModifiedSince ?? '')
  return since !== undefined && Number.isFinite(date) && date >= since
}
