import type { ListEdition } from '../../edition/edition.ts'
import type { Frame } from '../frame.ts'
import { MAX_QUERY_CHARACTERS } from '../read-list-query.ts'
import type { ListQuery } from '../read-list-query.ts'
import { withQuery } from '../words/addresses.ts'
import { counted, grouped } from '../words/numbers.ts'
import { ViewToggle } from './edition-head.tsx'
import { EntryArticle } from './entry.tsx'
import type { Facets } from './filters-form.tsx'
import { FilterFields } from './filters-form.tsx'
import { Layout, listHref, Neighbours } from './layout.tsx'
import { Notes } from './notes.tsx'
import { Pager, pagesBeside } from './pager.tsx'
import { QueryHelp } from './query-help.tsx'

export type SearchMode = 'both' | 'words' | 'meaning'

const MODES: readonly { mode: SearchMode; label: string }[] = [
  { mode: 'both', label: 'both' },
  { mode: 'words', label: 'words' },
  { mode: 'meaning', label: 'meaning' },
]

/** The API takes no longer query. */
const API_QUERY_CHARACTERS = 250

interface SearchPageProps {
  frame: Frame
  asked: string
  mode: SearchMode
  query: ListQuery
  facets: Facets
  /** undefined before anything was asked */
  edition: ListEdition | undefined
}

function tookText(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return ''
  return ms < 1 ? ' in less than 1 ms' : ` in ${grouped(Math.round(ms))} ms`
}

export function SearchPage({ frame, asked, mode, query, facets, edition }: SearchPageProps) {
  const { category, venue, after, before } = query.typed
  const values = { q: asked, category, venue, after, before, mode: mode === 'both' ? undefined : mode }
  const hrefOf = (page: number) => listHref('/papers', values, frame, page)
  const filtered = mode !== 'both' || Object.values(query.typed).some((value) => value !== '')
  const pages = edition === undefined ? undefined : { ...edition, hrefOf }
  return (
    <Layout
      frame={frame}
      title={asked === '' ? 'Search' : asked}
      section="search"
      dateline
      search={false}
      json={edition === undefined || asked === '' || asked.length > API_QUERY_CHARACTERS ? undefined : withQuery('/api/papers/search', { ...values, ...query.filters, p: edition.page === 0 ? undefined : edition.page, limit: edition.pageSize })}
      head={<><meta name="robots" content="noindex" />{pages !== undefined && <Neighbours {...pagesBeside(pages)} />}</>}
    >
      <h1 class="unseen">{asked === '' ? 'Search' : `Search: ${asked}`}</h1>
      <form class="search-form" id="search-form" role="search" action="/papers" method="get">
        <p class="ask">
          <label class="unseen" for="q">Words, a question, an author, an id</label>
          <input id="q" name="q" type="search" value={asked} placeholder="Words, author, id" maxlength={MAX_QUERY_CHARACTERS} autocomplete="off" spellcheck={false} autofocus={asked === ''} />
          <button type="submit">Search</button>
        </p>
        <details class="more-tools" open={edition === undefined || filtered}>
          <summary>Filters</summary>
          <div class="fields">
            <FilterFields typed={query.typed} facets={facets} dates />
          <p class="field">
            <label for="mode">Match by</label>
            <select id="mode" name="mode">
              {MODES.map((one) => <option value={one.mode} selected={one.mode === mode}>{one.label}</option>)}
            </select>
          </p>
          </div>
        </details>
        {frame.view !== undefined && <input type="hidden" name="view" value={frame.view} />}
      </form>
      <Notes notes={[...query.notes, ...(edition?.notes ?? [])]} />
      {edition === undefined ? (
        <section class="help" aria-labelledby="help-title">
          <h2 id="help-title">How to ask</h2>
          <QueryHelp />
        </section>
      ) : (
        <>
          <nav class="tools results" aria-label="These results">
            <span class="count" id="count" role="status">{counted(edition.total, 'paper')}{tookText(edition.tookMs)}</span>{' '}
            <ViewToggle frame={frame} href={(view) => listHref('/papers', values, { view }, edition.page)} />{' '}
            <a href="/about#query">How to ask</a>
          </nav>
          {edition.entries.length === 0 && <p class="empty" id="empty">{edition.empty ?? 'No paper was found.'}</p>}
          <div class="papers" id="papers">
            {edition.entries.map((entry) => <EntryArticle frame={frame} entry={entry} kind="search" marks={edition.marks} />)}
          </div>
          {pages !== undefined && <Pager {...pages} />}
        </>
      )}
    </Layout>
  )
}
