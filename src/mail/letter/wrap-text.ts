/** As wide as letters in plain text are by custom. */
export const COLUMNS = 76

const WIDE = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u

/** Breaks a line between words, so that none is wider than `columns`; what has no blanks is broken where the line is full, but for web addresses. */
export function wrapText(text: string, indent = '', columns = COLUMNS): string {
  const room = columns - indent.length
  const lines: string[] = []
  let line = ''
  let width = 0
  const put = (word: string, wordWidth: number): void => {
    if (line !== '' && width + 1 + wordWidth > room) {
      lines.push(line)
      line = ''
      width = 0
    }
    line += line === '' ? word : ` ${word}`
    width += wordWidth + (width === 0 ? 0 : 1)
  }
  for (const word of text.split(' ')) {
    const wordWidth = widthOf(word)
    if (wordWidth <= room || /^https?:\/\//.test(word)) put(word, wordWidth)
    else for (const piece of pieces(word, room)) put(piece, widthOf(piece))
  }
  lines.push(line)
  return lines.map((one) => (indent + one).trimEnd()).join('\n')
}

function widthOf(text: string): number {
  // Most words are of letters that take one column each.
  if (/^[\u0020-\u02ff]*$/.test(text)) return text.length
  let width = 0
  for (const character of text) width += columnsOf(character)
  return width
}

const columnsOf = (character: string): number => (NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1)

function* pieces(word: string, room: number): Generator<string> {
  let piece = ''
  let width = 0
  for (const character of word) {
    const columns = columnsOf(character)
    if (width + columns > room) {
      yield piece
      piece = ''
      width = 0
    }
    piece += character
    width += columns
  }
  yield piece
}
