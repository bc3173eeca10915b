/** A short text of a person's making as one line: no control characters, white space folded, Unicode sound and composed. */
export function oneLine(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').normalize('NFC').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
}
