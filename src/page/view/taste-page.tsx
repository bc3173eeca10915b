import type { TasteView } from '../../community/taste.ts'
import type { ZoteroKept, ZoteroState } from '../../community/zotero-seeds.ts'
import type { Follow } from '../../paper/people.ts'
import type { Frame } from '../frame.ts'
import { authorHref, paperHref, withQuery } from '../words/addresses.ts'
import { counted } from '../words/numbers.ts'
import { shortened } from '../words/well-formed.ts'
import { DialSteps, SpanChoice } from './dial.tsx'
import { Layout } from './layout.tsx'
import { Notes } from './notes.tsx'
import { TasteSwitches } from './taste-switches.tsx'
import { Tick } from './tick.tsx'

export interface TastePageProps {
  frame: Frame
  taste: TasteView
  zotero: { readonly offered: boolean; readonly kept: ZoteroKept | undefined; readonly state: ZoteroState | undefined }
  notes: readonly string[]
}

/** /account/taste: all that shapes a reader's own front page, each part to be changed and taken away by itself. */
export function TastePage({ frame, taste, zotero, notes }: TastePageProps) {
  const { settings, follows } = taste
  const of = (kind: Follow['kind']) => follows.filter((one) => one.kind === kind)
  return (
    <Layout frame={frame} title="Your taste" section="for-you" dateline>
      <div class="sources taste">
        <h1>Your taste</h1>
        <p class="lead">What shapes <a href="/papers/for-you">your own front page</a>. Only you see it; all of it can be switched off, taken away, and <a href="/account/data">taken elsewhere</a>.</p>
        <Notes notes={notes} />

        <form action="/account/taste/settings" method="post">
          <input type="hidden" name="whole" value="1" />
          <h2>How it is ranked</h2>
          <div class="field-row">
            <DialSteps dial={settings.dial} />
            <SpanChoice span={settings.span} />
          </div>
          <p class="field-row">
            <label for="explore">Papers outside your usual</label>
            <select id="explore" name="explore">
              {EXPLORE.map(([value, label]) => <option value={value} selected={nearest(settings.explore) === value}>{label}</option>)}
            </select>
          </p>
          <Tick name="variety" value="1" checked={settings.variety}>Variety: not ten papers on one topic in a row</Tick>
          <Tick name="known" value="1" checked={settings.known}>Show papers again that I have read, saved, voted for or given</Tick>
          <h3>What counts</h3>
          <fieldset><legend class="unseen">Signals</legend><TasteSwitches switches={settings.switches} /></fieldset>
          <p class="deeds"><button type="submit">Keep these</button></p>
        </form>

        <h2 id="follows">Authors and categories</h2>
        <p class="hint">Their papers come first. An initial stands for any given name with it.</p>
        <Follows frame={frame} follows={[...of('author'), ...of('category')]} />
        <FollowForm kind="author" label="Follow an author" hint="Ada Lovelace" />
        <FollowForm kind="category" label="Follow a category" hint="cs.CL" />

        <h2 id="words">Words</h2>
        <p class="hint">More of papers with a word or phrase, or none of them at all.</p>
        <Follows frame={frame} follows={[...of('word'), ...of('without')]} />
        <FollowForm kind="word" label="More papers with" hint="graph learning" />
        <FollowForm kind="without" label="No papers with" hint="blockchain" />

        <h2 id="seeds">Papers to go by</h2>
        <p class="hint">
          {taste.seeds + taste.texts.length === 0 ? 'None yet.' : `${counted(taste.seeds, 'paper')} held here${taste.texts.length === 0 ? '' : `, and ${taste.texts.length.toLocaleString('en')} by title and abstract alone: they are not held, and are looked for among new papers`}.`}
        </p>
        <SeedList frame={frame} taste={taste} />
        <form action="/account/taste/seeds" method="post" enctype="multipart/form-data">
          <p class="text-field">
            <label for="seed-text">Ids, DOIs, addresses or titles, one on a line, or BibTeX, RIS or CSL JSON</label>
            <textarea id="seed-text" name="text" rows={4} spellcheck={false} autocomplete="off" placeholder={'2401.01234\nhttps://doi.org/10.1000/182'}></textarea>
          </p>
          <p class="text-field">
            <label for="seed-file">Or a file: an export of Zotero, Mendeley, JabRef … (BibTeX, RIS, CSL JSON)</label>
            <input id="seed-file" name="file" type="file" accept=".bib,.bibtex,.ris,.json,.txt,text/plain,application/json" />
          </p>
          <p class="deeds"><button type="submit">Add these papers</button></p>
        </form>

        <h2 id="zotero">Zotero</h2>
        <ZoteroPart {...zotero} />

        <h2 id="reset">Begin anew</h2>
        <p class="hint">Takes the part away at once. Votes, saved papers, tags and notes stay yours; “what I did so far” only stops shaping your page.</p>
        <form action="/account/taste/reset" method="post" class="resets">
          {RESETS.map(([part, label]) => <button type="submit" name="part" value={part}>{label}</button>)}
        </form>
      </div>
    </Layout>
  )
}

const EXPLORE = [[0, 'none'], [5, '1 in 20'], [10, '1 in 10'], [20, '1 in 5'], [33, '1 in 3'], [50, 'every other']] as const
const RESETS = [['follows', 'Authors and categories'], ['words', 'Words'], ['seeds', 'Papers to go by'], ['settings', 'Settings'], ['past', 'What I did so far'], ['all', 'All of it']] as const

function nearest(share: number): number {
  return EXPLORE.reduce((best, [value]) => (Math.abs(value - share * 100) < Math.abs(best - share * 100) ? value : best), 0)
}

const SAID: Readonly<Record<Follow['kind'], string>> = { author: '', category: '', word: 'more of ', without: 'none of ' }

function Follows({ frame, follows }: { frame: Frame; follows: readonly Follow[] }) {
  if (follows.length === 0) return <p class="quiet">None yet.</p>
  return (
    <ul class="follows">
      {follows.map(({ kind, value }) => (
        <li>
          <span>{SAID[kind]}{kind === 'author' ? <a href={authorHref(value)}>{value}</a> : kind === 'category' ? <a href={withQuery('/papers', { q: `cat:${value}` })}>{value}</a> : `“${value}”`}</span>
          <form action="/account/taste/follow" method="post">
            <input type="hidden" name="kind" value={kind} />
            <input type="hidden" name="value" value={value} />
            <input type="hidden" name="on" value="0" />
            <input type="hidden" name="back" value={kind === 'author' || kind === 'category' ? '/account/taste#follows' : '/account/taste#words'} />
            <button class="plain" type="submit" aria-label={`Take ${frame.texts.plain(value)} away`}>take away</button>
          </form>
        </li>
      ))}
    </ul>
  )
}

function FollowForm({ kind, label, hint }: { kind: Follow['kind']; label: string; hint: string }) {
  return (
    <form class="in-line" action="/account/taste/follow" method="post">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="back" value={kind === 'author' || kind === 'category' ? '/account/taste#follows' : '/account/taste#words'} />
      <label for={`follow-${kind}`}>{label}</label>
      <input id={`follow-${kind}`} name="value" required maxlength={200} placeholder={hint} autocomplete="off" spellcheck={false} />
      <button type="submit">{kind === 'without' ? 'Exclude' : kind === 'word' ? 'Add' : 'Follow'}</button>
    </form>
  )
}

function SeedList({ frame, taste }: { frame: Frame; taste: TasteView }) {
  const { papers, texts, seeds } = taste
  if (papers.length + texts.length === 0) return null
  const shownTexts = texts.slice(0, 100)
  return (
    <details class="fold">
      <summary>See them{seeds > papers.length || texts.length > shownTexts.length ? ': the first of each' : ''}</summary>
      <ul class="follows">
        {papers.map((paper) => (
          <li>
            <a href={paperHref(paper.id)}>{frame.texts.title(paper)}</a>
            <SeedAway name="paper" value={paper.id} called={frame.texts.plain(paper.title)} />
          </li>
        ))}
        {shownTexts.map(({ title }) => (
          <li>
            <span>{shortened(frame.texts.plain(title), 200)} <span class="quiet">(not held)</span></span>
            <SeedAway name="title" value={title} called={frame.texts.plain(title)} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function SeedAway({ name, value, called }: { name: 'paper' | 'title'; value: string; called: string }) {
  return (
    <form action="/account/taste/seed" method="post">
      <input type="hidden" name={name} value={value} />
      <input type="hidden" name="on" value="0" />
      <button class="plain" type="submit" aria-label={`Take “${shortened(called, 100)}” away`}>take away</button>
    </form>
  )
}

function ZoteroPart({ offered, kept, state }: TastePageProps['zotero']) {
  return (
    <>
      {state !== undefined && <p class="zotero-state" id="zotero-state">{zoteroSentence(state)}{state.state === 'reading' && <> <a href="/account/taste#zotero">See again</a></>}</p>}
      {!offered ? (
        <p class="hint">This Broadsheet asks no other service. In Zotero choose File › Export Library, as BibTeX or CSL JSON, and give the file above.</p>
      ) : (
        <>
          <p class="hint">
            Reads your library once. <a href="https://www.zotero.org/settings/keys" rel="noreferrer">zotero.org/settings/keys</a> shows your user number and makes a key; let it read only. The key is sent to Zotero and to nobody else, and is
            forgotten at once unless you tick the box below.
          </p>
          {kept !== undefined && (
            <div class="kept">
              <p>Kept: {kept.kind === 'group' ? 'group' : 'user'} {kept.id}{kept.keyed && ', with its key'}.</p>
              <form class="deeds" action="/account/taste/zotero" method="post"><button type="submit">Read it again</button></form>
              <form class="deeds" action="/account/taste/zotero/forget" method="post"><button class="plain" type="submit">Forget library and key</button></form>
            </div>
          )}
          <form action="/account/taste/zotero" method="post" autocomplete="off">
            <p class="field-row">
              <label class="unseen" for="zotero-kind">Whose library</label>
              <select id="zotero-kind" name="kind"><option value="user">user</option><option value="group">group</option></select>
              <label for="zotero-id">number</label>
              <input id="zotero-id" name="id" inputmode="numeric" pattern="[0-9]*" maxlength={12} size={10} />
              <label for="zotero-key">key</label>
              <input id="zotero-key" name="key" type="password" maxlength={100} autocomplete="off" spellcheck={false} />
            </p>
            <Tick name="keep" value="1">Keep number and key here, to read the library again</Tick>
            <p class="deeds"><button type="submit">Read my library</button></p>
          </form>
        </>
      )}
    </>
  )
}

function zoteroSentence({ state, read, total, report, trouble }: ZoteroState): string {
  const brought = report === undefined ? '' : `: ${counted(report.added, 'paper')} held here, ${report.texts.toLocaleString('en')} by title and abstract`
  const of = total === undefined ? '' : ` of ${total.toLocaleString('en')}`
  if (state === 'reading') return `Your library is being read: ${read.toLocaleString('en')}${of} items so far.`
  if (state === 'done') return `Your library was read, ${counted(read, 'item')}${brought}.`
  return `${read === 0 ? 'Your library could not be read' : `Your library was read as far as ${read.toLocaleString('en')}${of} items${brought}`}. ${trouble ?? ''}`
}
