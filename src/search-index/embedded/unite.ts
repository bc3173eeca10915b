import type { PlacedCandidate, PlacedResult } from './packed-result.ts'
import { NO_DAY } from './segment.ts'

/** Of each signal's best so many it is told what stands where. */
export const EVIDENCE_OF = 100
/** Beside words meaning brings so many at most, however deep somebody pages: what it finds has no end of its own. */
export const MEANING_BESIDE_WORDS = 200

/**
 * One result of those of parts of the segments. Each part brings its own best, so that together they are more than one
 * search of the whole brings; they are cut to what that would be, or the answer would depend on how busy the threads are.
 */
export function unite(parts: readonly PlacedResult[], candidates: number, evidenceOf = EVIDENCE_OF): PlacedResult {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  const all = parts.flatMap((part) => part.candidates)
  const total = parts.reduce((sum, part) => sum + part.total, 0)
  const alone = parts.reduce((sum, part) => sum + part.alone, 0)
  const tookMs = Math.max(0, ...parts.map((part) => part.tookMs))
  const byWords = all.filter(({ words }) => words > 0).sort((a, b) => b.words - a.words || a.key - b.key).slice(0, candidates)
  const byMeaning = all.every(({ meaning }) => meaning === 0) ? [] : all.toSorted((a, b) => b.meaning - a.meaning || a.key - b.key)
  // Neither signal was asked: the newest.
  if (byWords.length === 0 && byMeaning.length === 0) {
    const newest = all.sort((a, b) => (b.day ?? NO_DAY) - (a.day ?? NO_DAY) || a.key - b.key).slice(0, candidates)
    return { total, alone, tookMs, candidates: newest }
  }
  const nearest = byMeaning.slice(0, byWords.length > 0 || alone > 0 ? Math.min(candidates, MEANING_BESIDE_WORDS) : candidates)
  const kept = new Set([...byWords, ...nearest])
  const told = new Set([...byWords.slice(0, evidenceOf), ...byMeaning.slice(0, evidenceOf)])
  const united = [...kept].map((one): PlacedCandidate => (one.evidence === undefined || told.has(one) ? one : { ...one, evidence: undefined }))
  const aloneNow = alone === 0 ? 0 : united.reduce((count, { words }) => count + (words > 0 ? 0 : 1), 0)
  return { total: total - alone + aloneNow, alone: aloneNow, tookMs, candidates: united }
}
