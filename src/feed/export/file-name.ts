import type { ExportFormat } from '../../paper/format-of-path.ts'

/** A file name that every system takes, from what it is of: `2024-10-18.bib`, `10.1000-xyz.ris`, `papers.csl.json`. */
export function exportFileName(what: string, format: ExportFormat): string {
  const name = what.normalize('NFKD').replace(/\p{M}+/gu, '').replace(/[^A-Za-z0-9._-]+/g, '-').replace(/\.{2,}/g, '.').replace(/-{2,}/g, '-').slice(0, 80).replace(/^[-.]+|[-.]+$/g, '')
  // Names that one system keeps for devices.
  return `${name === '' ? 'papers' : /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name) ? `papers-${name}` : name}.${format}`
}
