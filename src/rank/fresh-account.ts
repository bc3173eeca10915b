import type { Role } from '../paper/people.ts'

/** An account younger than this is fresh. */
export const FRESH_DAYS = 7
const DAY_MS = 86_400_000

/**
 * Whether something was done by a fresh account: younger than a week at that moment, and younger than half of what the instance's
 * accounts then were. The second part lets a community's first members speak in its first week. Curators and admins were chosen by
 * somebody and are never fresh. What was done stays what it was: an account does not lend its later age to it.
 * @param founded when the first account of the instance was made, ms since 1970; undefined where that is not known
 */
export function isFresh(act: { readonly at: string; readonly voterSince: string; readonly voterRole: Role }, founded: number | undefined): boolean {
  if (act.voterRole !== 'reader') return false
  const at = Date.parse(act.at)
  const age = at - Date.parse(act.voterSince)
  const limit = Math.min(FRESH_DAYS * DAY_MS, founded === undefined ? Infinity : Math.max(0, at - founded) / 2)
  // A date that cannot be read speaks for nobody.
  return !(age >= limit)
}
