import type { Submission } from '../paper/people.ts'
import type { Store } from '../store/store.ts'
import type { Entry, EntryCommunity, ListEdition } from './edition.ts'

/** What the people here did with each of the papers; papers with which nobody did anything are left out. Three queries, however many papers. */
export async function communityOf(store: Pick<Store, 'people'>, paperKeys: readonly number[]): Promise<ReadonlyMap<number, EntryCommunity>> {
  if (paperKeys.length === 0) return new Map()
  const keys = [...new Set(paperKeys)]
  const { people } = store
  const [votes, comments, submissions] = await Promise.all([people.votes(keys), people.commentCounts(keys), people.submissions({ paperKeys: keys })])
  const submitted = new Map<number, Submission[]>()
  for (const one of submissions) submitted.set(one.paperKey, [...(submitted.get(one.paperKey) ?? []), one])
  const found = new Map<number, EntryCommunity>()
  for (const key of keys) {
    const { votes: count, own } = votes.get(key) ?? { votes: 0, own: 0 }
    const one = { votes: count, own, comments: comments.get(key) ?? 0, submissions: submitted.get(key) ?? [] }
    if (one.votes + one.own + one.comments + one.submissions.length > 0) found.set(key, one)
  }
  return found
}

/** The entries with what the people here did with them. `span`: only submissions to these days (inclusive). */
export async function withCommunity(store: Pick<Store, 'people'>, entries: readonly Entry[], span?: { readonly from: string; readonly to: string }): Promise<Entry[]> {
  const known = await communityOf(store, entries.map(({ paper }) => paper.key))
  return entries.map((entry) => {
    const community = known.get(entry.paper.key)
    if (community === undefined) return entry
    const submissions = span === undefined ? community.submissions : community.submissions.filter(({ day }) => day >= span.from && day <= span.to)
    return { ...entry, community: { ...community, submissions } }
  })
}

/** The list with what the people here did with its papers; submissions of its own days where it is dated. */
export async function listWithCommunity(store: Pick<Store, 'people'>, asked: Promise<ListEdition>): Promise<ListEdition> {
  const list = await asked
  const { kind, from, to } = list
  const dated = kind === 'day' || kind === 'week' || kind === 'month'
  return { ...list, entries: await withCommunity(store, list.entries, dated && from !== undefined && to !== undefined ? { from, to } : undefined) }
}
