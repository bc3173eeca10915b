import type { ListEdition } from '../../edition/edition.ts'
import type { Frame } from '../frame.ts'
import type { ListQuery } from '../read-list-query.ts'
import { withQuery } from '../words/addresses.ts'
import { counted } from '../words/numbers.ts'
import { Begin } from './begin.tsx'
import { LedgerTable } from './day-ledger.tsx'
import { datedPath, EditionHead, EditionTools, isDated, ViewToggle } from './edition-head.tsx'
import { EntryArticle } from './entry.tsx'
import type { Facets } from './filters-form.tsx'
import { ToolsForm } from './filters-form.tsx'
import { FindWithin } from './find-within.tsx'
import { GuessNote } from './guess-note.tsx'
import { Layout, listHref, Neighbours } from './layout.tsx'
import type { Section } from './layout.tsx'
import { ListTimes } from './list-times.tsx'
import { NewSince } from './new-since.tsx'
import { Notes } from './notes.tsx'
import { PageProps } from './page-props.tsx'
import { Pager, pagesBeside } from './pager.tsx'
import { ShelfBanner } from './shelf-banner.tsx'
import { SubmitLinks } from './submit-links.tsx'
import { ListWays } from './this-list.tsx'
import { TrendingHead } from './trending-head.tsx'

interface ListPageProps {
  /** for programs that read the page */
  props?: object | undefined
  frame: Frame
  edition: ListEdition
  query: ListQuery
  facets: Facets
  /** the list's own path, `/papers/date/2024-10-18` */
  path: string
  section?: Section | undefined
  shelf: 'none' | 'shown' | 'clearable'
  /** nothing has been chosen to be fetched yet, and this reader may choose */
  begin?: boolean
  /** what is wrong with the sources, in one sentence */
  trouble?: string | undefined
  note?: string | undefined
  /** how many of the list's papers came in since the reader's last visit */
  fresh?: number
}

/** The API's default page is as long as ours. */
function jsonOf(edition: ListEdition, { filters, page, order }: ListQuery): string | undefined {
  const { kind, subject } = edition
  const rest = { ...filters, stood: edition.stoodAt === undefined ? undefined : '1', p: page === 0 ? undefined : page }
  if (kind === 'trending' && edition.stoodAt !== undefined) return withQuery('/api/daily_papers', { date: subject, sort: 'trending', ...rest })
  if (kind === 'trending') return withQuery('/api/daily_papers', { sort: 'trending', ...rest })
  if (!isDated(edition)) return undefined
  return withQuery('/api/daily_papers', { [kind === 'day' ? 'date' : kind]: subject, order, ...rest })
}

/** A day, a week, a month, trending or the starter shelf. */
export function ListPage({ frame, edition, query, facets, path, section, shelf, begin, trouble, note, props, fresh = 0 }: ListPageProps) {
  const { category, venue, after, before } = query.typed
  const { order, since } = query
  const stood = edition.stoodAt !== undefined && edition.kind === 'day' ? '1' : undefined
  const by = edition.kind === 'picks' ? query.by : undefined
  const filters = { category, venue, after, before, by, picked: query.picked ? '1' : undefined, order, stood, since }
  const hrefOf = (to: string) => listHref(to, filters, frame)
  const hrefWith = (to: string, values: Readonly<Record<string, string | undefined>>) => listHref(to, { category, venue, after, before, by, ...values }, frame)
  const pages = { ...edition, hrefOf: (page: number) => listHref(path, filters, frame, page) }
  const beside = isDated(edition)
    ? {
        previous: edition.previous === undefined ? undefined : hrefOf(datedPath(edition.kind, edition.previous)),
        next: edition.next === undefined ? undefined : hrefOf(datedPath(edition.kind, edition.next)),
      }
    : pagesBeside(pages)
  const day = edition.to ?? frame.today
  // Where everything is new the head says it once.
  const allNew = fresh >= edition.total
  return (
    <Layout
      frame={frame}
      title={edition.title}
      description={`${edition.title}: ${counted(edition.total, 'paper')}. ${edition.ledger}`.trim()}
      section={section}
      front
      json={jsonOf(edition, query)}
      head={<Neighbours {...beside} />}
    >
      <EditionHead edition={edition} hrefOf={hrefOf}>
        <LedgerTable frame={frame} days={edition.days ?? []} hrefOf={hrefOf} />
      </EditionHead>
      {trouble !== undefined && <p class="trouble" id="trouble"><a href="/sources">{trouble}</a></p>}
      <EditionTools edition={edition} hrefOf={hrefOf}>
        <ViewToggle frame={frame} href={(view) => listHref(path, filters, { view }, edition.page)} />
        <ToolsForm frame={frame} path={path} typed={query.typed} facets={facets} day={day} dated={isDated(edition)} rest={{ by, order, stood }} />
        <ListTimes edition={edition} query={query} path={path} hrefWith={hrefWith} />
        <SubmitLinks frame={frame} edition={edition} query={query} path={path} hrefWith={hrefWith} />
        <ListWays frame={frame} />{' '}
        {isDated(edition) && <FindWithin frame={frame} kind={edition.kind} subject={edition.subject} typed={query.typed} />}
      </EditionTools>
      <NewSince frame={frame} count={fresh} only={since !== undefined} hrefOf={(to) => hrefWith(path, { order, since: to })} />
      {edition.kind === 'trending' && <TrendingHead edition={edition} />}
      {begin && <Begin />}
      {shelf !== 'none' && <ShelfBanner canClear={shelf === 'clearable'} />}
      <Notes notes={[...(note === undefined ? [] : [note]), ...query.notes, ...edition.notes]} />
      <GuessNote frame={frame} edition={edition} query={query} path={path} hrefWith={hrefWith} />
      {edition.entries.length === 0 && <p class="empty" id="empty">{edition.empty ?? 'There is nothing on this page of the list.'}</p>}
      <div class={edition.kind === 'day' ? 'papers of-day' : 'papers'} id="papers">
        {edition.entries.map((entry) => <EntryArticle frame={allNew ? { ...frame, visit: undefined } : frame} entry={entry} kind={edition.kind} marks={edition.marks} />)}
      </div>
      <Pager {...pages} />
      <PageProps target="DailyPapers" props={props} />
    </Layout>
  )
}
