/** Mathematics in TeX as readable Unicode on one line: ℓₚ, O(k⁻³), ∑ᵢ xᵢ, √n, a/b, ℝᵈ. */
import { tidyMath } from './tidy-math.ts'
import { MATH_ACCENTS, OPERATORS, RELATIONS, TEXT_ACCENTS, GREEK, ORDINARY, TEXT_SYMBOLS } from './symbols.ts'

const MAX_DEPTH = 40
const MAX_TEX = 20_000

const SUP = scripts('0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻAᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂαᵅβᵝγᵞδᵟθᶿϵᵋεᵋφᵠϕᵠχᵡ⊤ᵀ′′″″††‡‡∘°')
const SUB = scripts('0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩϕᵩχᵪ')

function scripts(list: string): ReadonlyMap<string, string> {
  const chars = [...list]
  const map = new Map<string, string>()
  for (let i = 0; i + 1 < chars.length; i += 2) map.set(chars[i]!, chars[i + 1]!)
  return map
}

/** Never throws; what is beyond `MAX_TEX` characters comes back as it stands. */
export function mathToText(tex: string): string {
  if (tex.length > MAX_TEX) return tex
  const reader = new Reader(tidyMath(tex))
  return reader
    .sequence(0, '')
    .replaceAll(GAP, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<=[([{⟨]) | (?=[)\]}⟩,;])/g, '')
    .trim()
    .replace(/ (?=[×±%]$)/, '') // `$2\times$ faster`
    .normalize('NFC')
}

/** A superscript or subscript: in its own characters where all exist, else `^x`, `_(x+y)`. */
export function scriptToText(sign: '^' | '_', text: string): string {
  const body = text.replaceAll(GAP, '').replace(/\s+/g, '')
  if (sign === '^' && /^[*⋆∗]$/.test(body)) return body
  if (body === '') return ''
  const table = sign === '^' ? SUP : SUB
  let written = ''
  for (const c of body) {
    const small = table.get(c)
    if (small === undefined) {
      written = ''
      break
    }
    written += small
  }
  if (written !== '') return written
  return [...body].length === 1 || /^\(.*\)$/.test(body) ? sign + body : `${sign}(${body})`
}

class Reader {
  readonly s: string
  i = 0
  constructor(s: string) {
    this.s = s
  }

  /** Reads until `stop` (`}` or `]`) or the end. */
  sequence(depth: number, stop: string): string {
    let out = ''
    while (this.i < this.s.length) {
      const c = this.s[this.i]!
      if (stop !== '' && c === stop) {
        this.i++
        break
      }
      out = join(out, this.atom(depth))
    }
    return out
  }

  atom(depth: number): Piece {
    const c = this.s[this.i]!
    if (c === '\\') return this.command(depth)
    if (c === '{') {
      if (depth > MAX_DEPTH) return this.i++, ''
      this.i++
      return this.sequence(depth + 1, '}')
    }
    if (c === '^' || c === '_') {
      this.i++
      return { script: scriptToText(c, text(this.argument(depth))) }
    }
    const code = this.s.codePointAt(this.i)!
    this.i += code > 0xffff ? 2 : 1
    if (c === '}' || c === '$') return ''
    if (c === '&') return ' '
    if (c === '~') return ' '
    if (c === "'") return '′'
    if (c === '-') return '−'
    return String.fromCodePoint(code)
  }

  argument(depth: number): Piece {
    while (this.s[this.i] === ' ') this.i++
    if (this.i >= this.s.length || this.s[this.i] === '}') return ''
    return depth > MAX_DEPTH ? (this.i++, '') : this.atom(depth + 1)
  }

  /** The source of an argument, for text and names. */
  raw(): string {
    while (this.s[this.i] === ' ') this.i++
    if (this.s[this.i] !== '{') return this.s[this.i++] ?? ''
    let depth = 0
    const from = this.i + 1
    for (; this.i < this.s.length; this.i++) {
      const c = this.s[this.i]
      if (c === '\\') this.i++
      else if (c === '{') depth++
      else if (c === '}' && --depth === 0) break
    }
    return this.s.slice(from, this.i++)
  }

  command(depth: number): Piece {
    const s = this.s
    this.i++
    const c = s[this.i]
    if (c === undefined) return ''
    if (!/[a-zA-Z]/.test(c)) {
      this.i += c.length
      if (c === '\\' || c === ',' || c === ';' || c === ':' || c === ' ' || c === '\n' || c === '>') return ' '
      if (c === '!' || c === '-' || c === '/' || c === '(' || c === ')' || c === '[' || c === ']') return ''
      if (c === '|') return '‖'
      const accent = TEXT_ACCENTS.get(c)
      return accent === undefined ? c : accented(text(this.argument(depth)), accent)
    }
    const from = this.i
    while (this.i < s.length && /[a-zA-Z]/.test(s[this.i]!)) this.i++
    const name = s.slice(from, this.i)
    while (s[this.i] === ' ') this.i++
    const plain = GREEK.get(name) ?? ORDINARY.get(name)
    if (plain !== undefined) return plain
    const relation = RELATIONS.get(name)
    if (relation !== undefined) return { relation }
    if (OPERATORS.has(name)) return { operator: name === 'bmod' || name === 'pmod' ? 'mod' : name }
    const accent = MATH_ACCENTS.get(name)
    if (accent !== undefined) return accented(text(this.argument(depth)), accent)
    switch (name) {
      case 'frac': case 'tfrac': case 'dfrac': case 'nicefrac': case 'sfrac':
        return `${bracketed(text(this.argument(depth)), true)}/${bracketed(text(this.argument(depth)))}`
      case 'binom': case 'tbinom': case 'dbinom':
        return `C(${text(this.argument(depth))}, ${text(this.argument(depth))})`
      case 'sqrt': {
        let root = ''
        if (s[this.i] === '[') {
          this.i++
          root = scriptToText('^', depth > MAX_DEPTH ? '' : this.sequence(depth + 1, ']'))
        }
        return `${root}√${bracketed(text(this.argument(depth)))}`
      }
      case 'mathbb': case 'Bbb': case 'mathds':
        return lettered(text(this.argument(depth)), doubleStruck)
      case 'mathcal': case 'mathscr': case 'cal':
        return lettered(text(this.argument(depth)), script)
      case 'mathfrak': case 'frak':
        return lettered(text(this.argument(depth)), fraktur)
      case 'operatorname': {
        if (s[this.i] === '*') this.i++
        return { operator: text(this.argument(depth)) }
      }
      case 'text': case 'mbox': case 'hbox': case 'textrm': case 'textit': case 'textbf': case 'textsf': case 'texttt': case 'textnormal': case 'textsc': case 'emph': {
        return verbatim(this.raw())
      }
      case 'quad': case 'qquad': case 'hspace': case 'vspace': {
        if (name.endsWith('space')) this.raw()
        return ' '
      }
      case 'begin': case 'end': case 'color': case 'label': case 'tag': case 'phantom': case 'hphantom': case 'vphantom':
        this.raw()
        return ''
      case 'left': case 'right': case 'middle': case 'big': case 'Big': case 'bigg': case 'Bigg': case 'bigl': case 'bigr': case 'Bigl': case 'Bigr':
      case 'biggl': case 'biggr': case 'Biggl': case 'Biggr': case 'bigm': case 'Bigm':
        if (s[this.i] === '.') this.i++
        return ''
      case 'not': {
        const next = text(this.argument(depth)).trim()
        return { relation: next === '' ? '¬' : (next + '\u0338').normalize('NFC') }
      }
      case 'mathbf': case 'mathrm': case 'mathit': case 'mathsf': case 'mathtt': case 'boldsymbol': case 'bm': case 'pmb': case 'mathnormal': case 'bold': case 'textcolor':
        if (name === 'textcolor') this.raw()
        return this.argument(depth)
      case 'rm': case 'bf': case 'it': case 'tt': case 'sf': case 'sl': case 'sc': case 'displaystyle': case 'textstyle': case 'scriptstyle': case 'limits':
      case 'nolimits': case 'mathop': case 'mathrel': case 'mathbin': case 'mathord': case 'ensuremath': case 'scriptscriptstyle': case 'mit':
      case 'overset': case 'underset': case 'stackrel':
        if (name === 'overset' || name === 'underset' || name === 'stackrel') this.raw()
        return ''
      case 'over': return '/'
      case 'xspace': return ''
    }
    return TEXT_SYMBOLS.get(name) ?? { operator: name }
  }
}

type Piece = string | { readonly relation: string } | { readonly operator: string } | { readonly script: string }

function text(piece: Piece): string {
  if (typeof piece === 'string') return piece
  return 'relation' in piece ? piece.relation : 'operator' in piece ? piece.operator : piece.script
}

/** Stands after an operator or an index: a letter that follows is set off by a blank. */
const GAP = '\u0001'

/** Sets a piece after what stands already, with blanks round relations and beside words. */
function join(out: string, piece: Piece): string {
  const gap = out.endsWith(GAP)
  const bare = gap ? out.slice(0, -1) : out
  if (typeof piece === 'string') return gap && /^[\p{L}\p{N}√∑∏∫‖]/u.test(piece) ? `${bare} ${piece}` : bare + piece
  if ('script' in piece) return bare + piece.script + (gap || /^[\^_][^(]+$/u.test(piece.script) ? GAP : '')
  if ('operator' in piece) return `${bare}${gap || /[\p{L}\p{M}\p{N})\]]$/u.test(bare.slice(-2)) ? ' ' : ''}${piece.operator}${GAP}`
  const tail = bare.slice(-8).trimEnd()
  return tail === '' || /[([{|,]$/.test(tail) ? bare + piece.relation : `${bare.endsWith(' ') ? bare.slice(0, -1) : bare} ${piece.relation} `
}

function accented(body: string, mark: string): string {
  return [...body].length === 1 ? (body + mark).normalize('NFC') : body
}

/** Puts a part of a fraction or root in brackets where it is more than one thing; a product may stay bare above the line. */
function bracketed(body: string, above = false): string {
  const trimmed = body.replaceAll(GAP, '').trim()
  if (/^(?:[\p{N}.]+|\p{L}[\p{M}\p{No}\p{Lm}ᵢᵣᵤᵥ′*]*|\p{Lu}{2,3}|√?\([^()]*\)|√[\p{L}\p{N}]|[‖|][^‖|]*[‖|])$/u.test(trimmed)) return trimmed
  return above && !/[ +−=<>/,]/.test(trimmed.replace(/\([^()]*\)/g, '')) ? trimmed : `(${trimmed})`
}

function verbatim(source: string): string {
  return source.replace(/[\\{}$]/g, '')
}

const DOUBLE: Readonly<Record<string, string>> = { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ' }
const SCRIPT: Readonly<Record<string, string>> = { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ', e: 'ℯ', g: 'ℊ', o: 'ℴ' }
const FRAKTUR: Readonly<Record<string, string>> = { C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' }

function lettered(body: string, style: (c: string) => string): string {
  let out = ''
  for (const c of body) out += style(c)
  return out
}
/** A letter of a block of Mathematical Alphanumeric Symbols: capitals from `base`, small letters after them. */
function alphanumeric(c: string, base: number): string {
  if (c >= 'A' && c <= 'Z' && c.length === 1) return String.fromCodePoint(base + c.charCodeAt(0) - 65)
  if (c >= 'a' && c <= 'z' && c.length === 1) return String.fromCodePoint(base + 26 + c.charCodeAt(0) - 97)
  return c
}
function doubleStruck(c: string): string {
  if (c >= '0' && c <= '9') return String.fromCodePoint(0x1d7d8 + c.charCodeAt(0) - 48)
  return DOUBLE[c] ?? alphanumeric(c, 0x1d538)
}
function script(c: string): string {
  return SCRIPT[c] ?? alphanumeric(c, 0x1d49c)
}
function fraktur(c: string): string {
  return FRAKTUR[c] ?? alphanumeric(c, 0x1d504)
}
