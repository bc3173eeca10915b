import { authorsAgree, firstAuthorKey, titleKey } from '../normalise/identity.ts'
import type { Identifier } from '../paper/paper.ts'
import type { IdentityCandidate, Store } from '../store/store.ts'
import type { Reference } from './read-references.ts'

/** So many are looked for in one go: other writers get their turn between two. */
const AT_ONCE = 100
/** Fewer letters ("Introduction") say nothing about which paper it is. */
const TITLE_LETTERS = 12

/** The key of the held paper that each reference names, in order; undefined where none is held. */
export async function matchReferences(store: Store, references: readonly Pick<Reference, 'identifiers' | 'title' | 'authors'>[]): Promise<(number | undefined)[]> {
  const keys: (number | undefined)[] = []
  for (let at = 0; at < references.length; at += AT_ONCE) {
    const some = references.slice(at, at + AT_ONCE)
    const titleKeys = some.map(({ title }) => (title.replace(/[^\p{L}]/gu, '').length >= TITLE_LETTERS ? titleKey(title) : ''))
    const found = await store.write((writer) =>
      writer.candidates({ identifiers: some.flatMap(({ identifiers }) => identifiers), titleKeys: titleKeys.filter((key) => key !== ''), sourceKeys: [] }),
    )
    const byIdentifier = new Map<string, IdentityCandidate>()
    const byTitle = new Map<string, IdentityCandidate[]>()
    for (const candidate of found) {
      for (const identifier of candidate.identifiers) byIdentifier.set(named(identifier), candidate)
      byTitle.set(candidate.titleKey, [...(byTitle.get(candidate.titleKey) ?? []), candidate])
    }
    for (const [place, { identifiers, authors }] of some.entries()) {
      // An arXiv id settles which paper is meant; authors give one DOI to several of their preprints.
      const ranked = [...identifiers].sort((a, b) => Number(b.scheme === 'arxiv') - Number(a.scheme === 'arxiv'))
      const identified = ranked.flatMap((identifier) => byIdentifier.get(named(identifier)) ?? [])[0]
      const arxiv = identifiers.find(({ scheme }) => scheme === 'arxiv')?.value
      const titled = (byTitle.get(titleKeys[place]!) ?? []).find((candidate) => {
        const other = candidate.identifiers.find(({ scheme }) => scheme === 'arxiv')?.value
        return (arxiv === undefined || other === undefined || arxiv === other) && authorsAgree(firstAuthorKey(authors), candidate.firstAuthor)
      })
      keys.push((identified ?? titled)?.key)
    }
  }
  return keys
}

const named = ({ scheme, value }: Identifier): string => `${scheme} ${value.toLowerCase()}`
