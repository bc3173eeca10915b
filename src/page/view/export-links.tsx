import { EXPORT_FORMATS, inFormat } from '../../paper/format-of-path.ts'
import { viewOfPath, viewPath } from '../../paper/view.ts'

const LABELS = { bib: 'BibTeX', ris: 'RIS', 'csl.json': 'CSL' } as const

/** References of a paper or list, by its page's address. */
export function ReferenceLinks({ label, path, id }: { label: string; path: string; id: string }) {
  return (
    <p class="quiet references" id={id}>
      {label}: {EXPORT_FORMATS.map((format, i) => <>{i > 0 && ' · '}<a href={inFormat(path, format)} rel="nofollow">{LABELS[format]}</a></>)}
    </p>
  )
}

/** The same of the list at an address, if there is a list and something in it. */
export function ExportLinks({ address, total }: { address: string; total: number }) {
  const view = viewOfPath(address)
  return view === undefined || total === 0 ? null : <ReferenceLinks label="Export" path={viewPath(view)} id="export" />
}
