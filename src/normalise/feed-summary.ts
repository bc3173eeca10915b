/** What a feed's summary says of the paper itself, and what it says of where the paper stands. */
export interface FeedSummary {
  readonly text: string
  readonly authors?: string | undefined
  readonly venue?: string | undefined
  readonly date?: string | undefined
}

/**
 * Takes away what publishers and programs put around abstracts: ScienceDirect's "Publication date … Source … Author(s)", Nature's
 * "Nature, Published online: …; doi:…", Wiley's and Science's citation alone, arXiv's announcement, WordPress's "appeared first on",
 * a heading "Abstract". Written from how these feeds look; what is not known stays.
 */
export function feedSummary(text: string): FeedSummary {
  const elsevier = /^Publication date:\s(.{1,100}?)\s+Source:\s(.{1,300}?)\s*(?:Author\(s\):\s([^]*))?$/.exec(text.slice(0, 100_000))
  if (elsevier !== null) return { text: '', date: elsevier[1]!.replace(/^Available online /i, ''), venue: elsevier[2]!.replace(/,? (?:Volume|Issue|Part) .{0,200}$/i, '').trim(), authors: elsevier[3]?.trim() }
  const rest = text
    .replace(/^arXiv:\S{1,40}\s+Announce\s+Type:\s*[\w-]{1,20}\s*(?:Abstract:\s*)?/i, '')
    .replace(/^[^.;\n]{1,200}, Published online: [^;\n]{4,60}; (?:\||)\s{0,3}doi:\s{0,3}10\.\S{1,200}\s*/i, '')
    .replace(/^(?:abstract|summary|zusammenfassung|résumé|resumen)(?:[.:]\s*|\n\n+)/i, '')
    .replace(/^(?:ABSTRACT|Abstract)\s+(?=[A-Z])/, '')
    .replace(/\s*The post [^\n]{1,500} (?:appeared first on|first appeared on) [^\n]{1,200}\.?$/, '')
    .trim()
  return { text: isCitation(rest) ? '' : rest }
}

/** "Journal of Things, Volume 12, Issue 3, Page 45-67, November 2031." and nothing more. */
function isCitation(text: string): boolean {
  return text.length < 300 && /^[^\n]{2,200}, (?:Volume|Vol\.?|Ahead of Print|EarlyView|Early View)\b[^\n]{0,150}\.?$/i.test(text) && !/[.!?]\s+\p{Lu}/u.test(text.replace(/\b(?:Vol|No|pp?)\. /gi, ''))
}
