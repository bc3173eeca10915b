import type { Paper } from '../../paper/paper.ts'
import type { Comment, Person } from '../../paper/people.ts'
import type { Subscription } from '../../paper/subscription.ts'
import { SEED_TEXTS_SETTING, seedTexts } from '../../paper/taste-settings.ts'
import type { MarkedPaper, Page } from '../../store/people.ts'
import type { Store } from '../../store/store.ts'
import { shownAddress } from '../alerts/read-address.ts'
import { SUBMITTED_SETTING } from '../submitted-today.ts'
import { VISIT_SETTING } from '../visits.ts'
import { ZOTERO_SETTING } from '../zotero-seeds.ts'
import { PORTABLE_FORMAT, PORTABLE_VERSION, type PortableFile } from './portable-file.ts'

const AT_ONCE = 500
/** Secrets, and what is no more than the state of this instance. */
const LEFT_OUT: ReadonlySet<string> = new Set([ZOTERO_SETTING, VISIT_SETTING, SUBMITTED_SETTING, SEED_TEXTS_SETTING])

/** Everything of a person, oldest first. */
export async function exportPerson(store: Store, person: Person, at: string): Promise<PortableFile> {
  const { people } = store
  const of = (mark: 'save' | 'hide' | 'read') => everything((page) => people.marked(person.id, mark, page))
  const [votes, saved, hidden, read, notes] = [await everything((page) => people.votesOfPerson(person.id, page)), await of('save'), await of('hide'), await of('read'), await everything((page) => people.notes(person.id, page))]
  const tags: (MarkedPaper & { tag: string })[] = []
  for (const { tag } of await people.tagsOf(person.id)) tags.push(...(await everything((page) => people.tagged(person.id, tag, page))).map((one) => ({ ...one, tag })))
  const comments = await everythingSaid((page) => people.commentsOfPerson(person.id, page))
  const [submissions, follows, seeds, settings, tokens] = await Promise.all([people.submissions({ personId: person.id }), people.follows(person.id), people.seeds(person.id), people.settings(person.id), people.tokens(person.id)])
  const [letters, hooks] = await Promise.all([lettersOf(store, person), store.hooks.hooks(person.id)])

  const papers = await byKey(store, [...[votes, saved, hidden, read, notes, tags, comments, submissions].flatMap((all) => all.map(({ paperKey }) => paperKey)), ...seeds])
  const idOf = (key: number): string | undefined => papers.get(key)?.id
  const done = (all: readonly MarkedPaper[]) => inOrder(all.flatMap((one) => ofPaper(idOf(one.paperKey), (paper) => ({ paper, at: one.at }))))
  return {
    format: PORTABLE_FORMAT,
    version: PORTABLE_VERSION,
    exportedAt: at,
    person: { name: person.name, ...(person.email === undefined ? {} : { email: person.email }), role: person.role, since: person.since },
    tokens: tokens.map(({ name, createdAt }) => ({ name, createdAt })),
    papers: [...papers.values()].map(({ id, title, identifiers, authors }) => ({ id, title, identifiers: [...identifiers], author: authors[0]?.name ?? '' })).sort((a, b) => compare(a.id, b.id)),
    votes: done(votes),
    saved: done(saved),
    hidden: done(hidden),
    read: done(read),
    tags: inOrder(tags.flatMap(({ tag, at: tagged, paperKey }) => ofPaper(idOf(paperKey), (paper) => ({ paper, at: tagged, tag })))),
    notes: inOrder(notes.flatMap(({ text, at: noted, paperKey }) => ofPaper(idOf(paperKey), (paper) => ({ paper, at: noted, text })))),
    comments: comments
      .flatMap((one) => ofPaper(idOf(one.paperKey), (paper) => portableComment(one, paper)))
      .sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.id, b.id)),
    submissions: inOrder(submissions.flatMap(({ paperKey, day, at: submitted, picked, remark }) => ofPaper(idOf(paperKey), (paper) => ({ paper, day, at: submitted, picked, remark })))),
    follows: [...follows].sort((a, b) => compare(a.kind, b.kind) || compare(a.value, b.value)),
    letters: letters.map(({ view, email, rhythm, weekday, hour, timeZone, papers: most, state, createdAt: since }) => ({ view, email, rhythm, weekday, hour, timeZone, papers: most, state, since })),
    alerts: hooks.map(({ view, kind, address, pausedWhy, createdAt: since }) => ({ view, kind, address: shownAddress(address), paused: pausedWhy !== undefined, since })),
    seeds: seeds.flatMap((key) => idOf(key) ?? []).sort(),
    seedTexts: [...seedTexts(settings)].sort((a, b) => compare(a.title, b.title)),
    settings: Object.fromEntries(Object.entries(settings).filter(([name]) => !LEFT_OUT.has(name))),
  }
}

/** What they asked for, and what was asked for with their address before they had an account. */
async function lettersOf({ post }: Store, { id, email }: Person): Promise<Subscription[]> {
  const [own, before] = await Promise.all([post.subscriptions({ personId: id }), email === undefined ? [] : post.subscriptions({ email })])
  const all = [...own, ...before.filter((one) => one.personId === undefined && !own.some((mine) => mine.view === one.view && mine.email === one.email))]
  return all.sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.view, b.view) || compare(a.email, b.email))
}

function portableComment({ id, parent, text, createdAt, editedAt, state }: Comment, paper: string) {
  return { id, paper, ...(parent === undefined ? {} : { parent }), text, createdAt, ...(editedAt === undefined ? {} : { editedAt }), state }
}

async function everything<T extends MarkedPaper>(ask: (page: Page) => Promise<{ total: number; papers: readonly T[] }>): Promise<T[]> {
  return pages(async (page) => (await ask(page)).papers)
}

async function everythingSaid(ask: (page: Page) => Promise<{ comments: readonly Comment[] }>): Promise<Comment[]> {
  return pages(async (page) => (await ask(page)).comments)
}

async function pages<T>(ask: (page: Page) => Promise<readonly T[]>): Promise<T[]> {
  const found: T[] = []
  for (;;) {
    const some = await ask({ offset: found.length, limit: AT_ONCE })
    found.push(...some)
    if (some.length < AT_ONCE) return found
  }
}

async function byKey(store: Store, keys: readonly number[]): Promise<Map<number, Paper>> {
  const asked = [...new Set(keys)]
  const found = new Map<number, Paper>()
  for (let at = 0; at < asked.length; at += AT_ONCE) for (const paper of await store.papers(asked.slice(at, at + AT_ONCE))) found.set(paper.key, paper)
  return found
}

function ofPaper<T>(id: string | undefined, make: (id: string) => T): T[] {
  return id === undefined ? [] : [make(id)]
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Oldest first, the same from whichever store: by instant, then by what is said. */
function inOrder<T extends { readonly at: string; readonly paper: string }>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => compare(a.at, b.at) || compare(a.paper, b.paper) || compare(JSON.stringify(a), JSON.stringify(b)))
}
