import { bareArxivId } from '../../paper/identifier.ts'
import type { XmlNode } from '../file/xml/xml-node.ts'

/** The first child's text, trimmed; '' when there is none. */
export function textOf(node: XmlNode, name: string): string {
  return node.children.find((child) => child.name === name)?.text.trim() ?? ''
}

/** What a service says, in one line that a person can be shown. */
export function inOneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 200)}…` : line
}

/** True when bytes that were no text stand anywhere in the element. */
export function isDamaged(node: XmlNode): boolean {
  return node.text.includes('\ufffd') || node.children.some(isDamaged)
}

/** An arXiv id and its version in `oai:arXiv.org:2410.1v2`, in an address of an abstract, or alone. */
export function idIn(text: string): { readonly id: string; readonly version: number | undefined } | undefined {
  const name = text.trim().replace(/^oai:arXiv\.org:/i, '').replace(/^https?:\/\/(?:[\w.-]{1,40}\.)?arxiv\.org\/(?:abs|pdf|html)\//i, '')
  const id = bareArxivId(name)
  if (id === undefined) return undefined
  const version = /v([1-9]\d{0,3})$/i.exec(name)?.[1]
  return { id, version: version === undefined ? undefined : Number(version) }
}
