import { decodeEntities } from './decode-entities.ts'
import { stripTags } from './strip-tags.ts'

/** What most texts are: printable ASCII with single blanks and nothing to decode. They pass at one look. */
const WILD = /[^\x20-\x7e]| {2}|^ | $|[&<]/
/** Unseen characters: control, zero-width, bidirectional overrides and isolates, soft hyphen, tags, non-characters. */
// eslint-disable-next-line no-control-regex, no-misleading-character-class
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e007f}]/gu
const LONE_SURROGATE = /\p{Cs}/gu
const PARAGRAPH = /\n\s*\n|\n[ \t]{2,}(?=\S)/

export interface CleanOptions {
  /** the source embeds HTML or JATS in its texts */
  readonly markup?: boolean
}

/** A title or other single line as plain text: no control characters, single blanks, NFC, at most `limit` UTF-16 units. */
export function cleanLine(text: string, limit: number, options: CleanOptions = {}): string {
  if (text.length <= limit && !WILD.test(text)) return text
  return clip(fold(plain(text, limit, options)), limit)
}

/** Like cleanLine, but paragraphs (an empty line, or a line that begins with blanks) stay apart by `\n\n`. */
export function cleanParagraphs(text: string, limit: number, options: CleanOptions = {}): string {
  if (text.length <= limit && !WILD.test(text)) return text
  const clean = plain(text, limit, options)
  if (!clean.includes('\n')) return clip(fold(clean), limit)
  const paragraphs = clean.replace(/^\s+/, '').split(PARAGRAPH).map(fold)
  return clip(paragraphs.filter((one) => one !== '').join('\n\n'), limit)
}

function plain(text: string, limit: number, options: CleanOptions): string {
  // White space and markup may shrink a text, so the first cut leaves room before the last one.
  let clean = text.length > limit * 4 ? text.slice(0, limit * 4) : text
  if (options.markup && clean.includes('<')) clean = stripTags(clean)
  if (clean.includes('&')) clean = decodeEntities(clean)
  clean = clean.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(UNSEEN, '').replace(LONE_SURROGATE, '\ufffd')
  return clean.normalize('NFC')
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** At most `limit` UTF-16 units, never half a character. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  const code = text.charCodeAt(limit - 1)
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit).trimEnd()
}
