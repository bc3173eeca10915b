import temml from 'temml'
import { escapeHtml } from './escape-html.ts'
import { tidyMath } from './tidy-math.ts'
import { mathToText } from './math-to-text.ts'

const MAX_TEX = 3000

/** One formula as MathML; as its escaped source where it is broken; as Unicode where it may not be typeset. */
export function mathToHtml(math: { readonly tex: string; readonly source: string; readonly display: boolean }, typeset: boolean): string {
  const tex = tidyMath(math.tex)
  if (/^[a-zA-Z]$/.test(tex)) return `<math><mi>${tex}</mi></math>`
  if (/^\d+(?:\.\d+)?$/.test(tex)) return `<math><mn>${tex}</mn></math>`
  if (tex.trim() === '') return ''
  if (!typeset || tex.length > MAX_TEX) return escapeHtml(mathToText(tex))
  const html = render(tex, math.display, {}) ?? render(tex, math.display, { ...MACROS })
  if (html === undefined || !html.startsWith('<math') || !isSafe(html)) return escapeHtml(math.source)
  return `<math alttext="${escapeHtml(tex.trim())}"${html.slice('<math'.length)}`
}

function render(tex: string, displayMode: boolean, macros: Record<string, string>): string | undefined {
  try {
    return temml.renderToString(tex, { displayMode, annotate: false, throwOnError: true, strict: false, trust: false, maxSize: [4, 4], maxExpand: 200, macros })
  } catch {
    return undefined // broken, or a command that only the author's own preamble knows
  }
}

/** What authors use without LaTeX's kernel knowing it, and what would let a paper paint outside its line. */
const MACROS: Record<string, string> = {
  '\\mbox': '\\text{#1}', '\\hbox': '\\text{#1}', '\\protect': '', '\\ensuremath': '#1', '\\bbox': '\\mathbf{#1}', '\\xspace': '',
  '\\C': '\\mathbb{C}', '\\Q': '\\mathbb{Q}', '\\F': '\\mathbb{F}', '\\CC': '\\mathbb{C}', '\\RR': '\\mathbb{R}', '\\ZZ': '\\mathbb{Z}', '\\QQ': '\\mathbb{Q}',
  '\\NN': '\\mathbb{N}', '\\PP': '\\mathbb{P}', '\\FF': '\\mathbb{F}', '\\bbR': '\\mathbb{R}', '\\bbC': '\\mathbb{C}', '\\bbZ': '\\mathbb{Z}', '\\bbQ': '\\mathbb{Q}',
  '\\bbN': '\\mathbb{N}', '\\Real': '\\mathbb{R}', '\\eps': '\\epsilon', '\\dbar': '\\bar{\\partial}', '\\textsc': '\\text{#1}', '\\Cal': '\\mathcal', '\\Bbb': '\\mathbb', '\\frak': '\\mathfrak', '\\ra': '\\rightarrow', '\\Re': '\\operatorname{Re}', '\\slash': '/',
  '\\boldmath': '', '\\unboldmath': '', '\\sc': '', '\\em': '', '\\sl': '', '\\tensor': '\\otimes', '\\lsim': '\\lesssim', '\\gsim': '\\gtrsim', '\\vep': '\\varepsilon',
}
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
  MACROS[`\\c${letter}`] ??= `\\mathcal{${letter}}`
  for (const prefix of ['b', 'bb', 'I']) MACROS[`\\${prefix}${letter}`] ??= `\\mathbb{${letter}}`
}
for (const letter of 'ABDEFGIJKMTUVWXY') MACROS[`\\${letter}`] ??= `\\mathrm{${letter}}`
for (const name of 'GeV MeV TeV keV eV Hom End Ext Tor Aut Gal Spec Map Prim poly polylog dist diag rank sign sgn supp conv tr Tr Var Cov diam vol span'.split(' '))
  MACROS[`\\${name}`] ??= `\\operatorname{${name}}`

/** A second look at what the typesetter wrote: MathML elements and harmless attributes only. */
function isSafe(html: string): boolean {
  for (const tag of html.matchAll(/<\/?([a-zA-Z]*)([^>]*)>/g)) {
    if (!/^(?:math|m[a-z]+)$/.test(tag[1]!)) return false
    if (/\s(?:on[a-z]*|href|src|id)\s*=/i.test(tag[2]!) || /javascript:|url\(/i.test(tag[2]!)) return false
  }
  return true
}
