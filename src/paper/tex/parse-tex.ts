/**
 * Reads a title or abstract (plain text with TeX in it) into a small tree that every face can write out.
 * Understands what authors put into metadata, not all of LaTeX; never throws; linear in the input but for
 * bounded look-ahead.
 */
import { afterSymbol, isBlank, isGroup, isLetter, isSpecial, matchBraces, skipBlanks, skipEmptyGroup } from './characters.ts'
import { closingDollar } from './closing-dollar.ts'
import { isLostLabel } from './lost-label.ts'
import { MATH_ACCENTS, OPERATORS, TEXT_ACCENTS, TEXT_SYMBOLS, mathSymbol } from './symbols.ts'
import { MATH_FONTS, PLAIN_SWITCHES, STYLED, type Style, SWITCHES } from './text-commands.ts'
import { typography } from './typography.ts'
import { addressAt, addressTemplateAt, isWebAddress } from './web-address.ts'

export type TexNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'math'; readonly tex: string; readonly source: string; readonly display: boolean }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly TexNode[] }
  | { readonly kind: 'style'; readonly style: Style; readonly children: readonly TexNode[] }

const MAX_DEPTH = 24
/** Characters that may stand for an address: more are a text that happens to follow it. */
const MAX_LABEL = 400
const WORD = /[a-zA-Z]+/y

/** Parses `source`; adjacent text comes back as one node. */
export function parseTex(source: string): readonly TexNode[] {
  return new Parser(source).run(0, source.length, 0)
}

class Parser {
  readonly source: string
  readonly braces: Map<number, number>
  /** where each closing mark was last found, so that looking ahead stays linear */
  readonly found = new Map<string, number>()
  constructor(source: string) {
    this.source = source
    this.braces = matchBraces(source)
  }

  run(start: number, end: number, depth: number): TexNode[] {
    const s = this.source
    const out: TexNode[] = []
    let text = ''
    const flush = (): void => {
      if (text !== '') out.push({ kind: 'text', text: text.normalize('NFC') })
      text = ''
    }
    const push = (node: TexNode): void => {
      if (node.kind === 'text') {
        text += node.text
        return
      }
      flush()
      out.push(node)
    }
    let i = start
    while (i < end) {
      const plainFrom = i
      while (i < end && !isSpecial(s.charCodeAt(i))) i++
      if (i > plainFrom) text += s.slice(plainFrom, i)
      if (i >= end) break
      const c = s[i]!
      if (c === '$') {
        const found = closingDollar(s, i, end)
        if (found === undefined) {
          text += c
          i++
        } else {
          const tex = s.slice(i + found.width, found.end)
          push({ kind: 'math', tex, source: s.slice(i, found.end + found.width), display: found.width === 2 })
          i = found.end + found.width
        }
      } else if (c === '\\') {
        i = this.command(i, end, depth, push, (style, from) => {
          const children = this.run(from, end, depth + 1)
          push({ kind: 'style', style, children })
        })
      } else if (c === '{') {
        const close = this.braces.get(i)
        if (close === undefined || close >= end || depth >= MAX_DEPTH || !isGroup(s, i, close)) {
          text += c
          i++
        } else {
          for (const node of this.run(i + 1, close, depth + 1)) push(node)
          i = close + 1
        }
      } else if (c === '^' || c === '_') {
        const script = this.script(i, end)
        if (script === undefined) {
          text += c
          i++
        } else {
          push({ kind: 'style', style: c === '^' ? 'sup' : 'sub', children: [{ kind: 'math', tex: script.tex, source: script.tex, display: false }] })
          i = script.next
        }
      } else if (c === 'h' || c === 'H') {
        const next = i > 0 && isLetter(s.charCodeAt(i - 1)) ? i : this.address(i, end, depth, push)
        if (next === i) text += s[i++]!
        else i = next
      } else {
        const [written, next] = typography(s, i, end)
        text += written
        i = next
      }
    }
    flush()
    return out
  }

  /**
   * The bare web address at `i`, with what stands for it where it follows in braces, or with the parts of it that are to be filled in.
   * @param ofHref it stands in an `\href`, so braces hold what stands for it @returns where to go on; `i` where there is none
   */
  address(i: number, end: number, depth: number, push: (n: TexNode) => void, ofHref = false): number {
    const s = this.source
    const found = addressAt(s, i, end)
    const after = i + (found?.written.length ?? 0)
    const braces = found !== undefined && s[after] === '{' && depth < MAX_DEPTH ? this.argument(after, end) : undefined
    if (found !== undefined && braces !== undefined && braces[1] - after <= MAX_LABEL) {
      const label = s.slice(...braces).trim()
      if (ofHref || isLostLabel(found.written, label, s.slice(braces[1] + 1, Math.min(end, braces[1] + 3)))) {
        const isName = label !== '' && !label.includes('://') && !found.href.endsWith(`//${label}`)
        push({ kind: 'link', href: found.href, children: isName ? this.run(braces[0], braces[1], depth + 1) : [{ kind: 'text', text: found.href }] })
        return braces[1] + 1
      }
    }
    if (found !== undefined) push({ kind: 'link', href: found.href, children: [{ kind: 'text', text: found.href }] })
    const shown = i + (found?.href.length ?? 0)
    const template = addressTemplateAt(s, i, end)
    if (template === undefined) return shown
    push({ kind: 'text', text: s.slice(shown, i + template.length) })
    return i + template.length
  }

  find(mark: string, from: number): number {
    const known = this.found.get(mark)
    if (known !== undefined && known >= from) return known
    const at = this.source.indexOf(mark, from)
    const result = at < 0 ? Infinity : at
    this.found.set(mark, result)
    return result
  }

  /** `^{…}` and `_{…}` outside of mathematics, and the bare `x_t`, `R^d`. */
  script(i: number, end: number): { tex: string; next: number } | undefined {
    const s = this.source
    if (i === 0 || !/[\p{L}\p{N})\]}$]/u.test(s[i - 1]!)) return undefined
    if (s[i + 1] === '{') {
      const close = this.braces.get(i + 1)
      if (close === undefined || close >= end || close - i > 60 || close === i + 2) return undefined
      return { tex: s.slice(i + 2, close), next: close + 1 }
    }
    const found = /^(?:\d{1,3}|[a-zA-Z])(?![\p{L}\p{N}_^])/u.exec(s.slice(i + 1, Math.min(end, i + 6)))
    if (found === null) return undefined
    if (s[i] === '_' && /[\p{L}\p{N}_]/u.test(s[i - 2] ?? ' ')) return undefined
    return { tex: found[0], next: i + 1 + found[0].length }
  }

  /** A command at `i`; returns where to go on. */
  command(i: number, end: number, depth: number, push: (n: TexNode) => void, restOfGroup: (style: Style, from: number) => void): number {
    const s = this.source
    const put = (text: string): void => push({ kind: 'text', text })
    const c = i + 1 < end ? s[i + 1]! : ''
    if (c === '') return put('\\'), i + 1
    if (c === '(' || c === '[') {
      const close = this.find(c === '(' ? '\\)' : '\\]', i + 2)
      if (close + 2 > end || close - i > 4000) return put(`\\${c}`), i + 2
      push({ kind: 'math', tex: s.slice(i + 2, close), source: s.slice(i, close + 2), display: c === '[' })
      return close + 2
    }
    if (!isLetter(c.charCodeAt(0))) {
      if (TEXT_ACCENTS.has(c)) return this.accent(c, i + 2, end, `\\${c}`, put)
      if ('%&_$#{}'.includes(c)) return put(c), i + 2
      if (c === '\\') {
        // `\\kappa`: written with its backslash twice on the way here
        WORD.lastIndex = i + 2
        const doubled = WORD.exec(s)?.[0]
        return doubled !== undefined && mathSymbol(doubled) !== undefined ? i + 1 : (put(' '), i + 2)
      }
      if (isBlank(c) || c === ',' || c === ';' || c === ':') return put(' '), i + 2
      if (c === '-' || c === '/' || c === '!' || c === '@') return i + 2
      return put(`\\${c}`), i + 2
    }
    WORD.lastIndex = i + 1
    const name = WORD.exec(s)![0].slice(0, end - i - 1)
    const after = i + 1 + name.length
    const style = STYLED[name]
    const arg = this.argument(after, end)
    const inside = (range: readonly [number, number]): TexNode[] =>
      depth < MAX_DEPTH ? this.run(range[0], range[1], depth + 1) : [{ kind: 'text', text: s.slice(range[0], range[1]) }]
    if (style !== undefined && arg !== undefined) {
      push({ kind: 'style', style, children: inside(arg) })
      return arg[1] + 1
    }
    const switched = SWITCHES[name]
    if (switched !== undefined && depth < MAX_DEPTH) {
      restOfGroup(switched, skipBlanks(s, after, end))
      return end
    }
    if (PLAIN_SWITCHES.has(name)) return skipBlanks(s, after, end)
    if (TEXT_ACCENTS.has(name)) return this.accent(name, after, end, `\\${name}`, put)
    if (TEXT_SYMBOLS.has(name)) {
      put(TEXT_SYMBOLS.get(name)!)
      return skipEmptyGroup(s, afterSymbol(s, after, end), end)
    }
    if (name === 'url' && arg !== undefined) {
      const href = s.slice(arg[0], arg[1]).trim()
      if (isWebAddress(href)) push({ kind: 'link', href, children: [{ kind: 'text', text: href }] })
      else put(href)
      return arg[1] + 1
    }
    if (name === 'href') {
      // `\href{https://…{label}`, or with both braces closed at the end: a brace was lost between the two.
      const at = skipBlanks(s, after, end) + 1
      const isWhole = arg !== undefined && s[arg[1] + 1] === '{'
      const address = s[at - 1] === '{' && !isWhole ? addressAt(s, at, end) : undefined
      if (address !== undefined && s[at + address.written.length] === '{') {
        const next = this.address(at, end, depth, push, true)
        return arg !== undefined && next === arg[1] ? next + 1 : next
      }
    }
    if (name === 'href' && arg !== undefined) {
      const label = this.argument(arg[1] + 1, end)
      const href = s.slice(arg[0], arg[1]).trim().replace(/\\([%#&_~])/g, '$1')
      if (label === undefined) return put(href), arg[1] + 1
      if (isWebAddress(href)) push({ kind: 'link', href, children: inside(label) })
      else for (const node of inside(label)) push(node)
      return label[1] + 1
    }
    if (/^(?:cite[a-z]*|[Cc]ref|ref|eqref|autoref|pageref)$/.test(name) && arg !== undefined) {
      put(`[${s.slice(arg[0], arg[1])}]`)
      return arg[1] + 1
    }
    if (name === 'label' && arg !== undefined) return arg[1] + 1
    if ((name === 'footnote' || name === 'thanks') && arg !== undefined) {
      put(' (')
      for (const node of inside(arg)) push(node)
      put(')')
      return arg[1] + 1
    }
    if ((name === 'begin' || name === 'end') && arg !== undefined) {
      put(' ')
      return arg[1] + 1
    }
    if (mathSymbol(name) !== undefined || MATH_FONTS.has(name) || MATH_ACCENTS.has(name) || OPERATORS.has(name)) {
      let from = after
      if (MATH_FONTS.has(name) || MATH_ACCENTS.has(name)) {
        const letter = /^ ?(?:[A-Za-z0-9]|\\[A-Za-z]+)/.exec(s.slice(after, Math.min(end, after + 20)))
        if (letter !== null) from = after + letter[0].length
      }
      const to = this.bareMath(from, end)
      push({ kind: 'math', tex: s.slice(i, to), source: s.slice(i, to), display: false })
      return to
    }
    if (arg !== undefined) {
      if (arg[0] === arg[1]) put(name)
      else for (const node of inside(arg)) push(node)
      return arg[1] + 1
    }
    put(name.length === 1 ? `\\${name}` : name)
    return after
  }

  /** Where a bare command of mathematics with its arguments and scripts ends: `\mathcal{O}_{x}^2`. */
  bareMath(from: number, end: number): number {
    const s = this.source
    let i = from
    for (let rounds = 0; rounds < 8; rounds++) {
      const open = s[i] === '^' || s[i] === '_' ? i + 1 : i
      if (open < end && s[open] === '{') {
        const close = this.braces.get(open)
        if (close === undefined || close >= end) break
        i = close + 1
      } else if (open > i && open < end && /[\p{L}\p{N}*]/u.test(s[open]!)) i = open + 1
      else break
    }
    return i
  }

  /** The inside of a `{…}` argument at `i`, as [from, to). */
  argument(i: number, end: number): readonly [number, number] | undefined {
    const at = skipBlanks(this.source, i, Math.min(end, i + 3))
    const close = this.source[at] === '{' ? this.braces.get(at) : undefined
    return close === undefined || close >= end ? undefined : [at + 1, close]
  }

  accent(name: string, from: number, end: number, source: string, put: (text: string) => void): number {
    const s = this.source
    const found = /^ ?(?:\{ ?(\\[ij]|[\p{L}]) ?\}|(\\[ij])(?![a-zA-Z]) ?|(\p{L}))/u.exec(s.slice(from, Math.min(end, from + 8)))
    const bare = found?.[3] !== undefined && isLetter(name.charCodeAt(0)) && found[0].length === 1
    if (found === null || bare) {
      put(source)
      return from
    }
    const base = (found[1] ?? found[2] ?? found[3]!).replace('\\', '')
    put((base + TEXT_ACCENTS.get(name)!).normalize('NFC'))
    return from + found[0].length
  }
}
