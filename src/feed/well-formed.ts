/** Halves of surrogates become U+FFFD: no encoding of Unicode can hold them. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd')
}
