/** The two parsers of citation-js's BibTeX plugin that we call; neither fetches anything. */
declare module '@citation-js/plugin-bibtex/lib/input/file.js' {
  export interface BibtexEntry {
    type: string
    label: string
    properties: Record<string, string | number>
  }
  export function parse(text: string): BibtexEntry[]
}
declare module '@citation-js/plugin-bibtex/lib/input/entries.js' {
  import type { BibtexEntry } from '@citation-js/plugin-bibtex/lib/input/file.js'
  export function parse(entries: readonly BibtexEntry[]): Record<string, unknown>[]
}
declare module '@citation-js/plugin-ris/lib/ris.js' {
  export function parseMixed(record: Readonly<Record<string, string | string[]>>): Record<string, unknown>
}
