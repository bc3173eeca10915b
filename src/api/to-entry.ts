import { createHash } from 'node:crypto'
import type { Entry } from '../edition/edition.ts'
import { shownUpvotes } from '../edition/shown-upvotes.ts'
import type { DayEntry, Link, Paper } from '../paper/paper.ts'
import { readExtras } from './read-extras.ts'
import type { AuthorShape, EntryShape, FlatPaperShape, InnerPaperShape, UserShape } from './schemas.ts'

type Extras = ReturnType<typeof readExtras>

/** An entry of a list in the shape of Hugging Face's `/api/daily_papers`. */
export function toEntry(entry: Entry, options: { explain: boolean }): EntryShape {
  const { paper } = entry
  const listed = submittedHere(entry)
  const extras = readExtras(paper.extras)
  const inner = innerPaper(paper, listed, extras, shownUpvotes(entry) + votesHere(entry.community))
  const mediaUrls = inner.mediaUrls
  return {
    paper: inner,
    publishedAt: inner.submittedOnDailyAt ?? inner.publishedAt,
    title: paper.title,
    summary: paper.abstract,
    ...(mediaUrls && { mediaUrls }),
    thumbnail: extras.thumbnail ?? link(paper, 'thumbnail') ?? '',
    numComments: listed?.numComments ?? 0,
    submittedBy: submitter(listed, extras) ?? NOBODY,
    ...(extras.submitterOrganization && { submitterOrganization: extras.submitterOrganization }),
    ...(extras.organization && { organization: extras.organization }),
    isAuthorParticipating: extras.isAuthorParticipating ?? false,
    ...(options.explain && explanation(entry)),
    ...(entry.copies && { copies: entry.copies.map(({ id, title }) => ({ id, title })) }),
  }
}

/** The place in the list with who put the paper there: people of this instance, where no service names somebody. */
function submittedHere({ listed, community }: Pick<Entry, 'listed' | 'community'>): Entry['listed'] {
  if (listed === undefined || listed.source === 'huggingface' || listed.submittedBy !== undefined) return listed
  const first = community?.submissions.find(({ day, person }) => day === listed.day && person !== undefined)
  return first?.person === undefined ? listed : { ...listed, submittedAt: first.at, submittedBy: { name: first.person.name } }
}

/** Votes of people here that count beside another service's: an author's own are shown apart and never count. */
const votesHere = (community: Entry['community']): number => community?.votes ?? 0

/** A paper in no list, flat: one of `/api/papers`. */
export function toListedByDate({ paper, community }: Pick<Entry, 'paper' | 'community'>): InnerPaperShape {
  return innerPaper(paper, undefined, readExtras(paper.extras), paper.upvotes + votesHere(community))
}

/** A paper by itself, flat, in the shape of Hugging Face's `/api/papers/ID`. `listed` is its newest place in a list. */
export function toFlatPaper(paper: Paper, listed: Entry['listed'], community?: Entry['community']): FlatPaperShape {
  return {
    ...innerPaper(paper, submittedHere({ listed, community }), readExtras(paper.extras), paper.upvotes + votesHere(community)),
    linkedModels: [],
    linkedDatasets: [],
    linkedSpaces: [],
    numTotalModels: 0,
    numTotalDatasets: 0,
    numTotalSpaces: 0,
  }
}

function innerPaper(paper: Paper, listed: DayEntry | undefined, extras: Extras, upvotes: number): InnerPaperShape {
  const by = submitter(listed, extras)
  const mediaUrls = extras.mediaUrls ?? links(paper, 'media')
  const projectPage = extras.projectPage ?? link(paper, 'project')
  const githubRepo = extras.githubRepo ?? links(paper, 'code').find((url) => /^https?:\/\/(www\.)?github\.com\//i.test(url))
  return {
    id: paper.id,
    authors: authors(paper, extras),
    ...(mediaUrls.length > 0 && { mediaUrls }),
    publishedAt: extras.publishedAt ?? firstInstant([paper.published, paper.versions[0]?.submittedAt, listed?.day, paper.updated]) ?? UNKNOWN_INSTANT,
    ...(listed && { submittedOnDailyAt: instant(listed.submittedAt) ?? instant(listed.day) ?? UNKNOWN_INSTANT }),
    title: paper.title,
    ...(by && { submittedOnDailyBy: { ...by, ...(by.name !== undefined && { user: by.name }) } }),
    summary: paper.abstract,
    upvotes,
    discussionId: extras.discussionId ?? '',
    ...(projectPage !== undefined && { projectPage }),
    ...(githubRepo !== undefined && { githubRepo }),
    ...(extras.githubRepoAddedBy !== undefined && { githubRepoAddedBy: extras.githubRepoAddedBy }),
    ...(paper.aiSummary !== undefined && { ai_summary: paper.aiSummary }),
    ...(extras.ai_keywords && { ai_keywords: extras.ai_keywords }),
    ...(extras.githubStars !== undefined && { githubStars: extras.githubStars }),
    ...(extras.organization && { organization: extras.organization }),
    ...(paper.withdrawn && { withdrawnAt: firstInstant([paper.updated, paper.published]) ?? UNKNOWN_INSTANT }),
  }
}

/** Clients require a date and parse it; this one says "not known" to a person and breaks no parser. */
const UNKNOWN_INSTANT = '1970-01-01T00:00:00.000Z'

/** Clients require somebody who submitted; a paper that nobody put into a list gets this. */
const NOBODY: UserShape = {
  _id: '0'.repeat(24),
  avatarUrl: '',
  fullname: 'Broadsheet',
  name: 'broadsheet',
  type: 'user',
  isPro: false,
  isHf: false,
  isHfAdmin: false,
  isMod: false,
}

/** Somebody of this instance, of whom no more than the name is told. */
export const unknownUser = (name: string | undefined): UserShape => (name === undefined ? NOBODY : { ...NOBODY, _id: hexId(name), fullname: name, name })

/** Who put the paper into the list: as the service wrote it when it is the same person, else from the day's entry. */
function submitter(listed: DayEntry | undefined, extras: Extras): UserShape | undefined {
  const said = listed?.submittedBy
  const raw = extras.submittedBy
  const rawName = raw?.name ?? raw?.user
  if (raw && rawName !== undefined && (said === undefined || said.name === rawName)) return { ...NOBODY, _id: hexId(rawName), ...raw, name: rawName }
  if (!said) return undefined
  return { ...NOBODY, _id: hexId(said.name), avatarUrl: said.avatarUrl ?? '', fullname: said.fullname ?? said.name, name: said.name }
}

function authors(paper: Paper, extras: Extras): AuthorShape[] {
  const raw = extras.authorsRaw
  const paperHash = hexId(paper.id).slice(0, 20)
  return paper.authors.map((author, place) => {
    const said = raw?.[place]
    if (said && said.name.trim() === author.name) return { ...said, name: author.name }
    return { _id: paperHash + (place & 0xffff).toString(16).padStart(4, '0'), name: author.name, hidden: false }
  })
}

function explanation(entry: Entry): Pick<EntryShape, 'source' | 'score' | 'reasons' | 'terms' | 'explanation'> {
  const source = entry.paper.sources.at(-1)
  return {
    ...(source !== undefined && { source }),
    ...(entry.score !== undefined && { score: entry.score }),
    reasons: entry.reasons.map(({ kind, text, value }) => ({ kind, text, ...(value !== undefined && { value }) })),
    ...(entry.terms && { terms: entry.terms.map(({ name, text, value, share }) => ({ name, text, value, share })) }),
    ...(entry.explanation && { explanation: { signals: { ...entry.explanation.signals }, terms: { ...entry.explanation.terms } } }),
  }
}

function firstInstant(dates: readonly (string | undefined)[]): string | undefined {
  for (const date of dates) {
    const found = instant(date)
    if (found !== undefined) return found
  }
  return undefined
}

/** An instant of a partial date or a date with time; undefined for what is neither. */
function instant(date: string | undefined): string | undefined {
  if (date === undefined || !/^\d{4}(-|$)/.test(date)) return undefined
  const time = Date.parse(date)
  return Number.isFinite(time) ? new Date(time).toISOString() : undefined
}

const links = (paper: Paper, kind: Link['kind']): string[] => paper.links.filter((one) => one.kind === kind).map((one) => one.url)
const link = (paper: Paper, kind: Link['kind']): string | undefined => paper.links.find((one) => one.kind === kind)?.url

/** 24 hex digits, as the service's own ids are, always the same for the same name. */
function hexId(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 24)
}
