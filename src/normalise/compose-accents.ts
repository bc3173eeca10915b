/** TeX accent commands and the combining character that each puts on its letter. */
const ACCENTS: Readonly<Record<string, string>> = {
  '`': '\u0300', "'": '\u0301', '^': '\u0302', '~': '\u0303', '"': '\u0308', '=': '\u0304', '.': '\u0307',
  u: '\u0306', v: '\u030c', H: '\u030b', c: '\u0327', k: '\u0328', d: '\u0323', b: '\u0331', r: '\u030a',
}

/** TeX names of letters that are no base letter with an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ss: 'ß', o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', aa: 'å', AA: 'Å', i: 'ı', j: 'ȷ', dh: 'ð', DH: 'Ð', th: 'þ', TH: 'Þ', dj: 'đ', DJ: 'Đ', ng: 'ŋ', NG: 'Ŋ',
}

/**
 * Composes TeX accents in names to Unicode: `Erd\H{o}s`, `Schr\"odinger`, `{\L}ukasz`, `Garc\'{\i}a`. Braces that
 * only group are dropped; commands that are not known keep their letters.
 */
export function composeAccents(text: string): string {
  if (!text.includes('\\') && !text.includes('{')) return text
  return text
    .replace(/\\([`'^"~=.])(?:\s?\{\s?\\?([a-zA-Z])\s?\}|\s?\\?([a-zA-Z]))/g, accent)
    .replace(/\\([uvHckdbr])(?:\s?\{\s?\\?([a-zA-Z])\s?\}|\s\\?([a-zA-Z]))/g, accent)
    .replace(/\{?\\(ss|oe|OE|ae|AE|aa|AA|dh|DH|th|TH|dj|DJ|ng|NG|o|O|l|L|i|j)(?![a-zA-Z])(?:\{\}|\s+|)\}?/g, (_, name: string) => LETTERS[name]!)
    .replace(/\\([&%#_$ ])/g, '$1')
    .replace(/~/g, ' ')
    .replace(/[{}]/g, '')
    .normalize('NFC')
}

function accent(_: string, mark: string, braced?: string, bare?: string): string {
  return (braced ?? bare ?? '') + (ACCENTS[mark] ?? '')
}
