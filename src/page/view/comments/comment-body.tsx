import type { ShownComment } from '../../../community/comments.ts'
import type { Frame } from '../../frame.ts'
import { sinceText } from '../../words/dates.ts'
import { shortened } from '../../words/well-formed.ts'

/** A person's name where they wrote something; a text that is not to be read has none. */
export const writerOf = ({ by, state }: Pick<ShownComment, 'by' | 'state'>): string => (by !== undefined ? shortened(by, 80) : state === 'shown' ? 'somebody who has left' : 'somebody')

/** When it was written, leading to where it stands. */
export function WrittenAt({ frame, comment: { createdAt, editedAt }, href }: { frame: Frame; comment: ShownComment; href: string }) {
  return (
    <>
      <a class="quiet" href={href}><time datetime={createdAt} data-since="">{sinceText(createdAt, frame.now)}</time></a>
      {editedAt !== undefined && <span class="quiet" title={`edited ${sinceText(editedAt, frame.now)}`}>edited</span>}
    </>
  )
}

/** What was written, or why nothing stands here. */
export function CommentText({ frame, comment: { state, text } }: { frame: Frame; comment: ShownComment }) {
  if (text === undefined) return <p class="quiet">{state === 'deleted' ? '[deleted]' : 'hidden by a curator'}</p>
  return (
    <>
      {state === 'hidden' && <p class="quiet">Hidden by a curator: only who wrote it and curators see this.</p>}
      <div class="comment-text">{frame.texts.markdown(text)}</div>
    </>
  )
}
