import temml from 'temml'
import { escapeHtml } from './escape-html.ts'
import { mathToText } from './math-to-text.ts'

const MAX_TEX = 3000

/** One formula as MathML; as its escaped source where it is broken; as Unicode where it may not be typeset. */
export function mathToHtml(math: { readonly tex: string; readonly source: string; readonly display: boolean }, typeset: boolean): string {
  const tex = math.tex.trim()
  if (/^[a-zA-Z]$/.test(tex)) return `<math><mi>${tex}</mi></math>`
  if (/^\d+(?:\.\d+)?$/.test(tex)) return `<math><mn>${tex}</mn></math>`
  if (!typeset || tex.length > MAX_TEX) return escapeHtml(mathToText(tex))
  try {
    const html = temml.renderToString(tex, {
      displayMode: math.display, annotate: false, throwOnError: true, strict: false, trust: false, maxSize: [10, 10], maxExpand: 200, macros: { ...MACROS },
    })
    if (!isSafe(html)) return escapeHtml(math.source)
    return html.replace('<math', `<math alttext="${escapeHtml(tex)}"`)
  } catch {
    return escapeHtml(math.source)
  }
}

/** What authors use without LaTeX's kernel knowing it, and what would let a paper paint outside its line. */
const MACROS: Readonly<Record<string, string>> = {
  '\\mbox': '\\text{#1}', '\\hbox': '\\text{#1}', '\\protect': '', '\\ensuremath': '#1', '\\bbox': '\\mathbf{#1}', '\\xspace': '',
  '\\C': '\\mathbb{C}', '\\Q': '\\mathbb{Q}', '\\F': '\\mathbb{F}', '\\CC': '\\mathbb{C}', '\\RR': '\\mathbb{R}', '\\ZZ': '\\mathbb{Z}', '\\QQ': '\\mathbb{Q}',
  '\\NN': '\\mathbb{N}', '\\PP': '\\mathbb{P}', '\\FF': '\\mathbb{F}', '\\bbR': '\\mathbb{R}', '\\bbC': '\\mathbb{C}', '\\bbZ': '\\mathbb{Z}', '\\bbQ': '\\mathbb{Q}',
  '\\bbN': '\\mathbb{N}', '\\Real': '\\mathbb{R}', '\\eps': '\\epsilon', '\\dbar': '\\bar{\\partial}', '\\textsc': '\\text{#1}',
}

/** A second look at what the typesetter wrote: MathML elements and harmless attributes only. */
function isSafe(html: string): boolean {
  for (const tag of html.matchAll(/<\/?([a-zA-Z]*)([^>]*)>/g)) {
    if (!/^(?:math|m[a-z]+)$/.test(tag[1]!)) return false
    if (/\s(?:on[a-z]*|href|src|id)\s*=/i.test(tag[2]!) || /javascript:|url\(/i.test(tag[2]!)) return false
  }
  return true
}
