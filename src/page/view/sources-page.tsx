import type { SourcesEdition } from '../../edition/sources.ts'
import type { SourceFault } from '../../paper/check-sources.ts'
import type { Frame } from '../frame.ts'
import type { SourcesForm } from '../sources-form.ts'
import { ChooseForm } from './choose-form.tsx'
import { Layout } from './layout.tsx'
import { Notes } from './notes.tsx'
import { SourceList } from './source-list.tsx'

interface SourcesPageProps {
  frame: Frame
  sources: SourcesEdition
  /** ms since 1970 */
  now: number
  /** absent where nothing can be chosen */
  form: SourcesForm | undefined
  faults?: readonly SourceFault[]
  note?: string | undefined
}

/** Where the paper comes from, how each source fares, and the form to choose with. */
export function SourcesPage({ frame, sources, now, form, faults = [], note }: SourcesPageProps) {
  const { chosen, fetching } = sources
  return (
    <Layout frame={frame} title="Sources" description="Where this paper comes from, and how each source fares." dateline json="/api/sources">
      <article class="sources">
        <h1>Sources</h1>
        <Faults faults={faults} />
        <Notes notes={note === undefined ? [] : [note]} />
        {chosen === undefined ? (
          <p class="lead">{form === undefined ? 'No sources have been chosen here yet.' : 'Choose your fields and tomorrow’s paper writes itself. Nothing is fetched before you do.'}</p>
        ) : (
          <section aria-labelledby="how">
            <h2 id="how">How they fare</h2>
            <p class="hint">
              Times are those of New York, by which arXiv and Daily Papers keep their days.
              {!fetching && <> Nothing is being fetched at the moment; <code>broadsheet fetch</code> does it once.</>}
            </p>
            <SourceList sources={sources} now={now} />
          </section>
        )}
        {form !== undefined && <ChooseForm form={form} faults={faults} first={chosen === undefined} />}
      </article>
    </Layout>
  )
}

function Faults({ faults }: { faults: readonly SourceFault[] }) {
  if (faults.length === 0) return null
  return (
    <div class="notes" id="faults" role="alert">
      <p>Nothing was changed yet. What you typed is still here; please look at this again:</p>
      <ul>{faults.map(({ field, message }) => <li><a href={`#${anchorOf(field)}`}>{message}</a></li>)}</ul>
    </div>
  )
}

/** Where on the page a field is mended. */
function anchorOf(field: SourceFault['field']): string {
  return field === 'arxiv' ? 'further' : field === 'biorxiv' || field === 'medrxiv' ? `${field}-subjects` : field
}
