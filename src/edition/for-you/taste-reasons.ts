import type { Paper } from '../../paper/paper.ts'
import type { SeedText } from '../../paper/taste-settings.ts'
import { texToText } from '../../paper/tex/tex-to-text.ts'
import type { LikingKind } from '../../rank/taste/taste.ts'
import type { TasteReason } from '../../rank/taste/taste-reasons.ts'
import type { Reason } from '../edition.ts'

/** What a paper is called by that a reader likes, and how they said so. */
export type LikedNamed = { readonly title: string; readonly id: string | undefined; readonly kind: LikingKind }

const SAID: Readonly<Record<LikingKind, string>> = {
  vote: 'which you voted for', save: 'which you saved', tag: 'which you tagged', seed: 'which you gave as a seed', read: 'which you read',
}
const TITLE_CHARACTERS = 90

/** Reasons in words, the most telling first. @param named the liked paper of a key */
export function wordedReasons(reasons: readonly TasteReason[], named: (key: number) => LikedNamed | undefined): Reason[] {
  return reasons.flatMap((reason): Reason[] => {
    switch (reason.kind) {
      case 'close-to': {
        const liked = named(reason.likedKey)
        return liked === undefined ? [] : [{ kind: 'close', text: `close to “${shortTitle(liked.title)}”, ${SAID[liked.kind]}`, value: reason.value, paper: liked.id }]
      }
      case 'author':
        return [{ kind: 'follow', text: `by ${reason.name}, whom you follow` }]
      case 'coauthor':
        return [{ kind: 'author', text: `by ${reason.name}, of whom you liked other papers` }]
      case 'category':
        return [{ kind: 'follow', text: `in ${reason.category}, which you follow` }]
      case 'field':
        return [{ kind: 'close', text: `in ${reason.category}, as papers that you like` }]
      case 'word':
        return [{ kind: 'word', text: `has your word “${reason.word}”` }]
      case 'votes':
        return [{ kind: 'community', text: 'liked by the community' }]
      case 'guess':
        return [{ kind: 'guess', text: 'of a kind that readers tend to like: a guess' }]
      case 'explore':
        return [{ kind: 'explore', text: 'outside your usual: exploration' }]
      case 'new':
        return [{ kind: 'new', text: 'new' }]
    }
  })
}

/** How liked papers are called: held ones by their titles, seeds that are texts (keys below 0) by theirs. */
export function namesOfLiked(papers: readonly Paper[], texts: readonly SeedText[], kinds: ReadonlyMap<number, LikingKind>): (key: number) => LikedNamed | undefined {
  const held = new Map(papers.map((paper) => [paper.key, paper]))
  return (key) => {
    if (key < 0) {
      const text = texts[-key - 1]
      return text && { title: text.title, id: undefined, kind: 'seed' }
    }
    const paper = held.get(key)
    return paper && { title: paper.title, id: paper.id, kind: kinds.get(key) ?? 'seed' }
  }
}

function shortTitle(title: string): string {
  const text = texToText(title.slice(0, 1000)).replace(/\s+/g, ' ').trim()
  if (text.length <= TITLE_CHARACTERS) return text
  const cut = text.slice(0, TITLE_CHARACTERS)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), TITLE_CHARACTERS / 2)).trimEnd()}…`
}
