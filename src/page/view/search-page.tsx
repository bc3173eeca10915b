import type { ListEdition } from '../../edition/edition.ts'
import type { Follow } from '../../paper/people.ts'
import type { Frame } from '../frame.ts'
import type { ListQuery } from '../read-list-query.ts'
import { withQuery } from '../words/addresses.ts'
import { counted, grouped } from '../words/numbers.ts'
import { shortened } from '../words/well-formed.ts'
import { datedPath, ViewToggle } from './edition-head.tsx'
import { EntryArticle } from './entry.tsx'
import type { Facets } from './filters-form.tsx'
import { FilterFields } from './filters-form.tsx'
import { AskAgain, PostedPager } from './ask-again.tsx'
import { FollowThis } from './follow-this.tsx'
import { Layout, listHref, Neighbours } from './layout.tsx'
import { Notes } from './notes.tsx'
import { PageProps } from './page-props.tsx'
import { Pager, pagesBeside } from './pager.tsx'
import { QueryHelp } from './query-help.tsx'
import { SearchField } from './search-field.tsx'
import { searchValues } from './search-values.ts'
import { ListWays } from './this-list.tsx'

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
  /** the day, week or month that the search stays in */
  day: string | undefined
  /** with the numbers behind each hit */
  explain: boolean
  verbatim: boolean
  /** the search came by a form, as it is too long for an address */
  posted: boolean
  query: ListQuery
  facets: Facets
  /** what the reader follows */
  follows: readonly Follow[]
  /** undefined before anything was asked */
  edition: ListEdition | undefined
  /** what programs find on the page */
  props?: object | undefined
}

function tookText(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return ''
  return ms < 1 ? ' in less than 1 ms' : ` in ${grouped(Math.round(ms))} ms`
}

/** `date`, `week` or `month`, as the API calls them. */
const spanName = (day: string): string => (day.includes('W') ? 'week' : day.length === 7 ? 'month' : 'date')

export function SearchPage({ frame, asked, mode, day, explain, verbatim, posted, query, facets, follows, edition, props }: SearchPageProps) {
  const rest = searchValues({ query, mode, day, explain, verbatim })
  const values = { q: asked, ...rest }
  const hrefOf = (page: number) => listHref('/papers', values, frame, page)
  const hrefWith = (change: Readonly<Record<string, string | undefined>>) => listHref('/papers', { ...values, ...change }, frame)
  const filtered = mode !== 'both' || Object.values(query.typed).some((value) => value !== '')
  const pages = edition === undefined || posted ? undefined : { ...edition, hrefOf }
  const forApi = { q: asked, ...query.filters, mode: rest['mode'], ...(day === undefined ? {} : { [spanName(day)]: day }), fold: '1' }
  return (
    <Layout
      frame={frame}
      title={asked === '' ? 'Search' : shortened(asked, 100)}
      section="search"
      dateline
      search={false}
      json={edition === undefined || asked === '' || asked.length > API_QUERY_CHARACTERS ? undefined : withQuery('/api/papers/search', { ...forApi, p: edition.page === 0 ? undefined : edition.page, limit: edition.pageSize })}
      head={<><meta name="robots" content="noindex" />{pages !== undefined && <Neighbours {...pagesBeside(pages)} />}</>}
    >
      <h1 class="unseen">{asked === '' ? 'Search' : `Search: ${shortened(asked, 200)}`}</h1>
      <form class="search-form" id="search-form" role="search" action="/papers" method="get">
        <p class="ask">
          <label class="unseen" for="q">Words, a question, an author, an id</label>
          <SearchField asked={asked} />
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
        {day !== undefined && <input type="hidden" name="day" value={day} />}
        {explain && <input type="hidden" name="explain" value="1" />}
      </form>
      <FollowThis frame={frame} asked={asked} follows={follows} />
      <Within within={edition?.within} everywhere={hrefWith({ day: undefined })} posted={posted} />
      <Respelt edition={edition} hrefWith={hrefWith} posted={posted} />
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
            {edition.entries.length > 0 && (posted ? (
              <AskAgain values={{ ...values, explain: explain ? undefined : '1' }}><button class="plain">{explain ? 'Without numbers' : 'Why this order?'}</button></AskAgain>
            ) : (
              <a id="explain" href={hrefWith({ explain: explain ? undefined : '1' })} rel="nofollow">{explain ? 'Without numbers' : 'Why this order?'}</a>
            ))}{' '}
            {!posted && <><ViewToggle frame={frame} href={(view) => listHref('/papers', values, { view }, edition.page)} />{' '}<ListWays frame={frame} />{' '}</>}
            <a href="/about#query">How to ask</a>
          </nav>
          {explain && edition.entries.length > 0 && <p class="quiet order-note">A paper’s score is the sum of its terms. Each term is something that was measured, words and meaning as a share of the best in this list, times a weight that was fitted beforehand. What has no unit is a share: of the query, or of the title.</p>}
          {edition.entries.length === 0 && <p class="empty" id="empty">{edition.empty ?? 'No paper was found.'}</p>}
          <div class="papers" id="papers">
            {edition.entries.map((entry) => <EntryArticle frame={frame} entry={entry} kind="search" marks={edition.marks} explain={explain} />)}
          </div>
          {pages !== undefined ? <Pager {...pages} /> : <PostedPager {...edition} values={values} />}
        </>
      )}
      <PageProps target="DailyPapers" props={props} />
    </Layout>
  )
}

/** Where the search stays, and the way out. */
function Within({ within, everywhere, posted }: { within: ListEdition['within']; everywhere: string; posted: boolean }) {
  if (within === undefined) return null
  return (
    <p class="within" id="within">
      Only papers listed {within.kind === 'day' ? 'on' : 'in'} <a href={datedPath(within.kind, within.subject)}>{within.title}</a>.
      {!posted && <>{' '}<a href={everywhere}>Search all papers</a></>}
    </p>
  )
}

/** Another spelling that was meant, or may have been. */
function Respelt({ edition, hrefWith, posted }: { edition: ListEdition | undefined; hrefWith: (change: Readonly<Record<string, string>>) => string; posted: boolean }) {
  if (edition?.didYouMean === undefined || posted) return null
  const { query, used } = edition.didYouMean
  if (!used) return <p class="respelt" id="respelt">Did you mean <a href={hrefWith({ q: query })}>{shortened(query, 200)}</a>?</p>
  return (
    <p class="respelt" id="respelt">
      Showing results for <a href={hrefWith({ q: query })}>{shortened(query, 200)}</a>. <a class="quiet" href={hrefWith({ verbatim: '1' })}>Search instead for {shortened(edition.subject, 200)}</a>
    </p>
  )
}
