import { closingDollar } from '../../paper/tex/closing-dollar.ts'
import { mathToText } from '../../paper/tex/math-to-text.ts'
import { parseTex, type TexNode } from '../../paper/tex/parse-tex.ts'
import type { Style } from '../../paper/tex/text-commands.ts'
import { oneLine } from './one-line.ts'

/** How the letters of a part are written: as text, or with their capitals protected from styles that lower them. */
type Write = (text: string) => string

/**
 * A title or abstract (text with TeX in `$…$`) as a BibTeX value without its outer braces: mathematics stays TeX, everything else that
 * LaTeX would act upon is escaped, and braces always balance, also for BibTeX, which counts `\{` too. Letters stay UTF-8.
 */
export function bibtexText(source: string): string {
  return latexOf(oneLine(source), escapeText, (tex) => `$${tex}$`)
}

/** The same for a title: words whose capitals matter (BERT, iPhone, names in a title otherwise in small letters) and mathematics are braced. */
export function bibtexTitle(source: string): string {
  const line = oneLine(source)
  const protect = protector(line)
  return latexOf(line, protect, (tex) => `{$${tex}$}`)
}

function latexOf(line: string, write: Write, math: (tex: string) => string): string {
  // Without commands or braces only dollars can mean anything, and the text stays letter for letter.
  const nodes = /[\\{}]/.test(line) ? parseTex(line) : dollarsOf(line)
  return nodes.map((node) => written(node, write, math)).join('')
}

function dollarsOf(line: string): TexNode[] {
  const nodes: TexNode[] = []
  let from = 0
  for (let at = line.indexOf('$'); at >= 0; ) {
    const found = closingDollar(line, at, line.length)
    if (found === undefined) {
      at = line.indexOf('$', at + 1)
      continue
    }
    const end = found.end + found.width
    nodes.push({ kind: 'text', text: line.slice(from, at) }, { kind: 'math', tex: line.slice(at + found.width, found.end), source: line.slice(at, end), display: false })
    from = end
    at = line.indexOf('$', end)
  }
  nodes.push({ kind: 'text', text: line.slice(from) })
  return nodes
}

const COMMANDS: Readonly<Record<Style, string>> = { em: 'emph', strong: 'textbf', code: 'texttt', sup: 'textsuperscript', sub: 'textsubscript' }

function written(node: TexNode, write: Write, math: (tex: string) => string): string {
  switch (node.kind) {
    case 'text':
      return write(node.text)
    case 'math': {
      const tex = soundMath(node.tex)
      return tex === undefined ? write(mathToText(node.tex)) : math(tex)
    }
    case 'link':
      return node.children.map((child) => written(child, write, math)).join('')
    case 'style':
      if (node.style === 'sup' || node.style === 'sub') {
        const [only] = node.children
        const tex = only?.kind === 'math' && node.children.length === 1 ? soundMath(`${node.style === 'sup' ? '^' : '_'}{${only.tex}}`) : undefined
        if (tex !== undefined) return math(tex)
      }
      return `\\${COMMANDS[node.style]}{${node.children.map((child) => written(child, write, math)).join('')}}`
  }
}

/** Mathematics that stands in a field without breaking it; undefined where its braces cannot be balanced. */
function soundMath(tex: string): string | undefined {
  const line = tex.replace(/\s+/g, ' ').replace(/(?<!\\)((?:\\\\)*)([%#])/g, '$1\\$2')
  const sound = balanced(line) ? line : line.replace(/\\\{/g, '\\lbrace ').replace(/\\\}/g, '\\rbrace ')
  return balanced(sound) && !/(?<!\\)(?:\\\\)*\\$/.test(sound) && !/(?<!\\)(?:\\\\)*\$/.test(sound) ? sound : undefined
}

/** Whether braces match as BibTeX counts them: those behind a backslash too. */
function balanced(text: string): boolean {
  let depth = 0
  for (const char of text) {
    if (char === '{') depth++
    else if (char === '}' && --depth < 0) return false
  }
  return depth === 0
}

const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}', '{': '\\textbraceleft{}', '}': '\\textbraceright{}', '^': '\\textasciicircum{}', '~': '\\textasciitilde{}', '\u00a0': '~', $: '\\$', '&': '\\&', '%': '\\%', '#': '\\#', _: '\\_',
}

/** Plain text for a BibTeX value: what LaTeX would act upon is escaped. */
export function escapeText(text: string): string {
  const escaped = text.replace(/[\\{}^~\u00a0$&%#_]/g, (char) => ESCAPED[char]!)
  // Two hyphens become a dash, but not in an address.
  return escaped.includes('://') ? escaped.replace(/https?:\/\/\S+/g, (url) => url.replace(/-(?=-)/g, '-{}')) : escaped
}

const BETWEEN_WORDS = /([\s\-–—/()[\]:,;.!?"“”‘’'~\u00a0]+)/

/** Writes the words of one title, braced where their capitals must stay. */
function protector(title: string): Write {
  const words = title.match(/\p{L}{4,}/gu)?.slice(1) ?? []
  const capital = words.filter((word) => /^\p{Lu}/u.test(word)).length
  // In a title in small letters a capital inside is a name; where Most Words Have One it says nothing.
  const inSmall = words.length >= 2 && capital * 2 < words.length
  let begins = true
  return (text) => {
    const parts = text.split(BETWEEN_WORDS)
    return parts
      .map((part, i) => {
        if (i % 2 === 1) {
          begins = begins || /[:.?!]\s/.test(part)
          return escapeText(part)
        }
        if (part === '') return ''
        const first = begins
        begins = false
        const needs = /^.+\p{Lu}/u.test(part) || /^(?!A$)\p{Lu}$/u.test(part) || (/^\p{Lu}/u.test(part) && (/\d/.test(part) || (inSmall && !first)))
        const escaped = escapeText(part)
        if (!needs) return escaped
        // A brace before a command is BibTeX's way of writing an accent, and protects nothing.
        return escaped.startsWith('\\') ? `{{${escaped}}}` : `{${escaped}}`
      })
      .join('')
  }
}
