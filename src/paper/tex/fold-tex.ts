import { texToText } from './tex-to-text.ts'
import { GREEK, ORDINARY, RELATIONS } from './symbols.ts'

/** ASCII: 0 separates, else the byte to write. */
const ASCII = new Uint8Array(128)
for (let c = 48; c <= 57; c++) ASCII[c] = c
for (let c = 97; c <= 122; c++) {
  ASCII[c] = c
  ASCII[c - 32] = c
}

/** Names of Greek letters and signs, so that ℓ and \ell, α and \alpha meet. Variants meet their letter. */
const NAMES = new Map<string, string>()
for (const table of [RELATIONS, ORDINARY, GREEK])
  for (const [name, sign] of table) {
    if (!/^\p{L}{2,}$/u.test(name) || /^[a-zA-Z]+$/.test(sign)) continue
    const plain = name.replace(/^var(?=[a-z])/, '').toLowerCase()
    const known = NAMES.get(sign)
    if (known === undefined || plain.length < known.length || table === GREEK) NAMES.set(sign, plain)
  }

const folded = new Map<number, string>()
let buffer = Buffer.allocUnsafe(4096)

/**
 * Text for search: lower case, no accents, TeX and Unicode mathematics alike (`$\ell_p$`, `ℓ_p` and `ell_p` all give
 * `ell p`), words separated by single blanks, CJK as single characters.
 */
export function foldTex(source: string): string {
  const fast = foldAscii(source)
  if (fast !== undefined) return fast
  return foldUnicode(source.includes('\\') || source.includes('$') ? texToText(source) : source)
}

/** The common case: ASCII without TeX; undefined where the text is not of that kind. */
function foldAscii(s: string): string | undefined {
  const length = s.length
  if (length > buffer.length) buffer = Buffer.allocUnsafe(length * 2)
  const out = buffer
  let n = 0
  let gap = false
  for (let i = 0; i < length; i++) {
    const c = s.charCodeAt(i)
    if (c > 127 || c === 92 || c === 36) return undefined
    const b = ASCII[c]!
    if (b === 0) gap = n > 0
    else {
      if (gap) {
        out[n++] = 32
        gap = false
      }
      out[n++] = b
    }
  }
  return out.toString('latin1', 0, n)
}

function foldUnicode(s: string): string {
  let out = ''
  for (const c of s) {
    const code = c.codePointAt(0)!
    let f: string | undefined
    if (code < 128) f = ASCII[code] === 0 ? ' ' : String.fromCharCode(ASCII[code]!)
    else {
      f = folded.get(code)
      if (f === undefined) {
        f = foldOne(c)
        folded.set(code, f)
      }
    }
    out += f
  }
  return out.replace(/ +/g, ' ').trim()
}

function foldOne(c: string): string {
  const name = NAMES.get(c)
  if (name !== undefined) return ` ${name} `
  if (/\p{M}/u.test(c)) return /\p{Mn}/u.test(c) ? '' : c
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(c)) return ` ${c.normalize('NFKC')} `
  const plain = c.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase()
  const word = plain.replace(/[^\p{L}\p{N}]/gu, '')
  if (word === '') return ' '
  return word
}
