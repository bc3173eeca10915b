import type { InstanceStatus } from '../../edition/edition.ts'
import type { Frame } from '../frame.ts'
import { counted, grouped } from '../words/numbers.ts'
import { longDay } from '../words/dates.ts'
import { AboutTrending } from './about-trending.tsx'
import { KeyTable } from './keys.tsx'
import { Layout } from './layout.tsx'
import { QueryHelp } from './query-help.tsx'

/** Whom Broadsheet asks, in the order of the page of sources. */
const SERVICES = [
  ['arXiv', 'https://arxiv.org/'],
  ['Hugging Face Daily Papers', 'https://huggingface.co/papers'],
  ['bioRxiv', 'https://www.biorxiv.org/'],
  ['medRxiv', 'https://www.medrxiv.org/'],
  ['OpenReview', 'https://openreview.net/'],
  ['the ACL Anthology', 'https://aclanthology.org/'],
  ['OpenAlex', 'https://openalex.org/'],
] as const

function held(status: InstanceStatus): string {
  const span =
    status.firstDay === undefined || status.lastDay === undefined
      ? ''
      : ` Its days run from ${longDay(status.firstDay)} to ${longDay(status.lastDay)}.`
  const index = status.indexing
    ? ` ${grouped(status.indexed)} are in the index so far; the rest is being added.`
    : ` ${grouped(status.indexed)} can be searched.`
  return `This instance holds ${counted(status.papers, 'paper')}.${span}${index}`
}

export function AboutPage({ frame, status }: { frame: Frame; status: InstanceStatus }) {
  return (
    <Layout frame={frame} title="About" description="What Broadsheet is, how to search it, and its keys." section="about" dateline>
      <article class="prose">
        <h1>About Broadsheet</h1>
        <p>
          Broadsheet is a daily paper for research. It collects papers from where they appear, keeps them on this
          machine, finds them by words and by meaning, and sets them as dated pages: a day, a week, a month. Nothing
          on these pages comes from elsewhere and nothing reports back; links lead to each source’s own page.
        </p>
        <p id="held">
          {held(status)}
          {status.hasShelf && <> Among them is the <a href="/papers/shelf">starter shelf</a>.</>}
        </p>

        <h2 id="query">How to search</h2>
        <p>
          Type words, a whole question, or half a title. Papers are found by their words and by what they are about.
          Upper and lower case, accents, hyphens and most endings make no difference, and mathematics may be written
          in TeX or without. The parts below can be combined with each other and with the filters. What cannot be
          understood is said, and the rest is searched.
        </p>
        <p>
          Under each hit stands what matched. “Why this order?” above the hits gives the numbers: how well the words
          fit, how near the paper is in meaning to the query and to the best hits, and how much of the title and
          the query are the same.
        </p>
        <QueryHelp />

        <h2 id="keys">Keys</h2>
        <p>With scripts on, the pages can be read from the keyboard. Without scripts everything else works the same.</p>
        <KeyTable frame={frame} />

        <h2 id="lists">The lists</h2>
        <p>
          A day shows the papers that its sources listed under that day, those with the most upvotes first; an empty
          day says why it is empty. Weeks are ISO weeks, from Monday to Sunday. Days are New York’s, where arXiv and
          Daily Papers keep theirs: arXiv’s papers of a day are those announced at 20:00 of the evening before. Printed,
          a list becomes a paper in columns.
        </p>

        <AboutTrending />

        <h2 id="guess">Days on which nobody has voted</h2>
        <p>
          As long as a day has no votes, neither here nor at another service, its papers are ordered by a guess of what
          readers tend to like: a small model that ships with Broadsheet and was trained on a year and a half of Daily Papers, from
          titles, abstracts, how many authors there are and how old a paper is. It leans towards what the readers of that list
          like: machine learning, and papers with many authors. The first vote on a day ends the guess, and the two are never mixed.
        </p>

        <h2 id="ledger">Whether a day is complete</h2>
        <p>
          The line under the date says how many of the papers that were expected are held, and “By category” under it
          says so of each list. What is expected is learnt by ids: from arXiv’s announcement feeds, from its nightly
          harvest, and from the dated list of Daily Papers. A category of arXiv is complete when a harvest after 22:30
          of the announcement evening names no paper that is not held, and the feed has agreed or the day is over.
          Daily Papers are complete when the list was read twice alike, the last time after its day was over. Until
          then a day is “not yet confirmed”; it is “incomplete” while papers are missing, or when the last answer was
          cut short or old. Days whose papers stand there only by their date of submission say so.
        </p>
        <p>
          arXiv announces nothing for Saturdays and Sundays, nor after the evenings of its holidays. <a href="/papers">Today’s
          ledger</a> stands on the front page; <code>broadsheet days</code> shows the last weeks and the calendar to
          come, and <code>/api/days?from=DAY&amp;to=DAY</code> gives it to programs.
        </p>

        <h2 id="thanks">Sources and thanks</h2>
        <p>
          What is fetched, and from where, is <a href="/sources">chosen by the reader</a>. Broadsheet can
          ask{' '}
          {SERVICES.map(([name, href], index) => (
            <>{index === 0 ? '' : index === SERVICES.length - 1 ? ' and ' : ', '}<a href={href}>{name}</a></>
          ))}
          , no faster than each of them allows, and any RSS or Atom feed. It keeps titles, abstracts and other descriptions; the papers
          themselves stay where they are.
        </p>
        <p>
          Thank you to arXiv for use of its open access interoperability. Broadsheet is not part of arXiv, nor
          endorsed by it, nor by any other source that it reads.
        </p>
      </article>
    </Layout>
  )
}
