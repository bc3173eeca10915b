/**
 * A strict little HTML reader for tests: what Broadsheet writes is well formed, so anything else is a defect and
 * throws. Not a browser's forgiving parser: a hostile text that opened or closed an element would be found here.
 */
export interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly parent: Element | undefined
  readonly children: (Element | string)[]
}

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'])
const RAW = new Set(['script', 'style', 'title', 'textarea'])
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'", nbsp: '\u00a0' }

function decoded(text: string): string {
  return text.replace(/&([#\w]{1,8});/g, (whole, name: string) => {
    if (ENTITIES[name] !== undefined) return ENTITIES[name]
    const code = /^#x([0-9a-f]+)$/i.exec(name)?.[1]
    return code === undefined ? whole : String.fromCodePoint(Number.parseInt(code, 16))
  })
}

export function parseHtml(html: string): Element {
  if (!/^<!doctype html>\n/.test(html)) throw new Error('no doctype')
  const root: Element = { name: '#root', attributes: new Map(), parent: undefined, children: [] }
  let current = root
  let at = html.indexOf('\n') + 1
  while (at < html.length) {
    const open = html.indexOf('<', at)
    const text = html.slice(at, open < 0 ? html.length : open)
    if (text.includes('>')) throw new Error(`a bare > in ${JSON.stringify(text.slice(0, 80))}`)
    if (text !== '') current.children.push(decoded(text))
    if (open < 0) break
    const close = /^<\/([a-zA-Z][\w-]*)>/.exec(html.slice(open, open + 60))
    if (close) {
      if (close[1] !== current.name) throw new Error(`</${close[1]}> closes <${current.name}> at ${html.slice(open - 80, open + 20)}`)
      current = current.parent!
      at = open + close[0].length
      continue
    }
    const start = /^<([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>/.exec(html.slice(open, open + 2_000_000))
    if (!start) throw new Error(`not a tag: ${html.slice(open, open + 80)}`)
    const attributes = new Map<string, string>()
    for (const [, name = '', value] of start[2]!.matchAll(/\s+([\w:-]+)(?:="([^"]*)")?/g)) {
      if (attributes.has(name)) throw new Error(`${name} twice in ${start[0]}`)
      attributes.set(name, decoded(value ?? ''))
    }
    const element: Element = { name: start[1]!, attributes, parent: current, children: [] }
    current.children.push(element)
    at = open + start[0].length
    if (VOID.has(element.name) || start[3] === '/') continue
    if (RAW.has(element.name)) {
      const end = html.indexOf(`</${element.name}>`, at)
      if (end < 0) throw new Error(`<${element.name}> without end`)
      element.children.push(decoded(html.slice(at, end)))
      at = end + element.name.length + 3
    } else current = element
  }
  if (current !== root) throw new Error(`<${current.name}> is never closed`)
  return root
}

/** Every element below, in document order. */
export function* elements(root: Element): Generator<Element> {
  for (const child of root.children) {
    if (typeof child === 'string') continue
    yield child
    yield* elements(child)
  }
}

/** Elements by name, class, id or attribute: `a`, `.paper`, `#main`, `[rel=next]`, joined without blanks. */
export function all(root: Element, selector: string): Element[] {
  const parts = selector.match(/^[a-z][\w-]*|[.#][\w-]+|\[[\w-]+(?:=[^\]]+)?\]/g) ?? []
  return [...elements(root)].filter((element) =>
    parts.every((part) => {
      if (part.startsWith('.')) return (element.attributes.get('class') ?? '').split(' ').includes(part.slice(1))
      if (part.startsWith('#')) return element.attributes.get('id') === part.slice(1)
      if (part.startsWith('[')) {
        const [name = '', value] = part.slice(1, -1).split('=')
        return value === undefined ? element.attributes.has(name) : element.attributes.get(name) === value
      }
      return element.name === part
    }),
  )
}

export function textOf(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}

export function hasAncestor(element: Element, name: string): boolean {
  for (let up = element.parent; up !== undefined; up = up.parent) if (up.name === name) return true
  return false
}
