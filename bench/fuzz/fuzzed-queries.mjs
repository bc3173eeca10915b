/**
 * Queries as nobody sane writes them, and some as people do: every Unicode plane, operators, quotation marks in each
 * other, TeX that never closes, texts far too long, halves of characters, control characters.
 */

const FIELDS = ['title', 'author', 'cat', 'venue', 'id', 'before', 'after', 'ti', 'au', 'doi', 'arxiv', 'since', 'until', 'nofield', 'x', '']
const MARKS = ['"', '“', '”', '„', "'", '-', '--', '—', '+', ':', '::', '(', ')', '[', ']', '{', '}', '*', '?', '~', '^', '\\', '/', '|', '&&', '||', '!', '=', '<', '>', '%', '_', '#', '@', ';', ',', '.', '…', '\\"']
const OPERATORS = ['AND', 'OR', 'NOT', 'NEAR', 'and', 'or', 'not', 'title:', 'author:"', '-title:', '-"', '-cat:cs', 'before:2020', 'after:2020', 'before:', 'id:', 'cat:cs.LG,cs.CL', 'cat:,,,', 'venue:"']
const DATES = ['2020', '2020-13', '2020-02-30', '0000', '9999-12-31', '-1', '99999999999999999999', '2020/01/01', 'yesterday', '1e9', 'NaN', '２０２０']
const IDENTIFIERS = ['2405.00001', '2405.00001v3', 'hep-th/9901001', 'https://arxiv.org/abs/2405.00001v3', '10.1000/nothing', 'https://doi.org/10.1000/x', 'arXiv:', 'arXiv:9999.99999', 'doi:10.', 'https://', 'javascript:alert(1)', '../../etc/passwd']
const TEX = ['\\frac{', '}{', '}', '{', '$', '$$', '\\(', '\\)', '\\[', '\\]', '^{', '_{', '\\ell_p', '\\mathbb{R}', '\\left(', '\\right)', '\\sqrt[', '\\begin{', '\\end{', '\\alpha', '\\"o', "\\'{e}", '\\text{', '\\\\', '\\', '%', '&', '~', '\\operatorname{', 'x^2', '\\c{c}', '\\unknown', '\\sum_{i=1}^n']
const NAMES = ['__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', 'true', '0', '-0', '1e309', '[object Object]', "'; drop table papers; --", '<script>alert(1)</script>', '${7*7}', '{{7*7}}', '%00', '%s%n']
const COMMON = ['of', 'the', 'a', 'in', 'we', 'and', 'for', 'to', 'is', 'on']
/** Direction marks, joiners, variation selectors, marks that stack, line separators. */
const ODD = ['\u200b', '\u200d', '\u202e', '\u2066', '\ufeff', '\u0301', '\u0489', '\ufe0f', '\u2028', '\u2029', '\u0085', '\u00a0', '\u3000', '\u0000', '\u001b', '\u007f', '\ufffe', '\uffff', 'ﷺ', 'ǆ', 'ﬃ', 'İ', 'ß', 'ẞ', 'ſ', '\u1160', '가', '👨‍👩‍👧‍👦', '🇩🇪']

/**
 * @param {() => number} random from 0 to below 1
 * @param {readonly string[]} words of the papers that are searched
 * @returns {(number: number) => { kind: string, text: string }} the query with a number; the kinds take turns, so numbers should count up
 */
export function fuzzedQueries(random, words) {
  const below = (/** @type {number} */ count) => Math.floor(random() * count)
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => /** @type {T} */ (list[below(list.length)])
  const some = (/** @type {number} */ most, /** @type {() => string} */ make, between = ' ') => Array.from({ length: 1 + below(most) }, make).join(between)
  const word = () => pick(words)
  const blank = () => pick([' ', ' ', '', '\t', '\n', '  ', '\u00a0'])
  const anyUnit = () => String.fromCharCode(below(0x10000))
  /** Every plane as likely as the next; halves of pairs among the first. */
  const anyCharacter = () => String.fromCodePoint(below(17) * 0x10000 + below(0x10000))
  const half = () => String.fromCharCode(0xd800 + below(0x800))
  const control = () => String.fromCharCode(pick([below(0x20), 0x7f + below(0x21)]))
  const field = () => `${pick(['', '-', '', '--'])}${pick(FIELDS)}${pick([':', ':', '::', ': '])}${pick(['', '"', '“'])}${pick([word, () => pick(DATES), () => pick(IDENTIFIERS), anyCharacter, () => pick(NAMES)])()}${pick(['', '"', '”'])}`
  const anything = () => pick([word, word, anyCharacter, half, control, field, () => pick(MARKS), () => pick(OPERATORS), () => pick(TEX), () => pick(NAMES), () => pick(ODD), () => pick(COMMON)])()
  const nested = (/** @type {number} */ depth, /** @type {string} */ open, /** @type {string} */ close) => open.repeat(below(depth)) + some(4, word) + close.repeat(below(depth))

  /** @type {Readonly<Record<string, () => string>>} */
  const kinds = {
    'some words': () => some(6, word),
    'characters of any plane': () => some(30, anyCharacter, pick(['', ' '])),
    'any 16 bits': () => some(60, anyUnit, ''),
    'halves of characters': () => some(20, () => pick([half, word])(), pick(['', ' '])),
    'control characters': () => some(40, () => pick([control, word])(), ''),
    marks: () => some(20, () => pick(MARKS) + blank(), ''),
    operators: () => some(15, () => pick([() => pick(OPERATORS), word])(), pick(['', ' '])),
    fields: () => some(12, field, blank()),
    'nested quotes': () => nested(60, pick(['"', '“', '"-', '(', '"title:', '"“']), pick(['"', '”', ')', ''])),
    TeX: () => some(30, () => pick([() => pick(TEX), word])(), pick(['', ' '])),
    'nested TeX': () => nested(3000, pick(['\\frac{', '{', '$', '\\sqrt{', '^{', '\\left(', '\\text{$']), pick(['}', '}{', '$', ''])),
    'odd characters': () => some(25, () => pick(ODD) + pick([word, () => ''])(), pick(['', ' '])),
    'a tower of accents': () => word() + '\u0301'.repeat(below(5000)),
    'all at once': () => some(25, anything, pick(['', ' '])),
    'names of programs': () => pick(NAMES),
    identifiers: () => `${pick(['', ' ', '"'])}${pick(IDENTIFIERS)}${pick(['', '"', ' ', word()])}`,
    'as long as an abstract': () => some(300, word),
    'as long as a page': () => some(3000, () => pick([word, word, word, anything])()),
    'one thing again and again': () => pick([word(), 'a', 'é', '"a ', '-a ', 'title:a ', `"${word()} ${word()}" `, '\\', '$', 'x-', '😀']).repeat(1 + below(4000)),
    'a book of anything': () => some(20_000, anyUnit, ''),
    // What there is most of, as words, as phrases and as what is not wanted.
    'common words': () => some(40, () => pick(COMMON)),
    'common phrases': () => some(40, () => `${pick(['', '-'])}"${pick(COMMON)} ${pick([() => pick(COMMON), word])()}"`),
    'common restrictions': () => some(40, () => `${pick(['', '-', 'title:', 'author:'])}${pick([() => pick(COMMON), word])()}`),
    nothing: () => '',
  }
  const names = Object.keys(kinds)
  return (number) => {
    const kind = /** @type {string} */ (names[number % names.length])
    return { kind, text: /** @type {() => string} */ (kinds[kind])() }
  }
}
