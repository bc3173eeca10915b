import { arxivCategory } from './archives.ts'
import { ChosenSources } from './chosen-sources.ts'
import { ALL_SUBJECTS } from './preprint-subjects.ts'

/** What somebody typed or ticked, not yet looked at. */
export interface TypedSources {
  readonly arxiv: readonly string[]
  readonly huggingface: boolean
  readonly biorxiv: readonly string[]
  readonly medrxiv: readonly string[]
  readonly openreview: readonly string[]
  readonly acl: readonly string[]
  readonly feeds: readonly string[]
  readonly openalex: boolean
  /** empty for none */
  readonly contact: string
}

export interface SourceFault {
  readonly field: keyof TypedSources
  /** a sentence for a person, naming what was typed */
  readonly message: string
}

/** So many faults of one field are told; the others are like them. */
const TOLD = 3
const QUOTED = 80

/**
 * Makes a choice of what was typed: blanks and repetitions go, categories get arXiv's letters, addresses of a venue or
 * a volume become its name. Answers the choice, or every fault that is in the way of one.
 */
export function checkSources(typed: TypedSources): { readonly chosen: ChosenSources } | { readonly faults: readonly SourceFault[] } {
  const faults: SourceFault[] = []
  const told = new Map<keyof TypedSources, number>()
  const fault = (field: keyof TypedSources, message: string): void => {
    const times = (told.get(field) ?? 0) + 1
    told.set(field, times)
    if (times <= TOLD) faults.push({ field, message })
  }
  const contact = typed.contact.trim()
  const read = {
    arxiv: each(typed.arxiv, (one) => arxivCategory(one) ?? void fault('arxiv', `arXiv has no category ${quoted(one)}; write one such as cs.LG, or a whole archive such as hep-th.`)),
    huggingface: typed.huggingface,
    biorxiv: subjects(typed.biorxiv),
    medrxiv: subjects(typed.medrxiv),
    openreview: each(typed.openreview, venueOf),
    acl: each(typed.acl, collectionOf),
    feeds: each(typed.feeds, (one) => feedAddress(one) ?? void fault('feeds', `${quoted(one)} is no address of a feed; it must begin with https:// or http:// and hold no password.`)),
    openalex: typed.openalex,
    contact: contact === '' ? undefined : contact,
  }
  const parsed = ChosenSources.safeParse(read)
  for (const issue of parsed.error?.issues ?? []) {
    const field = issue.path[0] as keyof TypedSources
    const whole = read[field]
    const value = Array.isArray(whole) ? whole[Number(issue.path[1])] : field === 'contact' ? contact : undefined
    if (value !== undefined) fault(field, `${quoted(value)} ${issue.code === 'too_big' ? 'is too long' : issue.message}.`)
    else if (issue.code === 'too_big') fault(field, `At most ${String(issue.maximum)} can be chosen here.`)
    else fault(field, `This cannot be used: ${issue.message}.`)
  }
  if (faults.length > 0) return { faults }
  const chosen = parsed.data!
  const { arxiv, huggingface, biorxiv, medrxiv, openreview, acl, feeds } = chosen
  if (!huggingface && [arxiv, biorxiv, medrxiv, openreview, acl, feeds].every((list) => list.length === 0)) {
    return { faults: [{ field: 'arxiv', message: 'Nothing would be left to read: choose at least one category, list, venue or feed.' }] }
  }
  return { chosen }
}

/** Each that is not blank, once, as `read` writes it; what `read` does not take is left out. */
function each(typed: readonly string[], read: (one: string) => string | undefined): string[] {
  return [...new Set(typed.map((one) => one.trim()).filter((one) => one !== '').flatMap((one) => read(one) ?? []))]
}

function subjects(typed: readonly string[]): string[] {
  const named = each(typed, (one) => one.toLowerCase().replace(/\s+/g, ' '))
  return named.includes(ALL_SUBJECTS) ? [ALL_SUBJECTS] : named
}

/** A venue's id, also from the address of its page. */
function venueOf(typed: string): string {
  if (!/^https?:\/\/(www\.)?openreview\.net\//i.test(typed) || !URL.canParse(typed)) return typed
  return new URL(typed).searchParams.get('id') ?? typed
}

/** A collection's id, also from one of its volumes (2025.acl-long) or the address of that. */
function collectionOf(typed: string): string {
  const bare = /^https?:\/\/(?:www\.)?aclanthology\.org\/volumes\/([^/?#]+)/i.exec(typed)?.[1] ?? typed
  return /^(\d{4}\.[a-z0-9_]+|[A-Z]\d{2})-[\w.]+$/.exec(bare)?.[1] ?? bare
}

function feedAddress(typed: string): string | undefined {
  if (!/^https?:\/\//i.test(typed) || !URL.canParse(typed)) return undefined
  const address = new URL(typed)
  if (address.username !== '' || address.password !== '') return undefined
  address.hash = ''
  return address.href
}

const quoted = (text: string): string => `“${text.length > QUOTED ? `${text.slice(0, QUOTED).replace(/\p{Surrogate}/gu, '')}…` : text}”`
