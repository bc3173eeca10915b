import { mathToHtml } from './math-to-html.ts'
import { parseTex, type TexNode } from './parse-tex.ts'
import { escapeHtml } from './escape-html.ts'

/** Mathematics beyond this many characters of one text is written in Unicode: typesetting it would cost too much. */
const MATH_BUDGET = 40_000

export interface TexToHtmlOptions {
  /** tells of a word of the plain text whether it is to stand in <mark> */
  readonly marks?: (word: string) => boolean
}

/**
 * Writes a title or abstract (plain text with TeX) as safe inline HTML: everything escaped, mathematics as
 * MathML, broken mathematics as its escaped source, web addresses as links. Never throws.
 */
export function texToHtml(source: string, options: TexToHtmlOptions = {}): string {
  return write(parseTex(source), { budget: MATH_BUDGET, marks: options.marks, inLink: false })
}

/** Splits a text at its empty lines; no empty paragraphs. */
export function paragraphs(text: string): string[] {
  return text
    .split(/\n[ \t\r]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
}

interface State {
  budget: number
  readonly marks: ((word: string) => boolean) | undefined
  readonly inLink: boolean
}

function write(nodes: readonly TexNode[], state: State): string {
  let html = ''
  for (const node of nodes) {
    if (node.kind === 'text') html += plain(node.text, state)
    else if (node.kind === 'math') {
      state.budget -= node.tex.length + 20
      html += mathToHtml(node, state.budget > 0)
    } else if (node.kind === 'link') {
      const label = write(node.children, { budget: state.budget, marks: undefined, inLink: true })
      html += state.inLink ? label : `<a href="${escapeHtml(node.href)}" rel="noopener nofollow ugc">${label}</a>`
    } else html += `<${node.style}>${write(node.children, state)}</${node.style}>`
  }
  return html
}

function plain(text: string, state: State): string {
  const marks = state.marks
  if (marks === undefined) return escapeHtml(text)
  let html = ''
  let at = 0
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (!marks(match[0])) continue
    html += `${escapeHtml(text.slice(at, match.index))}<mark>${escapeHtml(match[0])}</mark>`
    at = match.index + match[0].length
  }
  return html + escapeHtml(text.slice(at))
}
