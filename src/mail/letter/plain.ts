/** Texts of papers and people as a letter may hold them. */
import { texToText } from '../../paper/tex/tex-to-text.ts'

const CONTROLS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu
/** Marks that turn the direction of what stands beside them, and characters that nobody sees. */
const UNSEEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu

/** One line without control characters, bounded to so many characters, cut between words where they are not too long. */
export function plainLine(text: string, most = 1000): string {
  const line = text.slice(0, most * 4).replace(CONTROLS, ' ').replace(UNSEEN, '').replace(/\s+/gu, ' ').trim()
  return line.length <= most ? line : `${whole(line.slice(0, most)).replace(/\s+\S{0,30}$/u, '')}…`
}

/** A title or abstract, its mathematics in Unicode, as one line. */
export const readableLine = (text: string, most = 1000): string => plainLine(texToText(text), most)

/** Cut at the end of a sentence where one ends late enough, else between words. */
export function cutAtSentence(text: string, most: number): string {
  if (text.length <= most) return text
  const head = whole(text.slice(0, most))
  const ends = [...head.matchAll(/[.!?。！？]["”’)\]]*(?=\s|(?<=[。！？]))/gu)].map(({ index, 0: mark }) => index + mark.length)
  const end = ends.findLast((at) => at >= most / 3 && !/(?:\b(?:e\.g|i\.e|cf|vs|resp|et al|Fig|Eq|Sec|No)|\b\p{Lu})\.$/u.test(head.slice(0, at)))
  return end === undefined ? `${head.replace(/\s+\S*$/u, '').trimEnd()}…` : head.slice(0, end)
}

/** Without half of a surrogate pair at its end. */
const whole = (text: string): string => text.replace(/[\ud800-\udbff]$/u, '')
