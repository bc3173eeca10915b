import { decodeAnswer } from '../decode-answer.ts'

/** Sets whose escapes are plain ASCII, so that they look like UTF-8. */
const ESCAPED = /(?:charset|encoding)\s{0,20}=\s{0,20}["']?(iso-2022-[\w-]{1,20})/i

/**
 * The text of a feed from its first `<` on. Feeds come from programs of all ages: where an answer is neither UTF-8 nor what it
 * declares to be, it is read as Windows-1252, which fits all bytes.
 */
export function decodeFeed(body: Buffer, contentType: string): string {
  const text = decode(body, contentType)
  const start = text.indexOf('<')
  // Some programs print a blank line or a warning before the declaration, which must be first.
  return start > 0 && start < 4096 ? text.slice(start) : text
}

function decode(body: Buffer, contentType: string): string {
  // UTF-16 without a mark shows by the zero of its first sign.
  if (body[0] === 0 && body[1] === 0x3c) return new TextDecoder('utf-16be').decode(body)
  if (body[0] === 0x3c && body[1] === 0) return new TextDecoder('utf-16le').decode(body)
  const escaped = ESCAPED.exec(`${contentType.slice(0, 400)} ${body.toString('latin1', 0, 400)}`)?.[1]
  if (escaped !== undefined) {
    try {
      return new TextDecoder(escaped).decode(body)
    } catch {
      // A set that nobody knows.
    }
  }
  try {
    const { text, damaged } = decodeAnswer(body, contentType, 'the feed')
    if (!damaged) return text
  } catch {
    // Too much of it is damaged.
  }
  return new TextDecoder('windows-1252').decode(body)
}
