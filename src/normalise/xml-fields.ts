import type { XmlNode } from '../source/file/xml/xml-node.ts'

/** The value as a parsed element, or undefined when it is none. */
export function asNode(value: unknown): XmlNode | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const node = value as Partial<XmlNode>
  return typeof node.name === 'string' && Array.isArray(node.children) && typeof node.text === 'string' && typeof node.attributes === 'object' && node.attributes !== null ? (value as XmlNode) : undefined
}

/** The children of a name, in order. */
export function childrenOf(node: XmlNode | undefined, name: string): XmlNode[] {
  return node === undefined ? [] : node.children.filter((child) => child.name === name)
}

/** The first child of a name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name)
}

/** The first child's text, or undefined when there is none or it is blank. */
export function childText(node: XmlNode | undefined, name: string): string | undefined {
  const text = childOf(node, name)?.text
  return text === undefined || text.trim() === '' ? undefined : text
}

/** The first element of a name anywhere below, the node itself included. */
export function findNode(node: XmlNode, name: string): XmlNode | undefined {
  if (node.name === name) return node
  for (const child of node.children) {
    const found = findNode(child, name)
    if (found !== undefined) return found
  }
  return undefined
}
