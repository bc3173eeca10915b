/** Small tests on the characters and braces of a text with TeX. */

/** Where each opening brace is closed; braces behind a backslash and braces without partner are left out. */
export function matchBraces(s: string): Map<number, number> {
  const map = new Map<number, number>()
  const open: number[] = []
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i)
    if (c === 92) i++
    else if (c === 123) open.push(i)
    else if (c === 125 && open.length > 0) map.set(open.pop()!, i)
  }
  return map
}

/** Braces that group rather than stand in the text: not `{0, 1}` and not `{"a": 1}`. */
export function isGroup(s: string, open: number, close: number): boolean {
  if (s[open + 1] === '\\') return true
  // `mathcal{O}` that has lost its backslash reads better with its braces
  if (open > 0 && isLetter(s.charCodeAt(open - 1)) && /(?:math[a-z]+|sqrt|frac|text[a-z]*|tilde|hat|bar)$/.test(s.slice(Math.max(0, open - 12), open))) return false
  for (let i = open + 1; i < close && i < open + 200; i++) if (',:|"=<>'.includes(s[i]!)) return false
  return !/\d/.test(s[open + 1]!)
}

/** Whether a character may start something other than plain text. */
export function isSpecial(c: number): boolean {
  // $ ' - H \ ^ _ ` h { ~
  return c === 36 || c === 39 || c === 45 || c === 72 || c === 92 || c === 94 || c === 95 || c === 96 || c === 104 || c === 123 || c === 126
}

export function isLetter(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90)
}

export function isBlank(c: string): boolean {
  return c === ' ' || c === '\n' || c === '\t' || c === '\r'
}

export function skipBlanks(s: string, i: number, end: number): number {
  while (i < end && isBlank(s[i]!)) i++
  return i
}

/** TeX swallows the blanks after a command; a single one before a word is what the author meant as a gap only after `\ `. */
export function afterSymbol(s: string, i: number, end: number): number {
  return s[i] === ' ' && i + 1 < end && isLetter(s.charCodeAt(i + 1)) ? i + 1 : i
}
export function skipEmptyGroup(s: string, i: number, end: number): number {
  return i + 1 < end && s[i] === '{' && s[i + 1] === '}' ? i + 2 : i
}
