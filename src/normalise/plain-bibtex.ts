import { composeAccents } from './compose-accents.ts'

/** Commands whose argument is the text itself. */
const WRAPPER = /\\(?:emph|text[a-z]{2,10}|mbox|hbox|uppercase|lowercase|MakeUppercase|mathrm|url|nolinkurl|enquote|protect)\s{0,5}(?=\{)/g
const SWITCH = /\\(?:em|it|bf|sc|sf|tt|rm|sl|itshape|bfseries|scshape|protect|relax)(?![a-zA-Z])\s?/g
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\\text(?:ndash)\b\s?/g, '–'],
  [/\\text(?:mdash)\b\s?/g, '—'],
  [/---/g, '—'],
  [/--/g, '–'],
  [/``/g, '“'],
  [/''/g, '”'],
  [/\\(?:ldots|dots|textellipsis)(?![a-zA-Z])\s?/g, '…'],
]

/**
 * A BibTeX text as plain text: accents composed, grouping braces and font commands dropped, dashes and
 * quotation marks as printed. Mathematics between dollar signs stays as it is, `\(…\)` becomes `$…$`.
 */
export function plainBibtex(text: string): string {
  const source = text.includes('\\(') ? text.replace(/\\\(|\\\)/g, '$$') : text
  if (!source.includes('$')) return plainPart(source)
  let plain = ''
  let from = 0
  while (from < source.length) {
    const open = nextDollar(source, from)
    const close = open < 0 ? -1 : nextDollar(source, open + 1)
    if (close < 0) break
    plain += plainPart(source.slice(from, open)) + source.slice(open, close + 1)
    from = close + 1
  }
  return plain + plainPart(source.slice(from))
}

/** The next dollar sign that no backslash escapes, or -1. */
function nextDollar(text: string, from: number): number {
  for (let at = text.indexOf('$', from); at >= 0; at = text.indexOf('$', at + 1)) if (text[at - 1] !== '\\') return at
  return -1
}

function plainPart(text: string): string {
  let plain = text
  for (const [pattern, sign] of SIGNS) plain = plain.replace(pattern, sign)
  if (plain.includes('\\')) plain = plain.replace(WRAPPER, '').replace(SWITCH, '')
  return composeAccents(plain).replace(/~/g, ' ')
}
