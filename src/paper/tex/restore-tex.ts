/** Writes one damaged formula (`Oleft(k^{-3} right)`, `1{nepsilon}`) as TeX again. */
import { FONT, takeApart } from './damaged-words.ts'

/** The formula with its commands, fractions and set braces given back; undefined where it cannot be made whole. */
export function restoreTex(run: string): string | undefined {
  let s = run.replace(/!+/g, '')
  s = s.replace(/ ?(?:right|[bB]iggr?)(?=\s?[)\]}|])\s?|(?:left|right|[bB]igg?[lr]?)(?=\s?[()[\]{}|])\s?/g, '')
  s = s.replace(/\b(max|min|inf|sup)\{/g, '$1\u0001') // a set: the brace was `\{`
  s = closeSets(s)
  s = moveFontBraces(s)
  s = restoreFractions(s)
  const restored = letters(s)
    .replaceAll('\u0001', '\\{')
    .replaceAll('\u0002', '\\}')
    .replace(/(?<!\\)%/g, '\\%')
    .replace(/(?<!\\)[#&]/g, '\\$&')
    .replace(/ {2,}/g, ' ')
    .trim()
  return balanced(restored) ? restored : undefined
}

function closeSets(s: string): string {
  if (!s.includes('\u0001')) return s
  const chars = [...s]
  const open: string[] = []
  for (let i = 0; i < chars.length; i++) {
    const c = chars[i]!
    if (c === '{' || c === '\u0001') open.push(c)
    else if (c === '}' && open.pop() === '\u0001') chars[i] = '\u0002'
  }
  return chars.join('')
}

/** `mathcal{C_Phi/m}` was `\mathcal{C}_\Phi/m`: fonts are set on one letter or word. */
function moveFontBraces(s: string): string {
  let out = s
  for (let guard = 0; guard < 20; guard++) {
    const found = /(math(?:cal|bb|frak|scr|sf|bf|rm))\{([A-Z][a-z]*)(?=[^}A-Za-z0-9])/.exec(out)
    if (found === null) break
    const open = found.index + found[1]!.length
    let depth = 0
    let close = -1
    for (let i = open; i < out.length; i++) {
      if (out[i] === '{') depth++
      else if (out[i] === '}' && --depth === 0) {
        close = i
        break
      }
    }
    const rest = open + 1 + found[2]!.length
    if (close < 0) break
    out = `${out.slice(0, rest)}}${out.slice(rest, close)}${out.slice(close + 1)}`
    if (out.length > 2000) break
  }
  return out
}

/** `1{2}` was `\frac{1}{2}`, `sqrt{p}{n}` was `\frac{\sqrt{p}}{n}`, `^2{3}` was `^{2/3}`. */
function restoreFractions(source: string): string {
  let s = source.replace(/\b([td]?frac)\{([^{}]*)\{([^{}]*)\}\}/g, '$1{$2}{$3}')
  for (let guard = 0, from = 0; guard < 20; guard++) {
    const open = lostFraction(s, from)
    if (open < 0) break
    const close = matching(s, open)
    if (close < 0) break
    const start = numerator(s, open)
    const top = s.slice(start, open)
    if (top.trim() === '') {
      from = open + 1
      continue
    }
    const below = s.slice(open + 1, close).replace(/^\{(.*)\}$/, '$1')
    const before = s[start - 1]
    const written = before === '^' || before === '_' ? `{${top}/${below}}` : `\u0003{${top}}{${below}}`
    s = s.slice(0, start) + written + s.slice(close + 1)
    from = start + 1
  }
  return s // with \u0003 for `\frac`, whose letters are not to be taken apart
}

/** A brace that is nobody's argument. */
function lostFraction(s: string, from: number): number {
  for (let i = Math.max(1, from); i < s.length; i++) {
    if (s[i] !== '{' || /^\{(?:sf|bf|rm|it|tt|cal|sc) /.test(s.slice(i, i + 6))) continue
    const c = s[i - 1]!
    if (/[0-9]/.test(c)) return i
    if (c === ')' && /\w/.test(s[i + 1] ?? '')) return i
    if (/[A-Za-z]/.test(c)) {
      const word = /[A-Za-z]+$/.exec(s.slice(Math.max(0, i - 24), i))![0]
      if (!/(?:frac|sqrt|binom|tilde|hat|bar|vec|dot|check|line|brace)$/.test(word) && ![...FONT].some((font) => word.endsWith(font))) return i
    }
    if (c === '}') {
      const opener = openOf(s, i - 1)
      if (opener > 0 && s[opener - 1] !== '}' && !/(?:frac|\u0003)$/.test(s.slice(0, opener)) && !/^\{[-=<>+]\}$/.test(s.slice(opener, i))) return i
    }
  }
  return -1
}

/** Where the numerator before the brace at `open` starts. */
function numerator(s: string, open: number): number {
  let i = open - 1
  while (i >= 0) {
    const c = s[i]!
    if (c === '}' || c === ')' || c === ']') {
      const opener = openOf(s, i)
      if (opener < 0) return i + 1
      i = opener - 1
      continue
    }
    if ('({[,=<>|/ \u0001'.includes(c)) break
    if (c === '+' || c === '-') {
      // `^{-1+p{p}}`: a whole exponent is one fraction
      const head = /\^\{-$/.exec(s.slice(0, s.lastIndexOf('{', i) + 2))
      if (head !== null && c === '+') {
        i--
        continue
      }
      break
    }
    if (c === '^' && /^\d$/.test(s.slice(i + 1, open))) break
    i--
  }
  return i + 1
}

function matching(s: string, open: number): number {
  let depth = 0
  for (let i = open; i < s.length; i++) {
    if (s[i] === '{') depth++
    else if (s[i] === '}' && --depth === 0) return i
  }
  return -1
}
function openOf(s: string, close: number): number {
  const [o, c] = s[close] === '}' ? ['{', '}'] : s[close] === ')' ? ['(', ')'] : ['[', ']']
  let depth = 0
  for (let i = close; i >= 0; i--) {
    if (s[i] === c) depth++
    else if (s[i] === o && --depth === 0) return i
  }
  return -1
}

/** Gives the commands among the letters their backslash. */
function letters(s: string): string {
  let out = ''
  const command = /\u0003|(?<=(?:text|operatorname|textbf|textit|textrm|mathrm|mathsf)\{)[^{}]+|(?<=\{)(?:sf|bf|rm|it|tt|cal|sc)(?= )|[A-Za-z]+/g
  let at = 0
  for (const match of s.matchAll(command)) {
    out += s.slice(at, match.index)
    at = match.index + match[0].length
    const word = match[0]
    if (word === '\u0003') {
      out += '\\frac'
      continue
    }
    if (/^(?:sf|bf|rm|it|tt|cal|sc)$/.test(word) && out.endsWith('{') && s[at] === ' ') {
      out += `\\${word}`
      continue
    }
    if (/\\(?:text|operatorname|textbf|textit|textrm|mathrm|mathsf)\{$/.test(out)) {
      out += word
      continue
    }
    const script = /[_^]$/.test(out)
    let pieces = takeApart(word)
    if (script && /^(?:nd|th|st|rd)$/.test(word)) pieces = [`{\\text{${word}}}`]
    else if (script && /^[A-Z]{2,}$/.test(word)) pieces = [`{\\mathrm{${word}}}`]
    else if (script && pieces[0]!.startsWith('\\mathrm')) pieces = [`{${pieces[0]}}`]
    for (const piece of pieces) {
      if (/\\[a-zA-Z]+$/.test(out) && /^[a-zA-Z]/.test(piece)) out += ' '
      out += piece
    }
    if (/\\[a-zA-Z]+$/.test(out) && /[a-zA-Z]/.test(s[at] ?? '')) out += ' '
  }
  return out + s.slice(at)
}

function balanced(s: string): boolean {
  let depth = 0
  for (let i = 0; i < s.length; i++) {
    if (s[i] === '\\') i++
    else if (s[i] === '{') depth++
    else if (s[i] === '}' && --depth < 0) return false
  }
  return depth === 0
}
