/** A name as reference managers keep it. `literal` for what has no family name: organisations, single names, scripts whose order is not known. */
export type SplitName =
  | { readonly family: string; readonly given: string; readonly particle?: string | undefined; readonly suffix?: string | undefined; readonly literal?: undefined }
  | { readonly literal: string; readonly family?: undefined }

/** Small words that belong to the family name that follows. */
const PARTICLES = new Set('van von vom zu zum zur der den des de del della dello degli dei di da das do dos du la le les lo ter ten te el al ibn bin ben bint y e af av und'.split(' '))
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i
const GROUP = /\b(?:collaborations?|consortium|team|group|groups|project|initiative|network|institutes?|university|laborator(?:y|ies)|lab|labs|committee|council|society|foundation|corporation|inc|ltd|llc|gmbh|association|cent(?:er|re)|agency|organi[sz]ation|community|authors)\b/i

/**
 * Splits "Forenames Family" into its parts: the last word is the family name, with the small words (van, de la) before it; "Jr." and the
 * like are a suffix. What the parts say, given, particle, family, suffix, with single blanks between them, is always the name again.
 */
export function splitName(name: string): SplitName {
  const words = name.trim().split(/\s+/)
  const literal: SplitName = { literal: words.join(' ') }
  // In Chinese, Japanese and Korean script the family name may stand first; a comma or parenthesis says that it is no plain name.
  if (words.length < 2 || words.length > 12 || GROUP.test(name) || /[,;:(){}[\]<>|=\\/"]|\d|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(name)) return literal
  const suffix = words.length > 2 && SUFFIX.test(words.at(-1)!) ? words.pop() : undefined
  const family = words.pop()!
  let from = words.length
  while (from > 1 && PARTICLES.has(words[from - 1]!)) from--
  if (words.slice(0, from).some((word) => /^(?:and|others)$/i.test(word)) || /^(?:and|others)$/i.test(family)) return literal
  const particle = words.slice(from).join(' ')
  return { family, given: words.slice(0, from).join(' '), ...(particle === '' ? {} : { particle }), ...(suffix === undefined ? {} : { suffix }) }
}

/** "van Beethoven, Ludwig", "King, Martin Luther, Jr." as RIS and Highwire tags want it; a literal stays as it is. */
export function familyFirst(name: SplitName): string {
  if (name.family === undefined) return name.literal
  return [[name.particle, name.family].filter(Boolean).join(' '), name.given, name.suffix].filter(Boolean).join(', ')
}
