import { composeAccents } from './compose-accents.ts'

/** Commands whose argument is the text itself. */
const WRAPPER = /\\(?:emph|text[a-z]{2,12}|mbox|hbox|uppercase|lowercase|MakeUppercase|mathrm|url|nolinkurl|enquote|protect)\s{0,5}(?=\{)/g
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

/** Commands that print what TeX would act upon. Held back as control characters, which no text keeps, until nothing more is taken out. */
const PRINTED: readonly (readonly [RegExp, string])[] = [
  [/\\textbackslash(?![a-zA-Z])(?:\{\}|\s)?/g, '\\'],
  [/\\(?:\{|(?:textbraceleft|lbrace)(?![a-zA-Z])(?:\{\}|\s)?)/g, '{'],
  [/\\(?:\}|(?:textbraceright|rbrace)(?![a-zA-Z])(?:\{\}|\s)?)/g, '}'],
  [/\\(?:textasciitilde(?![a-zA-Z])(?:\{\}|\s)?|~\{\})/g, '~'],
  [/\\(?:textasciicircum(?![a-zA-Z])(?:\{\}|\s)?|\^\{\})/g, '^'],
  [/\\textless(?![a-zA-Z])(?:\{\}|\s)?/g, '<'],
  [/\\textgreater(?![a-zA-Z])(?:\{\}|\s)?/g, '>'],
]

/** The next dollar sign that no backslash escapes, or -1. */
function nextDollar(text: string, from: number): number {
  for (let at = text.indexOf('$', from); at >= 0; at = text.indexOf('$', at + 1)) if (text[at - 1] !== '\\') return at
  return -1
}

function plainPart(text: string): string {
  let plain = text
  if (plain.includes('\\')) for (const [at, [pattern]] of PRINTED.entries()) plain = plain.replace(pattern, String.fromCharCode(at + 1))
  for (const [pattern, sign] of SIGNS) plain = plain.replace(pattern, sign)
  if (plain.includes('\\')) plain = plain.replace(WRAPPER, '').replace(SWITCH, '')
  // eslint-disable-next-line no-control-regex
  return composeAccents(plain).replace(/~/g, ' ').replace(/[{}]/g, '').replace(/[\u0001-\u0007]/g, (held) => PRINTED[held.charCodeAt(0) - 1]![1])
}
