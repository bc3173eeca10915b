import { texToText } from '../paper/tex/tex-to-text.ts'

// Escape sequences begin with a control character; halves of surrogate pairs print as rubbish.
const CONTROLS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu
// Marks that turn the direction of writing and invisible characters: they hide or reorder what stands beside them.
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu

/** Any text as one line that is safe to print: no control or escape characters, white space folded. */
export function plainLine(text: string): string {
  return text.replace(CONTROLS, ' ').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim()
}

/** A title or abstract, with TeX, as one safe line of Unicode. */
export function readableLine(text: string): string {
  return plainLine(texToText(text))
}

/** Columns that a text takes: marks none, East Asian and pictures two, the rest one. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x300) width += 1
    else if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) continue
    else width += /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u.test(character) ? 2 : 1
  }
  return width
}

/**
 * Breaks one line between words so that no line is wider than `columns`; a longer word stands alone and is not cut,
 * as it may be an address. Without `columns` the line stays whole. Each line begins with `indent`.
 */
export function wrap(text: string, columns: number | undefined, indent = ''): string {
  if (columns === undefined) return indent + text
  const room = Math.max(10, columns - displayWidth(indent))
  const lines: string[] = []
  let line = ''
  let width = 0
  for (const word of text.split(' ')) {
    const wordWidth = displayWidth(word)
    if (line !== '' && width + 1 + wordWidth > room) {
      lines.push(line)
      line = word
      width = wordWidth
    } else {
      line = line === '' ? word : `${line} ${word}`
      width += wordWidth + (width === 0 ? 0 : 1)
    }
  }
  lines.push(line)
  return lines.map((one) => indent + one).join('\n')
}
