import { GREEK, ORDINARY, RELATIONS } from './symbols.ts'
import { texToText } from './tex-to-text.ts'

/** ASCII: 0 separates, else the byte to write; 255 sends the text the long way (TeX). */
const ASCII = new Uint8Array(128)
for (let c = 48; c <= 57; c++) ASCII[c] = c
for (let c = 97; c <= 122; c++) {
  ASCII[c] = c
  ASCII[c - 32] = c
}
const TEX = 255
for (const c of '\\${') ASCII[c.charCodeAt(0)] = TEX
/** `^` and `_` before a digit join it to the letter before: L_2, L^2, L₂ and L2 are one word; so are ℓ_p, L^p and Lp. */
const [CARET, UNDERSCORE, BLANK, HASH, PLUS, DOT] = [94, 95, 32, 35, 43, 46]
const [LETTER_C, LETTER_E, LETTER_F, LETTER_L, LETTER_P, LETTER_Q] = [99, 101, 102, 108, 112, 113]

let buffer = Buffer.allocUnsafe(8192)

/**
 * Text for search: lower case, no accents, no punctuation, words separated by single blanks. TeX and Unicode mathematics
 * fold alike (`$\ell_p$`, `ℓ_p`, `ell_p` and `Lp` all give `lp`; `α-divergence` gives `alpha divergence`); every script
 * keeps its letters, CJK as single characters. Plain ASCII without TeX takes a short cut.
 */
export function foldTex(source: string): string {
  const length = source.length
  if (length * 3 > buffer.length) buffer = Buffer.allocUnsafe(length * 3) // `c# ` becomes `csharp `
  const out = buffer
  let n = 0
  let gap = false
  let lone = 0 // the letter, while a word is one letter long
  for (let i = 0; i < length; i++) {
    const c = source.charCodeAt(i)
    if (c > 127) return foldUnicode(hasTex(source) ? texToText(source) : source)
    const b = ASCII[c]!
    if (b !== 0) {
      if (b === TEX) return foldUnicode(texToText(source))
      const begins = gap || n === 0
      if (gap) {
        out[n++] = BLANK
        gap = false
      }
      out[n++] = b
      lone = begins ? b : 0
      if (begins && b === LETTER_E && isEll(source, i)) {
        out[n - 1] = lone = LETTER_L
        i += 2
      }
      continue
    }
    const name = signName(source, i, c, n === 0 || gap ? 0 : lone)
    if (name !== '') {
      if (n > 0 && c === DOT) out[n++] = BLANK
      n += out.write(name, n, 'latin1')
      i += SIGN_LENGTH[c]!
      gap = true
    } else if (n > 0 && !gap && !joins(source, i, c, out[n - 1]!, lone)) gap = true
  }
  return out.toString('latin1', 0, n)
}

/** Whether an index begins at `i` that is one word with what stands before: digits after a letter, p and q after l. */
function joins(s: string, i: number, c: number, last: number, lone: number): boolean {
  if (c !== UNDERSCORE && c !== CARET) return false
  const next = s.charCodeAt(i + 1)
  if (isDigit(next)) return last > 57
  return lone === LETTER_L && (next === LETTER_P || next === LETTER_Q) && !isWordCharacter(s.charCodeAt(i + 2))
}

/** `ell_` and `ell^`: \ell that has lost its backslash. */
function isEll(s: string, i: number): boolean {
  if ((s.charCodeAt(i + 1) | 32) !== LETTER_L || (s.charCodeAt(i + 2) | 32) !== LETTER_L) return false
  const next = s.charCodeAt(i + 3)
  return next === UNDERSCORE || next === CARET || (next > 127 && foldOf(s.codePointAt(i + 3)!).kind === 'index')
}

/** What the signs of a programming language's name are written as: C++ as cpp, C# as csharp, .NET as dotnet; '' else. */
function signName(s: string, i: number, c: number, lone: number): string {
  if (c === PLUS && lone === LETTER_C && s.charCodeAt(i + 1) === PLUS && s.charCodeAt(i + 2) !== PLUS) return 'pp'
  if (c === HASH && (lone === LETTER_C || lone === LETTER_F) && !isWordCharacter(s.charCodeAt(i + 1))) return 'sharp'
  if (c === DOT && s.startsWith('.NET', i) && !isWordCharacter(s.charCodeAt(i + 4)) && (i === 0 || !isWordCharacter(s.charCodeAt(i - 1)))) return 'dotnet'
  return ''
}
/** How many characters follow the sign in such a name. */
const SIGN_LENGTH: Readonly<Record<number, number>> = { [PLUS]: 1, [HASH]: 0, [DOT]: 3 }

function isWordCharacter(c: number): boolean {
  return isDigit(c) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c > 127
}

function hasTex(s: string): boolean {
  return s.includes('\\') || s.includes('$') || s.includes('{')
}
function isDigit(c: number): boolean {
  return c >= 48 && c <= 57
}

/** How one character folds: the text, and how it stands to its neighbours. */
interface Fold {
  readonly text: string
  /** `name`: a word by itself, but for digits after it; `alone`: a word by itself; `index`: joins digits to letters */
  readonly kind: 'letter' | 'blank' | 'mark' | 'name' | 'alone' | 'index'
}

const folds = new Map<number, Fold>()

function foldUnicode(s: string): string {
  let out = ''
  let gap = true // whether a blank stands before what comes
  let last = 0 // the last character written; reading it back from `out` would flatten the string each time
  let named = false // the last was the name of a sign: a digit joins it, a letter does not
  let lone = 0 // the letter, while a word is one letter long
  for (let i = 0; i < s.length; ) {
    const code = s.codePointAt(i)!
    i += code > 0xffff ? 2 : 1
    if (code < 128) {
      const b = ASCII[code]!
      if (b === 0 || b === TEX) {
        const name = signName(s, i - 1, code, gap ? 0 : lone)
        if (name !== '') {
          if (code === DOT && out !== '') out += ' '
          out += name
          i += SIGN_LENGTH[code]!
          gap = true
        } else if (gap || !joins(s, i - 1, code, last, lone)) gap = true
        else named = false
      } else {
        const begins = gap || (named && b > 57)
        if (begins && out !== '') out += ' '
        const ell = begins && b === LETTER_E && isEll(s, i - 1)
        if (ell) i += 2
        last = ell ? LETTER_L : b
        lone = begins ? last : 0
        out += String.fromCharCode(last)
        gap = false
        named = false
      }
      continue
    }
    if (code >= 0x370 && code <= 0x3ff) {
      const end = greekWord(s, i)
      if (end > i) {
        if (out !== '') out += ' '
        out += stripped(s.slice(i - 1, end))
        i = end
        last = 0x3b1
        gap = true
        continue
      }
    }
    const fold = foldOf(code)
    if (fold.kind === 'mark') continue
    if (fold.kind === 'blank') gap = true
    else if (fold.kind === 'index') {
      const digit = isDigit(fold.text.charCodeAt(0))
      const alike = inIndex(s, i, code)
      const ofL = lone === LETTER_L && (fold.text === 'p' || fold.text === 'q')
      const continues = !gap && out !== '' && (digit ? last > 57 || alike : ofL || (alike && !named))
      out += (continues || out === '' ? '' : ' ') + fold.text
      last = fold.text.charCodeAt(fold.text.length - 1)
      gap = false
      named = false
      lone = 0
    } else {
      const begins = gap || named || fold.kind !== 'letter'
      if (out !== '' && begins) out += ' '
      out += fold.text
      lone = begins && fold.text.length === 1 ? fold.text.charCodeAt(0) : 0
      last = fold.text.charCodeAt(fold.text.length - 1)
      gap = fold.kind === 'alone'
      named = fold.kind === 'name'
    }
  }
  return out
}

/** Whether the character before the one that ends at `i` is an index too, on the same side of the line. */
function inIndex(s: string, i: number, code: number): boolean {
  const at = i - (code > 0xffff ? 2 : 1) - 1
  if (at < 0) return false
  const before = s.charCodeAt(at)
  return folds.get(before)?.kind === 'index' && isLow(before) === isLow(code)
}

function isLow(code: number): boolean {
  return (code >= 0x2080 && code <= 0x209c) || (code >= 0x1d62 && code <= 0x1d6a) || code === 0x2c7c
}

/** The end of a word of four or more Greek letters (the language, not mathematics), else `from`. */
function greekWord(s: string, from: number): number {
  let i = from
  while (i < s.length && /[\u0300-\u036f\u0370-\u03ff\u1f00-\u1fff]/.test(s[i]!)) i++
  return i - from >= 3 ? i : from
}

function foldOf(code: number): Fold {
  let fold = folds.get(code)
  if (fold === undefined) {
    fold = foldOne(String.fromCodePoint(code))
    folds.set(code, fold)
  }
  return fold
}

function foldOne(c: string): Fold {
  const name = NAMES.get(c)
  if (name !== undefined) return { text: name, kind: 'name' }
  if (/\p{Mn}/u.test(c)) return { text: '', kind: 'mark' }
  if (/\p{M}/u.test(c)) return { text: c, kind: 'letter' }
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(c)) {
    const text = c.normalize('NFKC').replace(NEITHER_LETTER_NOR_NUMBER, '')
    return { text, kind: text === '' ? 'blank' : 'alone' }
  }
  const text = stripped(c)
  // zero-width joiners and soft hyphens part no word
  if (text === '') return { text, kind: /[\u00ad\u200b-\u200d\u2060\ufeff]/.test(c) ? 'mark' : 'blank' }
  const greek = NAMES.get(text)
  if (greek !== undefined) return { text: greek, kind: 'name' }
  return { text, kind: /[⁰-ₜⁱ¹²³ʰ-ʸᴬ-ᵪᶿᶜᶠᶻˡ]/u.test(c) ? 'index' : 'letter' }
}

/** Lower case without marks; letters that do not decompose are written with their ASCII neighbours. */
function stripped(word: string): string {
  if (/\p{Script=Hangul}/u.test(word)) return word.normalize('NFKC').replace(NEITHER_LETTER_NOR_NUMBER, '') // ㈀ is (ᄀ)
  return word
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(NEITHER_LETTER_NOR_NUMBER, '')
    .replace(/[łøđðħŧıßæœþŋ]/g, (c) => PLAIN[c]!)
}
const NEITHER_LETTER_NOR_NUMBER = /[^\p{L}\p{N}]/gu
const PLAIN: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ŋ: 'ng' }

/** Names of Greek letters and signs, so that ℓ and \ell, α and \alpha meet. Variants meet their letter. */
const NAMES = new Map<string, string>()
for (const table of [GREEK, RELATIONS, ORDINARY])
  for (const [name, sign] of table) {
    if (!/^[a-zA-Z]{2,}$/.test(name) || /^[\u0000-\u024f‐-⁯]+$/.test(sign)) continue
    const plain = name.replace(/^var(?=[a-zA-Z])/, '').toLowerCase()
    if (!NAMES.has(sign)) NAMES.set(sign, plain)
  }
for (const [sign, name] of Object.entries({ '√': 'sqrt', µ: 'mu', '∞': 'infty', '×': 'times', '±': 'pm', ℓ: 'l' })) NAMES.set(sign, name)
