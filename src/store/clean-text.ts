/** In Node since 20, in TypeScript's library only from ES2024. */
interface WellFormed {
  isWellFormed(): boolean
  toWellFormed(): string
}

/**
 * Text that every database can keep: NUL (which PostgreSQL refuses) and lone halves of surrogate pairs (which
 * UTF-8 cannot say) become U+FFFD. What reads a store back may then rely on well-formed text.
 */
export function cleanText(text: string): string {
  const known = text as unknown as WellFormed
  const whole = known.isWellFormed() ? text : known.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '\ufffd') : whole
}

/** The same for an optional column. */
export function cleanOrNull(text: string | undefined): string | null {
  return text === undefined ? null : cleanText(text)
}

/** A value as JSON text. Escapes keep NUL and lone surrogates out of the text, so they are cleaned in the values. */
export function cleanJson(value: unknown): string {
  const text = JSON.stringify(value)
  // Only texts with such an escape pay for a second walk.
  return /\\u(0000|d[89a-f])/.test(text) ? JSON.stringify(value, (_, part) => (typeof part === 'string' ? cleanText(part) : part)) : text
}
