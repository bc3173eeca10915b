import { LOCAL_PERSON_ID, mayActAs, type Mark, type Person } from '../../paper/people.ts'
import { SEED_TEXTS_MAX, SEED_TEXTS_SETTING, SEEDS_MAX, seedTexts, TASTE_SETTING, TasteSettings, FOLLOWS_MAX } from '../../paper/taste-settings.ts'
import { cleanText } from '../../store/clean-text.ts'
import type { People } from '../../store/people.ts'
import type { Store } from '../../store/store.ts'
import { checkFollow } from '../check-follow.ts'
import { AUTHOR_NAME_CHARACTERS, AUTHOR_NAMES_MAX, AUTHOR_NAMES_SETTING, authorNames, isAuthor } from '../is-author.ts'
import { NOTE_CHARACTERS, TAG_CHARACTERS, TAGS_MAX } from '../marks.ts'
import { matchReferences } from '../match-references.ts'
import { oneLine } from '../one-line.ts'
import { REMARK_CHARACTERS_MAX } from '../submissions.ts'
import { titleKey } from '../../normalise/identity.ts'
import { importLetters } from './import-letters.ts'
import type { PortableFile } from './portable-file.ts'

/** What came of an import. What was there already is not counted: a second import of a file takes nothing. */
export interface ImportReport {
  readonly votes: number
  readonly saved: number
  readonly hidden: number
  readonly read: number
  readonly tags: number
  readonly notes: number
  readonly comments: number
  readonly submissions: number
  readonly follows: number
  readonly seeds: number
  readonly settings: number
  readonly letters: number
  /** papers of the file that are not held here, at most `SHOWN`, and how many more */
  readonly unknown: readonly { readonly id: string; readonly title: string }[]
  readonly unknownMore: number
  /** of these, kept as texts that taste goes by */
  readonly texts: number
  /** sentences on what was left out, and why */
  readonly leftOut: readonly string[]
}

const SHOWN = 200
/** Deeds in one transaction: other writers get their turn between two. */
const AT_ONCE = 100

/**
 * Brings what a file says into what a person has; nothing that is there is taken away or changed. Comments and submissions are said in
 * public, so only the owner of an instance brings them back: for others they stay in the file.
 * @param context.now ISO instant; nothing was done later than now
 * @param context.letters whether letters are sent from here
 */
export async function importPerson(store: Store, person: Person, file: PortableFile, { now, letters: sent }: { readonly now: string; readonly letters: boolean }): Promise<ImportReport> {
  const { people } = store
  const keys = await keysOf(store, file)
  const at = (instant: string): string => (new Date(instant).toISOString() < now ? new Date(instant).toISOString() : now)
  const counts = { votes: 0, saved: 0, hidden: 0, read: 0, tags: 0, notes: 0, comments: 0, submissions: 0, follows: 0, seeds: 0, settings: 0, letters: 0 }
  const leftOut: string[] = []
  const each = async <T extends { readonly paper: string }>(rows: readonly T[], deed: (people: People, key: number, row: T) => Promise<boolean>): Promise<number> => {
    const known = rows.filter(({ paper }) => keys.has(paper))
    let done = 0
    for (let from = 0; from < known.length; from += AT_ONCE) {
      done += await people.together(async (inside) => {
        let some = 0
        for (const row of known.slice(from, from + AT_ONCE)) if (await deed(inside, keys.get(row.paper)!, row)) some++
        return some
      })
    }
    return done
  }
  const ownKeys = [...new Set(keys.values())]

  const claims = file.settings[AUTHOR_NAMES_SETTING]
  const before = await people.settings(person.id)
  counts.settings += await importSettings(people, person, before, file)
  const names = Array.isArray(claims) ? authorNames(await people.settings(person.id)) : authorNames(before)

  const voted = await people.votedBy(person.id, ownKeys)
  const authors = new Map((await store.papers(ownKeys)).map((paper) => [paper.key, paper.authors]))
  counts.votes = await each(file.votes, async (inside, key, row) => {
    if (voted.has(key)) return false
    await inside.vote(key, person.id, true, { own: isAuthor(person, names, authors.get(key) ?? []), at: at(row.at) })
    return true
  })
  const marks = await people.marksOn(person.id, ownKeys)
  const mark = (rows: PortableFile['saved'], which: Mark) =>
    each(rows, async (inside, key, row) => {
      if (marks.get(key)?.has(which)) return false
      await inside.mark(person.id, key, which, true, at(row.at))
      return true
    })
  counts.saved = await mark(file.saved, 'save')
  counts.hidden = await mark(file.hidden, 'hide')
  counts.read = await mark(file.read, 'read')
  counts.tags = await each([...file.tags].sort((a, b) => (a.at < b.at ? -1 : 1)), async (inside, key, row) => {
    const tag = oneLine(row.tag.replaceAll(',', ' ')).slice(0, TAG_CHARACTERS)
    const had = (await inside.tagsOn(person.id, [key])).get(key) ?? []
    if (tag === '' || had.includes(tag) || had.length >= TAGS_MAX) return false
    await inside.tag(person.id, key, [...had, tag], at(row.at))
    return true
  })
  const noted = await people.notesOn(person.id, ownKeys)
  const kept = new Set<number>(noted.keys())
  counts.notes = await each(file.notes, async (inside, key, row) => {
    if (kept.has(key)) return false
    kept.add(key)
    await inside.note(person.id, key, cleanText(row.text.slice(0, NOTE_CHARACTERS)), at(row.at))
    return true
  })
  const differing = file.notes.filter(({ paper, text }) => noted.has(keys.get(paper) ?? -1) && noted.get(keys.get(paper)!) !== cleanText(text.slice(0, NOTE_CHARACTERS))).length
  if (differing > 0) leftOut.push(`${differing === 1 ? 'A note' : `${differing} notes`} of the file differ${differing === 1 ? 's' : ''} from yours on the same paper; yours stayed.`)

  if (person.id === LOCAL_PERSON_ID || mayActAs(person, 'admin')) {
    const said = [...file.comments].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    counts.comments = await each(said, (inside, key, row) => restoreComment(inside, person, key, row, at))
    const here = new Set((await people.submissions({ personId: person.id })).map(({ day, paperKey }) => `${day} ${paperKey}`))
    counts.submissions = await each(file.submissions, async (inside, key, row) => {
      if (here.has(`${row.day} ${key}`)) return false
      await inside.submit({ day: row.day, paperKey: key, personId: person.id, at: at(row.at), picked: row.picked, remark: oneLine(row.remark).slice(0, REMARK_CHARACTERS_MAX) })
      return true
    })
  } else {
    const mine = new Set((await people.commentsOfPerson(person.id, { limit: 20_000 })).comments.map(({ id }) => id))
    const silent = file.comments.filter(({ id }) => !mine.has(id)).length
    if (silent > 0) leftOut.push(`${silent === 1 ? 'A comment stays' : `${silent.toLocaleString('en')} comments stay`} in the file alone: comments are not posted a second time.`)
    const there = new Set((await people.submissions({ personId: person.id })).map(({ day, paperKey }) => `${day} ${paperKey}`))
    const unsaid = file.submissions.filter(({ day, paper }) => keys.has(paper) && !there.has(`${day} ${keys.get(paper)}`)).length
    if (unsaid > 0) leftOut.push(`${unsaid === 1 ? 'A submission stays' : `${unsaid.toLocaleString('en')} submissions stay`} in the file alone: submit a paper again to put it into a day.`)
  }

  counts.follows = await importFollows(people, person, file, leftOut)
  counts.letters = await importLetters({ post: store.post, person, letters: file.letters, sent, now, leftOut })
  const told = new Set((await store.hooks.hooks(person.id)).map(({ kind, view }) => `${kind} ${view}`))
  if (file.alerts.some(({ kind, view }) => !told.has(`${kind} ${view}`))) leftOut.push('Alerts stay in the file alone, because it does not have their whole addresses: add them again.')
  const unknown = file.papers.filter(({ id }) => !keys.has(id))
  const seeded = await importSeeds(people, person, file, keys, leftOut)
  counts.seeds = seeded.seeds
  return {
    ...counts,
    unknown: unknown.slice(0, SHOWN).map(({ id, title }) => ({ id: id.slice(0, 100), title: title.slice(0, 300) })),
    unknownMore: Math.max(0, unknown.length - SHOWN),
    texts: seeded.texts,
    leftOut,
  }
}

/** The held papers of the file by the ids that the file gives them. */
async function keysOf(store: Store, file: PortableFile): Promise<ReadonlyMap<string, number>> {
  const found = await matchReferences(store, file.papers.map(({ title, identifiers, author }) => ({ title, identifiers, authors: author === '' ? [] : [{ name: author }] })))
  const keys = new Map<string, number>()
  for (const [place, { id }] of file.papers.entries()) {
    // The id that a Broadsheet gave by itself is made of what the paper says, so it may be known here too.
    const key = found[place] ?? (await store.find(id))?.key
    if (key !== undefined) keys.set(id, key)
  }
  return keys
}

async function restoreComment(people: People, person: Person, paperKey: number, row: PortableFile['comments'][number], at: (instant: string) => string): Promise<boolean> {
  if ((await people.comment(row.id)) !== undefined) return false
  const parent = row.parent === undefined ? undefined : await people.comment(row.parent)
  await people.addComment({ id: row.id, paperKey, personId: person.id, parent: parent?.paperKey === paperKey ? parent.id : undefined, text: cleanText(row.text), at: at(row.createdAt) })
  if (row.state === 'deleted') await people.setCommentState(row.id, 'deleted', at(row.editedAt ?? row.createdAt))
  else {
    if (row.editedAt !== undefined) await people.editComment(row.id, row.text, at(row.editedAt))
    if (row.state === 'hidden') await people.setCommentState(row.id, 'hidden', at(row.createdAt))
  }
  return true
}

async function importFollows(people: People, person: Person, { follows }: PortableFile, leftOut: string[]): Promise<number> {
  const held = await people.follows(person.id)
  const had = new Set(held.map(({ kind, value }) => `${kind} ${value.toLowerCase()}`))
  let [taken, refused] = [0, 0]
  for (const one of follows) {
    let follow
    try {
      follow = checkFollow(one.kind, one.value)
    } catch {
      refused++
      continue
    }
    const name = `${follow.kind} ${follow.value.toLowerCase()}`
    if (had.has(name)) continue
    if (had.size >= FOLLOWS_MAX) {
      refused++
      continue
    }
    had.add(name)
    await people.follow(person.id, follow, true)
    taken++
  }
  if (refused > 0) leftOut.push(`${refused === 1 ? 'One follow' : `${refused.toLocaleString('en')} follows`} could not be taken.`)
  return taken
}

/** Seeds; and of what is not held, whatever speaks for a paper stays as a text. */
async function importSeeds(people: People, person: Person, file: PortableFile, keys: ReadonlyMap<string, number>, leftOut: string[]): Promise<{ seeds: number; texts: number }> {
  const had = new Set(await people.seeds(person.id))
  const fresh = [...new Set(file.seeds.flatMap((id) => keys.get(id) ?? []))].filter((key) => !had.has(key)).slice(0, Math.max(0, SEEDS_MAX - had.size))
  if (fresh.length > 0) await people.seed(person.id, fresh, true)

  const liked = new Set([...file.seeds, ...[file.votes, file.saved, file.tags].flatMap((rows) => rows.map(({ paper }) => paper))])
  const kept = new Map(seedTexts(await people.settings(person.id)).map((one) => [titleKey(one.title), one]))
  const count = kept.size
  const texts = [
    ...file.seedTexts,
    ...file.papers.filter(({ id, title }) => liked.has(id) && !keys.has(id) && title !== '').map(({ title, identifiers, author }) => ({ title: title.slice(0, 500), abstract: '', author, identifiers: identifiers.slice(0, 10) })),
  ]
  for (const text of texts) if (kept.size < SEED_TEXTS_MAX && !kept.has(titleKey(text.title))) kept.set(titleKey(text.title), text)
  if (kept.size > count) await people.setSetting(person.id, SEED_TEXTS_SETTING, [...kept.values()])
  if (texts.length > 0 && kept.size >= SEED_TEXTS_MAX) leftOut.push(`Of papers that are not held here ${SEED_TEXTS_MAX.toLocaleString('en')} are kept by their titles, no more.`)
  return { seeds: fresh.length, texts: kept.size - count }
}

/** Settings that are known, as sound as they must be; what the person has set here stays. */
async function importSettings(people: People, person: Person, before: Readonly<Record<string, unknown>>, { settings }: PortableFile): Promise<number> {
  const sound: Record<string, unknown> = {}
  const taste = settings[TASTE_SETTING]
  if (typeof taste === 'object' && taste !== null) sound[TASTE_SETTING] = TasteSettings.parse(taste)
  if (settings['guess'] === false) sound['guess'] = false
  const names = settings[AUTHOR_NAMES_SETTING]
  if (Array.isArray(names)) {
    const lines = names.filter((one): one is string => typeof one === 'string').map((one) => oneLine(one).slice(0, AUTHOR_NAME_CHARACTERS))
    const claimed = [...new Set(lines)].filter((one) => one !== '').slice(0, AUTHOR_NAMES_MAX)
    if (claimed.length > 0) sound[AUTHOR_NAMES_SETTING] = claimed
  }
  let taken = 0
  for (const [name, value] of Object.entries(sound)) {
    if (before[name] !== undefined) continue
    await people.setSetting(person.id, name, value)
    taken++
  }
  return taken
}
