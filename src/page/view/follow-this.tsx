import type { Follow } from '../../paper/people.ts'
import type { Frame } from '../frame.ts'
import { FollowButton, isFollowed } from './follow-authors.tsx'

/** The author or the category that a search is for and for nothing else: `author:"Ada Lovelace"`, `cat:cs.CL`. */
export function followable(asked: string): { readonly kind: 'author' | 'category'; readonly value: string } | undefined {
  const author = /^author:"([^"]{2,200})"$/i.exec(asked.slice(0, 300))?.[1]?.trim()
  if (author !== undefined && author !== '') return { kind: 'author', value: author }
  const category = /^cat:([\w.-]{2,60})$/i.exec(asked.slice(0, 100))?.[1]
  return category === undefined ? undefined : { kind: 'category', value: category }
}

/** Over what such a search found: follow who or what it is for. */
export function FollowThis({ frame, asked, follows }: { frame: Frame; asked: string; follows: readonly Follow[] }) {
  const found = followable(asked)
  if (frame.visitor.person === undefined || found === undefined) return null
  return <div class="follow-this"><FollowButton frame={frame} {...found} followed={isFollowed(follows, found.kind, found.value)} /></div>
}
