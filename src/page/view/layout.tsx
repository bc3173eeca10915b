import type { Child } from 'hono/jsx'
import type { Frame } from '../frame.ts'
import { MAX_QUERY_CHARACTERS } from '../read-list-query.ts'
import { withQuery } from '../words/addresses.ts'
import { longDay } from '../words/dates.ts'
import { counted } from '../words/numbers.ts'
import { ActForm } from './actions.tsx'
import { FeedAlternates } from './feed-links.tsx'
import { KeyDialog } from './keys.tsx'
import { ThisList } from './this-list.tsx'

export type Section = 'today' | 'trending' | 'for-you' | 'saved' | 'search' | 'about'

/** `mine`: only for somebody whose own things are kept. */
const SECTIONS: readonly { id: Section; href: string; label: string; mine?: boolean }[] = [
  { id: 'today', href: '/papers', label: 'Today' },
  { id: 'trending', href: '/papers/trending', label: 'Trending' },
  { id: 'for-you', href: '/papers/for-you', label: 'For you', mine: true },
  { id: 'saved', href: '/saved', label: 'Saved', mine: true },
  { id: 'search', href: '/papers?q=', label: 'Search' },
  { id: 'about', href: '/about', label: 'About' },
]

interface LayoutProps {
  frame: Frame
  /** plain text, without the name of the paper */
  title: string
  description?: string | undefined
  section?: Section | undefined
  /** the large nameplate of a front page, or the small one of an inside page */
  front?: boolean | undefined
  /** inside pages say today's date; an edition says its own */
  dateline?: boolean | undefined
  /** the search page has a search form of its own */
  search?: boolean | undefined
  /** the same view as JSON */
  json?: string | undefined
  head?: Child
  children?: Child
}

/** The sheet that every page is printed on: head, masthead, the page's own main part, foot. */
export function Layout({ frame, title, description, section, front, dateline, search = true, json, head, children }: LayoutProps) {
  const { assets } = frame
  const { person, canSignIn, by } = frame.visitor
  const firstPaint = assets.href('client/first-paint.cjs')
  const script = assets.href('client/main.js')
  return (
    <html lang="en" {...(frame.view === undefined ? {} : { 'data-view': frame.view })}>
      <head>
        <meta charset="utf-8" />
        <title>{title} · Broadsheet</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {firstPaint !== undefined && <script src={firstPaint}></script>}
        <link rel="stylesheet" href={assets.href('broadsheet.css')} />
        <link rel="stylesheet" href={assets.href('print.css')} media="print" />
        <link rel="icon" href={assets.href('favicon.svg')} type="image/svg+xml" />
        {description !== undefined && <meta name="description" content={description} />}
        {json !== undefined && <link rel="alternate" type="application/json" href={json} />}
        <FeedAlternates frame={frame} title={title} />
        {head}
        {script !== undefined && <script type="module" src={script}></script>}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the papers</a>
        <header class={front ? 'masthead front' : 'masthead'}>
          <p class="nameplate"><a href="/papers">Broadsheet</a></p>
          {dateline && <p class="dateline"><time datetime={frame.today}>{longDay(frame.today)}</time></p>}
          <div class="bar">
            <nav class="sections" aria-label="Sections">
              <ul>
                {SECTIONS.filter(({ mine }) => !mine || person !== undefined).map(({ id, href, label }) => (
                  <li class={`to-${id}`}><a href={href} {...(id === section ? { 'aria-current': 'page' } : {})}>{label}</a></li>
                ))}
              </ul>
            </nav>
            {search && (
              <form class="find" role="search" action="/papers" method="get">
                <label class="unseen" for="q">Search papers</label>
                <input id="q" name="q" type="search" placeholder="Search papers" maxlength={MAX_QUERY_CHARACTERS} autocomplete="off" spellcheck={false} />
                <button class="unseen" type="submit">Search</button>
              </form>
            )}
            {person !== undefined && <a class="who" href="/account">{by !== 'local' && <span class="name">{person.name}</span>}<span class="you">You</span></a>}
            {person === undefined && canSignIn && <a class="who" href="/sign-in">Sign in</a>}
            <button id="theme-toggle" class="plain" type="button" hidden>Dark</button>
          </div>
        </header>
        <main id="main" tabindex={-1}>{children}</main>
        <ActForm frame={frame} />
        <footer class="foot">
          <ThisList frame={frame} />
          <p>
            <a href="/about">About Broadsheet</a>
            <a href="/about#keys" id="keys-link">Keys</a>
            <a href="/about#query">How to search</a>
            <a href="/sources" id="sources-link">Sources</a>
            <a href="/comments">Comments</a>
            <a href="/api">API</a>
            {frame.openReports > 0 && <a href="/admin/reports" id="reports-link">{counted(frame.openReports, 'reported comment')}</a>}
            {json !== undefined && <a href={json}>This page as JSON</a>}
          </p>
          <p class="thanks">Thank you to arXiv for use of its open access interoperability.</p>
        </footer>
        <KeyDialog frame={frame} />
      </body>
    </html>
  )
}

/** `<link rel="prev">` and `<link rel="next">` for the head. */
export function Neighbours({ previous, next }: { previous: string | undefined; next: string | undefined }) {
  return (
    <>
      {previous !== undefined && <link rel="prev" href={previous} />}
      {next !== undefined && <link rel="next" href={next} />}
    </>
  )
}

/** A list's address with its filters, its page and its view; page 0 and defaults are left out. */
export function listHref(
  path: string,
  values: Readonly<Record<string, string | undefined>>,
  frame: Pick<Frame, 'view'>,
  page = 0,
): string {
  return withQuery(path, { ...values, view: frame.view, p: page === 0 ? undefined : page })
}
