const WORDS = /[\p{L}\p{N}]+/gu

/** A text folded to lower-case words of letters and digits without accents, joined by single blanks. */
export function foldName(text: string): string {
  const folded = text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/ß/g, 'ss').replace(/ø/g, 'o').replace(/ł/g, 'l').replace(/[đð]/g, 'd').replace(/æ/g, 'ae').replace(/œ/g, 'oe').replace(/ı/g, 'i')
  return (folded.match(WORDS) ?? []).join(' ')
}
