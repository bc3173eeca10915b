import type { MinePaper } from '../../community/mine.ts'
import type { EntryCommunity } from '../../edition/edition.ts'
import type { Paper } from '../../paper/paper.ts'
import type { Frame } from '../frame.ts'
import { paperHref, tagHref, withQuery } from '../words/addresses.ts'
import { counted, grouped } from '../words/numbers.ts'

/** The id of the form that every button below belongs to: one a page, so that a hundred papers do not carry a hundred forms. */
const FORM = 'act'

/** Once on each page of somebody who may do something. It posts to whatever the pressed button says, and comes back here. */
export function ActForm({ frame }: { frame: Frame }) {
  if (frame.visitor.person === undefined) return null
  return (
    <form id={FORM} action="/vote" method="post">
      <input type="hidden" name="back" value={frame.back} />
    </form>
  )
}

/** Votes here and elsewhere, told apart: what the number beside ▲ is made of. */
export function votesText(community: EntryCommunity | undefined, upvotes: number): string {
  const { votes = 0, own = 0 } = community ?? {}
  const parts = [`${counted(votes, 'vote')} here`, `${counted(upvotes, 'upvote')} elsewhere`]
  return parts.join(', ') + (own === 0 ? '' : `; ${own === 1 ? 'an author’s own vote is' : `${grouped(own)} votes of authors are`} counted apart`)
}

interface ToggleProps {
  act: 'vote' | 'save' | 'hide' | 'read'
  id: string
  on: boolean
  /** as it stands beside the title for who hears the page */
  label: string
  children: unknown
  title?: string | undefined
  elsewhere?: number | undefined
}

function Toggle({ act, id, on, label, title, elsewhere, children }: ToggleProps) {
  return (
    <button form={FORM} formaction={on ? `/${act}?on=0` : `/${act}`} name="paper" value={id} data-act={act} data-elsewhere={elsewhere} aria-pressed={on ? 'true' : 'false'} aria-label={label} title={title}>
      {children}
    </button>
  )
}

/** The words of each toggle as it stands: off, on. The browser code in src/client knows the same. */
export const WORDS = { save: ['save', 'saved'], hide: ['hide', 'show again'], read: ['mark as read', 'read'] } as const

export const NOTHING: MinePaper = { voted: false, saved: false, hidden: false, read: false, tags: [], note: '' }

interface ActionsProps {
  frame: Frame
  paper: Paper
  community: EntryCommunity | undefined
  /** upvotes that other services show */
  upvotes: number
  plainTitle: string
  /** with whether it was read, where there is room */
  read?: boolean
  id?: string | undefined
}

/** What a reader may do with a paper, in one quiet row; nothing for who cannot do anything. */
export function Actions({ frame, paper, community, upvotes, plainTitle, read = false, id }: ActionsProps) {
  if (frame.visitor.person === undefined) return null
  const mine = frame.mine.get(paper.key) ?? NOTHING
  const said = votesText(community, upvotes)
  const word = (act: keyof typeof WORDS, on: boolean): string => WORDS[act][on ? 1 : 0]
  const toggle = (act: keyof typeof WORDS, on: boolean) => (
    <Toggle act={act} id={paper.id} on={on} label={`${word(act, on)}: ${plainTitle}`}>{word(act, on)}</Toggle>
  )
  return (
    <p class="acts" id={id}>
      <Toggle act="vote" id={paper.id} on={mine.voted} label={`Vote: ${plainTitle}. ${said}`} title={said} elsewhere={upvotes}>
        ▲ <span class="sum">{grouped((community?.votes ?? 0) + upvotes)}</span>
      </Toggle>{' '}
      {toggle('save', mine.saved)}{' '}
      {(read || mine.read) && <>{toggle('read', mine.read)}{' '}</>}
      {toggle('hide', mine.hidden)}{' '}
      <Tags id={paper.id} tags={mine.tags} plainTitle={plainTitle} />
    </p>
  )
}

/** The reader's own tags, each leading to its papers, and the way to change them. */
function Tags({ id, tags, plainTitle }: { id: string; tags: readonly string[]; plainTitle: string }) {
  return (
    <span class="tags" data-id={id} data-tags={tags.length === 0 ? undefined : tags.join(', ')}>
      {tags.map((tag) => <><a href={tagHref(tag)}>#{tag}</a>{' '}</>)}
      <a class="tag-edit" href={`${paperHref(id)}#yours`} aria-label={`Tags: ${plainTitle}`}>tags</a>
    </span>
  )
}

/** The count for who may not vote: plain, or the way to sign in where that is possible. Nothing where nobody voted and nobody could. */
export function VotesOnly({ frame, community, upvotes }: { frame: Frame; community: EntryCommunity | undefined; upvotes: number }) {
  const votes = community?.votes ?? 0
  const words = votes === 0 ? counted(upvotes, 'upvote') : counted(votes + upvotes, 'vote')
  const title = votes + (community?.own ?? 0) === 0 ? undefined : votesText(community, upvotes)
  if (frame.visitor.canSignIn) {
    return <a class="votes" href={withQuery('/sign-in', { back: frame.back })} rel="nofollow" title={title} aria-label={`${words}. Sign in to vote`}>{votes + upvotes === 0 ? 'vote' : words}</a>
  }
  return votes + upvotes === 0 ? null : <span class="votes" title={title}>{words}</span>
}
