import { mathToText, scriptToText } from './math-to-text.ts'
import { parseTex, type TexNode } from './parse-tex.ts'

/** Writes a title or abstract (plain text with TeX) as readable Unicode for letters, feeds and terminals. Never throws. */
export function texToText(source: string): string {
  return write(parseTex(source))
}

function write(nodes: readonly TexNode[]): string {
  let text = ''
  for (const node of nodes) {
    if (node.kind === 'text') text += node.text
    else if (node.kind === 'math') text += mathToText(node.tex)
    else if (node.kind === 'style' && (node.style === 'sup' || node.style === 'sub')) text += scriptToText(node.style === 'sup' ? '^' : '_', write(node.children))
    else if (node.kind === 'link') {
      const label = write(node.children)
      text += label === node.href ? label : `${label} (${node.href})`
    } else text += write(node.children)
  }
  return text
}
