/** What signals are called to a person, and in what they are measured where it is no share. */
const NAMES: Readonly<Record<string, readonly [name: string, unit?: string]>> = {
  words: ['words', 'BM25'],
  meaning: ['meaning', 'cosine'],
  company: ['near the best hits', 'cosine'],
  cover: ['found anywhere'],
  title: ['in the title'],
  ofTitle: ['title in the query'],
  abstract: ['in the abstract'],
  keywords: ['in the keywords'],
  authors: ['among authors'],
  phrase: ['side by side'],
  near: ['near each other'],
  recent: ['recent'],
}

/** The name of a term of the score: `near the best hits`. One that is not known is called as it is. */
export function termName(name: string): string {
  return NAMES[name]?.[0] ?? name
}

/** The name of what was measured: `near the best hits (cosine)`. */
export function signalName(name: string): string {
  const unit = NAMES[name]?.[1]
  return unit === undefined ? termName(name) : `${termName(name)} (${unit})`
}
