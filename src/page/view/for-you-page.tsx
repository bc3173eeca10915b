import type { ForYouEdition } from '../../edition/for-you/for-you-edition.ts'
import { knownInWords } from '../../edition/for-you/known-in-words.ts'
import type { Frame } from '../frame.ts'
import { withQuery } from '../words/addresses.ts'
import { counted } from '../words/numbers.ts'
import { DialForm } from './dial.tsx'
import { EditionHead, ViewToggle } from './edition-head.tsx'
import { EntryArticle } from './entry.tsx'
import { Layout, listHref, Neighbours } from './layout.tsx'
import { Pager, pagesBeside } from './pager.tsx'
import { switchNames } from './taste-switches.tsx'
import { ListWays } from './this-list.tsx'

interface ForYouPageProps {
  frame: Frame
  edition: ForYouEdition
  /** what the address asked for this once */
  asked: { readonly dial?: string | undefined; readonly span?: string | undefined }
}

/** A reader's own front page. */
export function ForYouPage({ frame, edition, asked }: ForYouPageProps) {
  const { settings, known, off } = edition
  const pages = { ...edition, hrefOf: (page: number) => listHref('/papers/for-you', asked, frame, page) }
  return (
    <Layout frame={frame} title="For you" section="for-you" front json={withQuery('/api/me/for-you', asked)} head={<Neighbours {...pagesBeside(pages)} />}>
      <EditionHead edition={edition} hrefOf={(path) => path} />
      <DialForm settings={settings} back="/papers/for-you" />
      <nav class="tools" aria-label="Your taste">
        <a href="/account/taste">Your taste</a>{' '}
        <ViewToggle frame={frame} href={(view) => listHref('/papers/for-you', asked, { view }, edition.page)} />{' '}
        <ListWays frame={frame} />
      </nav>
      {edition.new ? <BeginTaste /> : <p class="known">Ranked by {knownInWords(known)}{off.length > 0 && <>; switched off: {switchNames(off)}</>}{edition.leftOut > 0 && <>. {counted(edition.leftOut, 'paper')} that you {settings.known ? 'hid' : 'know or hid'} {edition.leftOut === 1 ? 'is' : 'are'} left out</>}.</p>}
      {edition.entries.length === 0 && <p class="empty" id="empty">{edition.empty ?? 'There is nothing on this page of the list.'}</p>}
      <div class="papers" id="papers">
        {edition.entries.map((entry) => <EntryArticle frame={frame} entry={entry} kind="for-you" marks={edition.marks} />)}
      </div>
      <Pager {...pages} />
    </Layout>
  )
}

/** For somebody of whom nothing is known yet. */
function BeginTaste() {
  return (
    <section class="banner" aria-labelledby="begin-taste">
      <h2 class="unseen" id="begin-taste">How to begin</h2>
      <p>
        Nothing is known of your taste yet, so these papers stand in the community’s order. Vote for a paper or save it, follow an author or a
        category, or <a href="/account/taste#seeds">give papers that you like</a>: a few ids, a BibTeX file or your Zotero library. One is enough to begin with.
      </p>
    </section>
  )
}
