import { COMMENT_CHARACTERS, REASON_CHARACTERS } from '../../../community/comment-text.ts'
import type { CommentDraft } from '../../comments/comment-draft.ts'
import type { Frame } from '../../frame.ts'

interface CommentFormProps {
  frame: Frame
  /** public id */
  paper: string
  kind: CommentDraft['kind']
  /** the comment that is answered, edited or reported */
  about?: string | undefined
  /** for who hears the page: whose comment that is */
  whose?: string | undefined
  /** what stands there already */
  text?: string
  /** this form as it was filled in */
  draft: CommentDraft | undefined
}

const WORDS = {
  new: { action: '/comment', label: 'Your comment', button: 'Comment' },
  answer: { action: '/comment', label: 'Your answer', button: 'Answer' },
  edit: { action: '/comment/edit', label: 'Your comment', button: 'Keep' },
  report: { action: '/comment/report', label: 'What is wrong with it? Curators read this; who wrote the comment does not.', button: 'Report' },
} as const

/** One form for all that is written below a paper. It needs no script; what was refused stays in it. */
export function CommentForm({ frame, paper, kind, about, whose, text = '', draft }: CommentFormProps) {
  const { action, label, button } = WORDS[kind]
  const id = `${kind}-${about ?? 'comment'}`
  const written = (draft?.text ?? text).replace(/^\n+/, '')
  const fault = draft?.fault
  const described = [fault !== undefined && `${id}-fault`, kind !== 'report' && `${id}-hint`].filter(Boolean).join(' ')
  const more = { ...(described === '' ? {} : { 'aria-describedby': described }), ...(fault === undefined ? {} : { 'aria-invalid': 'true' }) }
  return (
    // What comes back from the server is met where it was sent from.
    <form class="comment-form" id={`form-${id}`} action={`${action}#form-${encodeURIComponent(id)}`} method="post">
      <input type="hidden" name="paper" value={paper} />
      <input type="hidden" name="back" value={frame.back} />
      {about !== undefined && <input type="hidden" name={kind === 'answer' ? 'parent' : 'comment'} value={about} />}
      {draft?.preview === true && (
        <div class="comment-preview">
          <p class="quiet">As it will stand there; nothing is kept yet</p>
          <div class="comment-text">{frame.texts.markdown(draft.text)}</div>
        </div>
      )}
      <div class="text-field">
        <label for={id}>{label}{whose !== undefined && <span class="unseen"> (to {whose})</span>}</label>
        {fault !== undefined && <p class="fault" id={`${id}-fault`} role="alert">{fault}</p>}
        {kind === 'report' ? (
          <input id={id} name="reason" value={written} maxlength={REASON_CHARACTERS} required autocomplete="off" {...more} />
        ) : (
          <textarea id={id} name="text" rows={kind === 'new' ? 4 : 3} maxlength={COMMENT_CHARACTERS} required {...more}>{written}</textarea>
        )}
      </div>
      <p class="deeds">
        <button type="submit" name="step" value="keep">{button}</button>
        {kind !== 'report' && <button class="plain" type="submit" name="step" value="preview">Preview</button>}
        {kind !== 'report' && <span class="hint" id={`${id}-hint`}>Markdown and <code>$TeX$</code></span>}
      </p>
    </form>
  )
}
