/** A parsed JSON text or the sentence that says why it is none; undefined for a text of nothing but white space. */
export type ParsedJson = { readonly value: unknown; readonly error?: undefined } | { readonly error: string } | undefined

// Bytes that JSON forbids inside strings but that damaged exports hold; a blank in their place often saves the record.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f]/g

/**
 * Parses the bytes of one JSON value. Broken UTF-8 becomes U+FFFD; when control bytes are all that is
 * wrong they become blanks, and the value is kept.
 */
export function parseJson(bytes: Buffer): ParsedJson {
  const text = bytes.toString('utf8')
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    const clean = text.replace(/^\uFEFF/, '').replace(CONTROL, ' ').trim()
    if (clean === '') return undefined
    if (clean.length !== text.length || clean !== text) {
      try {
        return { value: JSON.parse(clean) }
      } catch {
        // the first error says it as well
      }
    }
    return { error: sentence(clean, error) }
  }
}

function sentence(text: string, error: unknown): string {
  if (error instanceof RangeError) return 'the JSON nests too deep'
  const last = text[text.length - 1]
  if ((text[0] === '{' && last !== '}') || (text[0] === '[' && last !== ']')) return 'is not whole JSON: it breaks off'
  if (text[0] !== '{' && text[0] !== '[') return 'is not JSON'
  const message = error instanceof Error ? error.message : ''
  const at = /at position (\d{1,9})/.exec(message)
  return at ? `is not valid JSON (at character ${Number(at[1]) + 1})` : 'is not valid JSON'
}
