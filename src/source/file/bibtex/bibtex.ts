import { parse as parseSyntax, type BibtexEntry } from '@citation-js/plugin-bibtex/lib/input/file.js'
import { parse as toCsl } from '@citation-js/plugin-bibtex/lib/input/entries.js'
import type { Parsed } from '../../source.ts'
import { batches, BATCH } from '../batch.ts'
import type { ByteSource } from '../byte-source.ts'
import { bibtexBlocks, type BibtexBlock } from './bibtex-entries.ts'

/** Texts that keep their TeX: citation-js would turn mathematics into HTML, and one lone `$` would cost it the entry. */
const TEXTS = ['title', 'subtitle', 'abstract', 'keywords', 'keyword', 'note', 'annotation', 'annote', 'comment'] as const
/** citation-js's time grows with the square of a field's length; longer fields are read from `_bibtex` alone. */
const MAX_FIELD = 10_000
const MAX_STRINGS = 20_000
const MAX_DEFERRED = 20_000

/**
 * BibTeX and BibLaTeX by citation-js's parsers, one entry at a time so that a bad one loses only itself. The
 * value is the CSL item with the entry's own texts, TeX and all, under `_bibtex`.
 */
export async function* readBibtex(source: ByteSource): AsyncGenerator<Parsed[]> {
  const reader = new BibtexReader(source.file)
  const gathered: Parsed[] = []
  for await (const blocks of bibtexBlocks(source)) {
    for (const block of blocks) reader.read(block, gathered)
    if (gathered.length >= BATCH) yield* batches(gathered)
  }
  reader.end(gathered)
  yield* batches(gathered)
}

class BibtexReader {
  private readonly file: string
  /** @string definitions by name, as they stand */
  private readonly strings = new Map<string, string>()
  /** entries that inherit: BibTeX wants the parent after its children */
  private readonly deferred: { entry: BibtexEntry; line: number }[] = []
  private readonly parents = new Map<string, BibtexEntry>()

  constructor(file: string) {
    this.file = file
  }

  read(block: BibtexBlock, gathered: Parsed[]): void {
    if (block.problem !== undefined) {
      gathered.push(this.reject(block.line, block.problem))
      return
    }
    if (block.type === 'comment' || block.type === 'preamble') return
    if (block.type === 'string') {
      const name = /^\s*@\s*string\s*[{(]\s*([^\s={}"#,]+)\s*=/i.exec(block.text)?.[1]?.toLowerCase()
      if (name !== undefined && this.strings.size < MAX_STRINGS) this.strings.set(name, block.text)
      return
    }
    try {
      const entry = parseSyntax(this.withStrings(block.text))[0]
      if (entry === undefined) throw new SyntaxError('nothing in it')
      const parent = entry.properties['crossref']
      if (this.parents.size < MAX_DEFERRED && /^(?:mv)?(?:proceedings|book|collection|reference|periodical)$/.test(entry.type)) this.parents.set(entry.label, entry)
      if (typeof parent === 'string' && this.deferred.length < MAX_DEFERRED) this.deferred.push({ entry, line: block.line })
      else gathered.push(this.toRecord(entry, block.line))
    } catch (error) {
      gathered.push(this.reject(block.line, reasonOf(error)))
    }
  }

  end(gathered: Parsed[]): void {
    for (const { entry, line } of this.deferred) {
      const parent = this.parents.get(String(entry.properties['crossref']))
      const inherited = parent === undefined ? undefined : { booktitle: parent.properties['booktitle'] ?? parent.properties['title'] ?? '', ...pick(parent, ['year', 'month', 'date', 'publisher', 'series']) }
      gathered.push(this.toRecord(inherited === undefined ? entry : { ...entry, properties: { ...inherited, ...entry.properties } }, line))
    }
  }

  /** The entry with the @string definitions that it uses before it, and those that these use. */
  private withStrings(text: string): string {
    if (this.strings.size === 0) return text
    const used = new Set<string>()
    const waiting = [text]
    for (let current = waiting.pop(); current !== undefined && used.size < 1000; current = waiting.pop()) {
      for (const match of current.matchAll(/[=#]\s{0,100}([a-zA-Z_][\w:+-]{0,100})/g)) {
        const name = match[1]!.toLowerCase()
        const definition = this.strings.get(name)
        if (definition === undefined || used.has(name)) continue
        used.add(name)
        waiting.push(definition)
      }
    }
    // A definition uses earlier ones, so they are kept in the order of the file.
    const definitions = used.size === 0 ? [] : [...this.strings].filter(([name]) => used.has(name)).map(([, definition]) => definition)
    return [...definitions, text].join('\n')
  }

  private toRecord(entry: BibtexEntry, line: number): Parsed {
    const texts: Record<string, string> = {}
    const properties: BibtexEntry['properties'] = {}
    for (const [name, value] of Object.entries(entry.properties)) {
      if ((TEXTS as readonly string[]).includes(name)) texts[name] = String(value)
      else if (typeof value === 'number' || value.length <= MAX_FIELD) properties[name] = value
    }
    for (const name of ['eprint', 'eprinttype', 'archiveprefix', 'primaryclass', 'journal', 'journaltitle', 'booktitle', 'author']) {
      const value = entry.properties[name]
      if (value !== undefined) texts[name] = String(value)
    }
    return { record: { shape: 'csl', value: { ...this.csl({ ...entry, properties }), _bibtex: texts }, line, file: this.file } }
  }

  /** What citation-js makes of the entry; a field that it cannot read is left out, for the rest is still a paper. */
  private csl(entry: BibtexEntry): Record<string, unknown> {
    try {
      return toCsl([entry])[0] ?? {}
    } catch {
      const simple = pick(entry, ['year', 'month', 'date', 'doi', 'url'])
      try {
        return toCsl([{ ...entry, properties: simple }])[0] ?? {}
      } catch {
        return { id: entry.label }
      }
    }
  }

  private reject(line: number, reason: string): Parsed {
    return { rejected: { file: this.file, line, reason } }
  }
}

function pick(entry: BibtexEntry, names: readonly string[]): BibtexEntry['properties'] {
  const properties: BibtexEntry['properties'] = {}
  for (const name of names) {
    const value = entry.properties[name]
    if (value !== undefined) properties[name] = value
  }
  return properties
}

/** citation-js's message in one short line, without its trace of rules. */
function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return 'the entry nests too deep'
  const expected = /expected "([\w ]{1,30})", got "?([\w ]{1,30})/.exec(error instanceof Error ? error.message : '')
  return expected ? `is not valid BibTeX: expected ${WORDS[expected[1]!] ?? expected[1]}, found ${WORDS[expected[2]!] ?? expected[2]}` : 'is not valid BibTeX'
}

const WORDS: Readonly<Record<string, string>> = { equals: 'an equals sign', comma: 'a comma', rbrace: 'a closing brace', lbrace: 'an opening brace', label: 'a citation key', EOF: 'the end of the entry', identifier: 'a field name', quote: 'a quotation mark', number: 'a number', text: 'text' }
