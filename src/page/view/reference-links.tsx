import { EXPORT_FORMATS, inFormat } from '../../paper/format-of-path.ts'

const LABELS = { bib: 'BibTeX', ris: 'RIS', 'csl.json': 'CSL' } as const

/** References of a paper or a list, by its page's address. */
export function ReferenceLinks({ path }: { path: string }) {
  return <>{EXPORT_FORMATS.map((format, i) => <>{i > 0 && ' · '}<a href={inFormat(path, format)} rel="nofollow">{LABELS[format]}</a></>)}</>
}
