import type { Shelf } from '../../community/reading-list.ts'
import type { Entry } from '../../edition/edition.ts'
import type { Frame } from '../frame.ts'
import { tagHref, withQuery } from '../words/addresses.ts'
import { counted, grouped } from '../words/numbers.ts'
import { ViewToggle } from './edition-head.tsx'
import { EntryArticle } from './entry.tsx'
import { Layout, Neighbours } from './layout.tsx'
import { Notes } from './notes.tsx'
import { Pager, pagesBeside } from './pager.tsx'
import { ListWays } from './this-list.tsx'

const TABS: readonly { shelf: Shelf; href: string; label: string; empty: string }[] = [
  { shelf: 'saved', href: '/saved', label: 'Saved', empty: 'Nothing is saved yet. “Save” under a paper, or s on the keyboard, puts it here.' },
  { shelf: 'voted', href: '/saved/voted', label: 'Voted', empty: 'You have not voted yet. ▲ under a paper, or v on the keyboard, gives it your vote.' },
  { shelf: 'read', href: '/saved/read', label: 'Read', empty: 'Nothing is marked as read yet. A paper’s own page and this list have a button for it.' },
  { shelf: 'tagged', href: '/saved/tagged', label: 'Tags', empty: 'You have no tags yet. “Tags” under a paper makes them.' },
  { shelf: 'noted', href: '/saved/noted', label: 'Notes', empty: 'You have no notes yet. A paper’s own page has room for one.' },
  { shelf: 'hidden', href: '/saved/hidden', label: 'Hidden', empty: 'Nothing is hidden. “Hide” under a paper, or x on the keyboard, folds it to one line wherever it is listed.' },
]

interface SavedPageProps {
  frame: Frame
  shelf: Shelf
  tag: string | undefined
  counts: Readonly<Record<Shelf, number>>
  tags: readonly { readonly tag: string; readonly papers: number }[]
  /** what is searched for in the list; '' for the list itself */
  asked: string
  unread: boolean
  /** the names under which the reader publishes; only beside their votes */
  names: readonly string[] | undefined
  /** those names were kept just now */
  kept: boolean
  entries: readonly Entry[]
  total: number
  notes: readonly string[]
  marks: readonly string[]
  page: number
  pageSize: number
}

/** A reader's own papers: saved, voted for, read, tagged, with notes, hidden. */
export function SavedPage(props: SavedPageProps) {
  const { frame, shelf, tag, counts, tags, asked, unread, names, kept, entries, total, notes, marks, page, pageSize } = props
  const tab = TABS.find((one) => one.shelf === shelf)!
  const path = tag === undefined ? tab.href : tagHref(tag)
  const title = tag === undefined ? (shelf === 'saved' ? 'Saved' : `Saved: ${tab.label.toLowerCase()}`) : `#${tag}`
  const values = { q: asked, unread: unread ? '1' : undefined, view: frame.view }
  const hrefOf = (to: number) => withQuery(path, { ...values, p: to === 0 ? undefined : to })
  const pages = { page, pageSize, total, hrefOf }
  const overview = shelf === 'tagged' && tag === undefined
  const json = overview || asked !== '' ? undefined : withQuery('/api/me/list', { shelf, tag, unread: values.unread, p: page === 0 ? undefined : page })
  return (
    <Layout frame={frame} title={title} section="saved" dateline json={json} head={<><meta name="robots" content="noindex" /><Neighbours {...pagesBeside(pages)} /></>}>
      <header class="edition-head">
        <h1>{tag === undefined ? 'Saved' : `#${tag}`}</h1>
        <nav class="tools" id="shelves" aria-label="Your lists">
          {TABS.map((one) => <><a href={one.href} {...(one.shelf === shelf && tag === undefined ? { 'aria-current': 'true' as const } : {})}>{one.label} {grouped(counts[one.shelf])}</a>{' '}</>)}
        </nav>
        {!overview && (total > 0 || asked !== '') && (
          <nav class="tools" aria-label="This list">
            {asked === '' && <><a id="unread" href={withQuery(path, { ...values, unread: unread ? undefined : '1' })}>{unread ? 'Newest first' : 'Unread first'}</a>{' '}</>}
            <ViewToggle frame={frame} href={(view) => withQuery(path, { ...values, view, p: page === 0 ? undefined : page })} />{' '}
            <ListWays frame={frame} />{' '}
            <FindHere path={path} asked={asked} label={tag === undefined ? `Search in ${tab.label.toLowerCase()}` : `Search in #${tag}`} view={frame.view} />
          </nav>
        )}
      </header>
      {asked !== '' && <p class="within" id="found">{counted(total, 'paper')} found here for “{asked}”. <a href={path}>Show the whole list</a></p>}
      {kept && <Notes notes={['Your names are kept, and your votes are counted by them.']} />}
      <Notes notes={notes} />
      {overview && tags.length > 0 && <TagList tags={tags} />}
      {entries.length === 0 && !(overview && tags.length > 0) && (
        <p class="empty" id="empty">{asked !== '' ? 'No paper of this list was found.' : tag !== undefined ? 'No paper has this tag.' : total > 0 ? 'There is nothing on this page of the list.' : tab.empty}</p>
      )}
      <div class="papers" id="papers">
        {entries.map((entry) => <EntryArticle frame={frame} entry={entry} kind="held" marks={marks} own />)}
      </div>
      {!overview && <Pager {...pages} />}
      {names !== undefined && <Names names={names} />}
    </Layout>
  )
}

function FindHere({ path, asked, label, view }: { path: string; asked: string; label: string; view: Frame['view'] }) {
  return (
    <form class="find-within" action={path} method="get">
      <label class="unseen" for="q-within">{label}</label>
      <input id="q-within" name="q" type="search" value={asked} placeholder={label} maxlength={1000} autocomplete="off" spellcheck={false} required />
      {view !== undefined && <input type="hidden" name="view" value={view} />}
      <button class="unseen" type="submit">{label}</button>
    </form>
  )
}

function TagList({ tags }: { tags: SavedPageProps['tags'] }) {
  return <ul class="tag-list" id="tag-list">{tags.map(({ tag, papers }) => <li><a href={tagHref(tag)}>#{tag}</a> <span class="quiet">{counted(papers, 'paper')}</span></li>)}</ul>
}

/** Whose papers are the reader's own, so that their votes for them are counted apart. */
function Names({ names }: { names: readonly string[] }) {
  return (
    <form class="names" action="/saved/names" method="post">
      <p class="text-field">
        <label for="own-names">Names under which you publish, one a line</label>
        <textarea id="own-names" name="names" rows={2} maxlength={5000}>{names.join('\n')}</textarea>
        <span class="hint">Your votes for papers by these names, or by the name of your account, are counted apart.</span>
      </p>
      <p class="deeds"><button type="submit">Keep names</button></p>
    </form>
  )
}
