/** Half characters (lone surrogates) cannot be encoded in an address or a page; each becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

/** The text, or its first `most` characters and an ellipsis. */
export function shortened(text: string, most: number): string {
  return wellFormed(text.length > most ? `${text.slice(0, most)}…` : text)
}
