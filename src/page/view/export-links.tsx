import { EXPORT_FORMATS, inFormat } from '../../paper/format-of-path.ts'
import { viewPath } from '../../paper/view.ts'
import type { Frame } from '../frame.ts'

const LABELS = { bib: 'BibTeX', ris: 'RIS', 'csl.json': 'CSL' } as const

/** References of a paper or list, by its page's address. */
export function ReferenceLinks({ label, path, id }: { label: string; path: string; id: string }) {
  return (
    <p class="quiet references" id={id}>
      {label}: {EXPORT_FORMATS.map((format, i) => <>{i > 0 && ' · '}<a href={inFormat(path, format)} rel="nofollow">{LABELS[format]}</a></>)}
    </p>
  )
}

/** The same of the list that this page shows, if it shows one and something is in it. */
export function ExportLinks({ frame, total }: { frame: Frame; total: number }) {
  return frame.shown === undefined || total === 0 ? null : <ReferenceLinks label="Export" path={viewPath(frame.shown)} id="export" />
}
