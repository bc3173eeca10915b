import { SaxesParser } from 'saxes'

/** An XML element with its text and its children in the order in which they stand: mixed content keeps its sense. */
export interface XmlElement {
  /** local name, after the usual prefix of a namespace that is known (`dc:creator`), else after the one written */
  readonly name: string
  /** by name as written */
  readonly attributes: Readonly<Record<string, string>>
  readonly content: readonly (string | XmlElement)[]
  /** from 1 */
  readonly line: number
}

export interface XmlTreeOptions {
  /**
   * Called for each element as it ends, its own children first. True takes it out of the tree: what is read one by one does
   * not pile up.
   * @param parents the open elements around it, outermost first; what came before it is in them
   */
  readonly onEnd: (element: XmlElement, parents: readonly XmlElement[]) => boolean
  /** the prefix under which names of a namespace are given; '' for none, undefined for the one that is written */
  readonly prefixOf?: ((uri: string) => string | undefined) | undefined
}

/** Real documents nest a dozen deep. */
const MAX_DEPTH = 200
/** Elements and characters that stand at once; those taken out are not counted. */
const MAX_ELEMENTS = 200_000
const MAX_CHARACTERS = 16 * 1024 * 1024
/** Faults that are passed over, before the document is none. */
const MAX_FAULTS = 20_000
const CHUNK = 32 * 1024
/** Read before others have their turn. */
const PIECE = 256 * 1024

interface Open {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly content: (string | XmlElement)[]
  readonly line: number
  /** what stands within, itself included */
  elements: number
  characters: number
}

/**
 * Reads XML into elements, as far as it can be read. Faults that leave the structure whole are passed over: undeclared
 * entities stay as they are written, stray signs are text. Entities that a document declares are never expanded, and such a
 * document is refused.
 * @returns why the reading ended before the document did, such as "is broken XML in line 7: …", after the document's name;
 *   undefined when it was read to its end. What was handed out before is whole.
 */
export async function readXmlTree(text: string, { onEnd, prefixOf }: XmlTreeOptions): Promise<string | undefined> {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: Open[] = []
  let fatal: string | undefined
  let rooted = false
  const stop = (why: string): void => {
    fatal ??= why
  }
  /** Elements that ended at one and the same place, to be handed out once it is known that their end was meant. */
  let ended: { readonly at: number; readonly deed: () => void }[] = []
  const flush = (): void => {
    const deeds = ended
    ended = []
    for (const { deed } of deeds) if (fatal === undefined) deed()
  }

  let faults = 0
  parser.on('error', ({ message }) => {
    if (++faults > MAX_FAULTS) stop(`is broken XML: it has more than ${MAX_FAULTS} faults before line ${parser.line}`)
    // saxes ends every open element at an end tag that fits none.
    if (!/unmatched closing tag|unclosed tag|unexpected end/.test(message)) return
    if (ended[0]?.at !== parser.position) flush()
    ended = []
    const what = message.replace(/^[\d:]+\s*/, '').replace(/\.$/, '').slice(0, 100)
    stop(/unmatched/.test(message) ? `is broken XML in line ${parser.line}: ${what}` : `breaks off in line ${parser.line}`)
  })
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) stop('declares XML entities of its own, which are not read: they can make a small file grow without end')
  })
  parser.on('opentag', (tag) => {
    flush()
    if (fatal !== undefined) return
    rooted = true
    if (open.length >= MAX_DEPTH) return stop(`nests more than ${MAX_DEPTH} elements in line ${parser.line}`)
    const attributes: Record<string, string> = Object.create(null) as Record<string, string>
    let size = tag.name.length
    for (const [name, { value }] of Object.entries(tag.attributes)) {
      attributes[name] = value
      size += name.length + value.length
    }
    const prefix = prefixOf?.(tag.uri)
    const name = prefix === undefined ? tag.name : prefix === '' ? tag.local : `${prefix}:${tag.local}`
    open.push({ name, attributes, content: [], line: parser.line, elements: 1, characters: size })
  })
  const addText = (value: string): void => {
    flush()
    const current = open[open.length - 1]
    if (current === undefined || fatal !== undefined) return
    const { content } = current
    if (typeof content[content.length - 1] === 'string') content[content.length - 1] += value
    else content.push(value)
    current.characters += value.length
    if (current.characters > MAX_CHARACTERS) stop(`holds more text in one place than is read, in line ${parser.line}`)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    if (fatal !== undefined) return
    if (ended.length > 0 && ended[0]!.at !== parser.position) flush()
    ended.push({
      at: parser.position,
      deed: () => {
        const element = open.pop()
        if (element === undefined || onEnd(element, open)) return
        const parent = open[open.length - 1]
        if (parent === undefined) return
        parent.content.push(element)
        parent.elements += element.elements
        parent.characters += element.characters
        if (parent.elements > MAX_ELEMENTS || parent.characters > MAX_CHARACTERS) stop(`holds more in one place than is read, in line ${parser.line}`)
      },
    })
  })

  for (let at = 0; at < text.length && fatal === undefined; at += CHUNK) {
    if (at > 0 && at % PIECE === 0) await new Promise((resolve) => setImmediate(resolve))
    parser.write(text.slice(at, at + CHUNK))
    flush()
  }
  if (fatal === undefined) {
    parser.close()
    flush()
  }
  return fatal ?? (rooted ? undefined : 'holds no XML elements')
}

/** All text within, in order. */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  let text = ''
  for (const one of element.content) text += typeof one === 'string' ? one : textOf(one)
  return text
}

/** The child elements of a name, or all. */
export function childrenNamed(element: XmlElement | undefined, name?: string): XmlElement[] {
  return element === undefined ? [] : element.content.filter((one): one is XmlElement => typeof one !== 'string' && (name === undefined || one.name === name))
}

/** The first child of a name. */
export function childNamed(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.content.find((one): one is XmlElement => typeof one !== 'string' && one.name === name)
}

/** The trimmed text of the first child of a name that has one. */
export function textNamed(element: XmlElement | undefined, name: string): string | undefined {
  for (const one of childrenNamed(element, name)) {
    const text = textOf(one).trim()
    if (text !== '') return text
  }
  return undefined
}
