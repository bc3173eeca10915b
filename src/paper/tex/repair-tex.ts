import { closingDollar } from './closing-dollar.ts'
import { ACCENT, COMMANDS, FONT, INFIX, holdsCommand, takeApart } from './damaged-words.ts'
import { restoreTex } from './restore-tex.ts'
import { GREEK } from './symbols.ts'

const MAX_RUN_TOKENS = 24
const MAX_RUN = 240
const MAX_TEXT = 300_000
const GREEK_NAMES = [...GREEK.keys()].sort((a, b) => b.length - a.length).join('|')
/** Greek letters that no English sentence holds by itself. */
const FOREIGN = new Set('epsilon theta lambda eta sigma mu tau rho phi psi xi zeta kappa nu Omega Theta Sigma Phi Psi Lambda Gamma alpha beta'.split(' '))

const SCRIPTED = new RegExp(String.raw`(?:[A-Za-z0-9)\]}|]|')\^(?:[A-Za-z0-9{*+(\-])|(?<=[A-Za-z)\]}|])_\{`)
const INDEXED = new RegExp(
  String.raw`(?<![A-Za-z0-9_/])(?:[A-Za-z]|ell|min|max|sup|inf|sum|int|prod|lim|argmin|argmax|log|${GREEK_NAMES})_(?:[A-Za-z0-9]|max|min|infty|[A-Z]{2,4}|${GREEK_NAMES})(?![A-Za-z0-9_])|[|)]_(?:\d|infty)(?![A-Za-z0-9_])`,
)
const DELIMITED = new RegExp(
  String.raw`(?<![A-Za-z])(?:[A-Za-z]{1,2}|${GREEK_NAMES}|log|exp|propto|\d)(?:left|right|[bB]igg?)[([|{]|(?:[}\d)\]]|(?<![A-Za-z])[ac-eg-vx-zAC-EG-VX-Z])(?:right|[bB]igg?)[)\]|]`,
)
const APPLIED = new RegExp(String.raw`(?<![A-Za-z])(?:Omega|Theta|Gamma|Phi|Psi|Sigma|Delta|Lambda|sigma|phi|psi|rho|mu|pi)\((?!s\))`)
const COMPARED = new RegExp(
  String.raw`(?<![\w.\-])(?:\d+|[A-Za-z])[-+/*=<>](?:${GREEK_NAMES})(?![A-Za-z])|(?<![A-Za-z\-/])(?:${GREEK_NAMES})(?:[=<>+*]|/\d)|[(,](?:\d+|[A-Za-z])/(?:${GREEK_NAMES})(?![A-Za-z])`,
)
const BRACED = /(?<![A-Za-z])(?:\d+|[a-z])\{\{?[\dA-Za-z][^{}"]*\}|(?:sqrt|frac|text|math[a-z]+|tilde|hat|bar|overline)[{[]|^\(?\{(?:sf|bf|cal|rm)$|[^\s{]\{(?:sf|bf|cal|rm)$|\{[<>=]\}/
const COUNTED = /^\(?\d+times(?![a-z])|[\])]times(?![a-z])|[Oo]\((?!blog|clog|flog|slog|vlog)[A-Za-z]{1,2}log(?![a-z])/
const ADJUSTED = /^\(?sim\d[\d.,–-]*(?:times|[kKMB]?(?!-?[A-Za-z\d]))|[a-z],?!+[a-z0-9]|^\(?sim!+$/
const SIGN = new RegExp(`${GREEK_NAMES}|sim`)
const LONE = new RegExp(String.raw`(?<![A-Za-z0-9_\\$])(?:${GREEK_NAMES})(?![A-Za-z0-9_$'’])`, 'g')
/** A switch of size glued to what it made small (`scriptsizeFLaws`): it says nothing of the text, so it goes. */
const GLUED_SIZE = /(?<![A-Za-z\\])(?:scriptsize|footnotesize)(?=[A-Z])/g
const PROTECTED = /\$[^$\n]{1,400}\$|\\\([^\n]{1,400}?\\\)|\\\[[^\n]{1,400}?\\\]|https?:\/\/[^\s{}]{0,500}(?:\{[^\s{}]{0,100}\}[^\s{}]{0,500})*|`[^`\n]{1,100}`/g

interface Token {
  readonly text: string
  readonly from: number
  readonly to: number
}

/**
 * Gives back the backslashes and dollar signs that a text has lost (saved pages write `ell_p`, `Oleft(k^{-3} right)`,
 * `mathcal{O}(1/epsilon^4)`, `1{2}` for a half). Conservative: a text without such damage comes back unchanged, and so
 * does a passage that cannot be made whole. Never throws.
 */
export function repairTex(text: string): string {
  if (text.length > MAX_TEXT || !/[_^{(!<>=/\d]|[a-z]{3}/.test(text)) return text
  text = text.replace(GLUED_SIZE, '')
  const names = new Set<string>()
  const parts: { text: string; open: boolean }[] = []
  let at = 0
  for (const match of text.matchAll(PROTECTED)) {
    if (match[0].startsWith('$') && closingDollar(text, match.index, text.length) === undefined) continue // money
    parts.push(...repairRuns(text.slice(at, match.index), names), { text: match[0], open: false })
    at = match.index + match[0].length
  }
  parts.push(...repairRuns(text.slice(at), names))
  const damaged = names.size > 0
  return parts.map((part) => (part.open ? repairWords(part.text, names, damaged) : part.text)).join('')
}

/** Splits a text into what stays open and repaired formulas, noting the commands that were found. */
function repairRuns(text: string, names: Set<string>): { text: string; open: boolean }[] {
  const out: { text: string; open: boolean }[] = []
  const tokens: Token[] = [...text.matchAll(/\S+/g)].map((m) => ({ text: m[0], from: m.index, to: m.index + m[0].length }))
  let at = 0
  let floor = 0
  for (let i = 0; i < tokens.length; i++) {
    if (!isStrong(tokens, i)) continue
    const [first, last] = grow(tokens, i, floor)
    const found = trim(text, tokens[first]!.from, tokens[last]!.to)
    i = last
    floor = last + 1
    if (found === undefined || found.from < at) continue
    const tex = restoreTex(text.slice(found.from, found.to))
    if (tex === undefined || tex === '') continue
    for (const name of tex.matchAll(/\\([a-zA-Z]+)/g)) names.add(name[1]!)
    names.add('')
    out.push({ text: text.slice(at, found.from), open: true }, { text: `$${tex}$`, open: false })
    at = found.to
  }
  out.push({ text: text.slice(at), open: true })
  return out
}

/** Whether a token by itself tells of damage. */
function isStrong(tokens: readonly Token[], i: number): boolean {
  const t = tokens[i]!.text
  if (t.includes('\\') || t.includes('@') || t.includes('://') || t.length > MAX_RUN) return false
  if (SCRIPTED.test(t) || INDEXED.test(t) || DELIMITED.test(t) || APPLIED.test(t) || COMPARED.test(t) || BRACED.test(t) || COUNTED.test(t)) return true
  if (ADJUSTED.test(t) && SIGN.test(t)) return true
  for (const word of t.matchAll(/[A-Za-z]{3,}/g)) if (holdsCommand(word[0])) return true
  const core = bare(t)
  const next = tokens[i + 1]?.text ?? ''
  const before = i > 0 ? tokens[i - 1]!.text : ''
  if (/^[a-z](?:ll|gg)$/.test(t) && gluedInfix(t, next)) return true
  if (/^[A-HJ-Z](?:times|to)$/.test(t) && /^[A-Z][.,;:)]*$/.test(next)) return true
  if (GREEK.has(t) && next === 'in' && /^[([]\d/.test(tokens[i + 2]?.text ?? '')) return true
  if (core === t && ACCENT.has(core) && /^(?:[A-Z]|Omega|Theta)\(/.test(next)) return true
  if (INFIX.has(core) && core === t && /^(?:times|circ|le|ge|ll|gg|to|in|approx|sim)$/.test(core)) {
    if (/^(?:times|circ|ll|gg|le|ge)$/.test(core)) return isVariable(before) && isVariable(bare(next)) && !/^[a-z]\w/.test(bare(next))
    return core === 'approx' && /^\d/.test(next)
  }
  return false
}

function isVariable(t: string): boolean {
  return /^\(?(?:[b-zB-HJ-Z]|A|\d+|[A-Za-z]_\w|Gamma|Delta|Sigma|Omega)$/.test(t)
}

/** Extends a run from the token at `i` to the neighbours that belong to the formula. */
function grow(tokens: readonly Token[], i: number, floor: number): [number, number] {
  let first = i
  let last = i
  let rounds = 0
  for (; rounds < MAX_RUN_TOKENS && last + 1 < tokens.length; rounds++) {
    // a bracket that the sentence opened before the formula is not the formula's to close
    const run = openCount(tokens[first]!.text) > 0 ? joined(tokens, first, last).replace(/^\(/, '') : joined(tokens, first, last)
    if (run.length > MAX_RUN) break
    const next = tokens[last + 1]!.text
    if (openCount(run) > 0) {
      last++
      continue
    }
    if (/[.,;:!?]$/.test(run) || suffixed(run)) break
    const after = tokens[last + 2]?.text
    if (isInfix(next) && after !== undefined && !(next === 'to' && /^\d/.test(after)) && (isOperand(after) || isStrong(tokens, last + 2))) last += 2
    else if (endsInInfix(tokens[last]!.text) && (isOperand(next) || /^[\w|]+[<>=][\w|]+[.,;:]?$/.test(next))) last++
    else if (FONT.has(bare(tokens[last]!.text)) || ACCENT.has(bare(tokens[last]!.text))) last++
    else if (!next.startsWith('{\\') && (isStrong(tokens, last + 1) || isFactor(next) || gluedInfix(next, after) || /^(?:right|big)[)\]]/.test(next))) last++
    else if (/^[A-Za-z]$/.test(bare(tokens[last]!.text)) && next.startsWith('(') && isStrong(tokens, last + 1)) last++
    else break
  }
  // a run that never closes is no run: keep to the token itself
  if (openCount(joined(tokens, first, last).replace(/^\(/, '')) > 0) last = i
  const grown: [number, number] = [first, last]
  let opened = false
  for (; rounds < MAX_RUN_TOKENS && first > floor; rounds++) {
    const prev = tokens[first - 1]!.text
    if (/[.,;:!?)]$/.test(prev) && !/^[A-Za-z]\([A-Za-z]\)$/.test(prev)) break
    const head = tokens[first]!.text
    const before = tokens[first - 2]?.text
    if (FONT.has(prev) || ACCENT.has(prev)) first--
    else if (isInfix(prev) && first - 2 >= floor && before !== undefined && !/[.,;:!?]$/.test(before) && isOperand(before)) first -= 2
    else if (isInfix(bare(head)) && isOperand(prev) ) first--
    else if (gluedInfix(prev, head)) first--
    else if (head.startsWith('(') && /^(?:[OoE]|Omega|Theta)$/.test(prev)) first--
    else if (/^\(?[A-Za-z]+[({[]/.test(prev) && openCount(prev) > 0 && openCount(prev) < 4 && (/[({[]$/.test(prev) || /[{[]/.test(prev))) {
      first--
      opened = true
    }
    else break
  }
  if (opened) {
    let end = last
    while (end + 1 < tokens.length && end - first < MAX_RUN_TOKENS && openCount(joined(tokens, first, end)) > 0) end++
    if (openCount(joined(tokens, first, end)) > 0) return grown
    last = end
  }
  return [first, last]
}

function joined(tokens: readonly Token[], first: number, last: number): string {
  return tokens.slice(first, last + 1).map((t) => t.text).join(' ')
}
function isInfix(t: string): boolean {
  return /^(?:[=<>+\-|/]|<=|>=|:=|\\leq?)$/.test(t) || (INFIX.has(t) && t !== 'and')
}
/** `leq`, `1leq`, `xin`, `Omegasubseteq`: a relation that waits for its right side. */
function endsInInfix(t: string): boolean {
  const word = /[A-Za-z]+$/.exec(t)?.[0]
  if (word === undefined) return isInfix(t)
  if (isInfix(word)) return true
  const pieces = takeApart(word)
  return pieces.length > 1 && pieces.length < 4 && INFIX.has(pieces[pieces.length - 1]!.slice(1))
}
function isOperand(t: string): boolean {
  const core = bare(t)
  return /^[([|]*(?:[b-zA-HJ-Z]|\d[\d.]*|[A-Z]{2})[)\]]*$/.test(core) || /^[([]?[A-Za-z]{1,2}[([]/.test(core) || GREEK.has(core) || isScripted(core) || /^(?:min|max|sup|inf|log)[{(_]/.test(core) || /^[([]\d[,)]/.test(core)
}
function isFactor(t: string): boolean {
  return /^(?:[b-zB-HJ-Z]|[A-Za-z]\([^)]*\)?(?:d[a-z])?)[.,;:)]*$/.test(t) && !/^[a-z]\(s\)/.test(t)
}
function isScripted(t: string): boolean {
  return SCRIPTED.test(t) || INDEXED.test(t)
}
/** `Uin R^{…}`, `mll n`: a letter and its relation in one word. */
function gluedInfix(t: string, next: string | undefined): boolean {
  const found = /^([A-Za-z]'?|alpha|beta|gamma|delta|epsilon|lambda|theta|sigma|mu|rho|tau)(in|ll|gg|le|ge|leq|geq|neq|times|sim|to|approx)$/.exec(t)
  if (found === null || next === undefined) return false
  if (found[2] === 'in') return /^(?:mathbb|[A-Z]\^|\(0,|\[0|\[-|\\?\{)/.test(next)
  return /^(?:[b-zA-Z]|\d[\d.]*)[.,;:)]*$/.test(next) && !/^(?:ill|ell|all|age|ale|ago|egg|Ill|All)$/.test(t)
}
/** Whether the run ends in an English ending: `-norm`, `-approximate`. */
function suffixed(run: string): boolean {
  const found = /-([A-Za-z]{3,})[A-Za-z\-]*$/.exec(run)
  return found !== null && !COMMANDS.has(found[1]!) && openCount(run) <= 0 && !holdsCommand(found[1]!)
}
function bare(t: string): string {
  return t.replace(/^["'“‘(]+(?=[A-Za-z]+$)|[.,;:!?"'”’]+$/g, '')
}
function openCount(s: string): number {
  let n = 0
  for (const c of s) {
    if (c === '(' || c === '{' || c === '[') n++
    else if (c === ')' || c === '}' || c === ']') n--
  }
  return n
}

/** Takes punctuation, English endings and brackets that belong to the sentence off a run. */
function trim(text: string, start: number, end: number): { from: number; to: number } | undefined {
  let from = start
  let to = end
  for (let guard = 0; guard < 12 && from < to; guard++) {
    const run = text.slice(from, to)
    const suffix = /(?<=[\w)}\]|*])-(?:[A-Za-z]{3,}|[a-z]{2}|(?<=[a-z]{2}-|\)-)[A-Z]{2,})[A-Za-z0-9\-/]*['’]?[a-z]*[).,;:!?"'”]*$/.exec(run)
    if (suffix !== null && !/^-(?:[A-Za-z]*)/.exec(suffix[0])![0].slice(1).split('-').some((w) => COMMANDS.has(w) || holdsCommand(w)) && openCount(run.slice(0, suffix.index)) <= openOf(run)) {
      to -= suffix[0].length
      continue
    }
    if (/[.,;:!?"'”]$/.test(run) && !/^sim!+$/.test(run) && !/^[^']*'$/.test(run.slice(-2, -1) === '^' ? run : '')) {
      to--
      continue
    }
    if (/^["'“‘`.,;:]/.test(run)) {
      from++
      continue
    }
    const sim = /^sim!*(?=\d|$)(?![\d.]+times)/.exec(run)
    if (sim !== null) return { from, to: from + sim[0].length }
    const open = openCount(run)
    if (open < 0 && /[)\]}]$/.test(run)) {
      to--
      continue
    }
    if (open > 0 && /^[([{]/.test(run)) {
      from++
      continue
    }
    if (run.startsWith('(') && wraps(run)) {
      from++
      to--
      continue
    }
    const prefix = /^(?:[A-Z]?[a-z]{3,}|[A-Z]{2,}[a-z]*)-(?=[A-Za-z])/.exec(run)
    if (prefix !== null && !COMMANDS.has(prefix[0].slice(0, -1)) && !holdsCommand(prefix[0].slice(0, -1))) {
      from += prefix[0].length
      continue
    }
    break
  }
  return from < to ? { from, to } : undefined
}
function openOf(run: string): number {
  return Math.max(0, openCount(run))
}
function wraps(run: string): boolean {
  if (!run.endsWith(')')) return false
  let n = 0
  for (let i = 0; i < run.length - 1; i++) {
    if (run[i] === '(') n++
    else if (run[i] === ')' && --n === 0) return false
  }
  return n === 1
}

/** What is damaged in words rather than in formulas: lone Greek letters, `n times d`, list marks. */
function repairWords(text: string, names: ReadonlySet<string>, damaged: boolean): string {
  let out = text.replace(/(?<=^|[.:;] )bullet (?=[A-Z])/g, '$\\bullet$ ')
  if (!damaged) return out
  out = out.replace(/(?<![A-Za-z])([Oo])\(log ([A-Za-z])\)/g, '$$$1(\\log $2)$$')
  out = out.replace(LONE, (name) => (names.has(name) || FOREIGN.has(name) ? `$\\${name}$` : name))
  return out
}
