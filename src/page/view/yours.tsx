import { NOTE_CHARACTERS, TAG_CHARACTERS, TAGS_MAX } from '../../community/marks.ts'
import type { Paper } from '../../paper/paper.ts'
import type { Frame } from '../frame.ts'
import { tagHref } from '../words/addresses.ts'
import { NOTHING } from './actions.tsx'

/** On a paper's page: the reader's own tags and note, which nobody else sees. */
export function Yours({ frame, paper, known }: { frame: Frame; paper: Paper; known: readonly string[] }) {
  if (frame.visitor.person === undefined) return null
  const { tags, note } = frame.mine.get(paper.key) ?? NOTHING
  const hidden = (
    <>
      <input type="hidden" name="paper" value={paper.id} />
      <input type="hidden" name="back" value={frame.back} />
    </>
  )
  return (
    <section class="yours" id="yours" aria-labelledby="yours-title">
      <h2 id="yours-title">Your tags and notes</h2>
      <p class="hint">Only you see these.{tags.length > 0 && <> Tagged {tags.map((tag, at) => <>{at > 0 && ', '}<a href={tagHref(tag)}>#{tag}</a></>)}.</>}</p>
      <form action="/tags" method="post">
        {hidden}
        <p class="text-field">
          <label for="own-tags">Tags, parted by commas</label>
          <span class="in-row">
            <input id="own-tags" name="tags" value={tags.join(', ')} maxlength={TAGS_MAX * (TAG_CHARACTERS + 2)} autocomplete="off" list="known-tags" />
            <button type="submit">Keep tags</button>
          </span>
        </p>
        <datalist id="known-tags">{known.slice(0, 100).map((tag) => <option value={tag}></option>)}</datalist>
      </form>
      <form action="/note" method="post">
        {hidden}
        <p class="text-field">
          <label for="own-note">Note</label>
          <textarea id="own-note" name="text" rows={3} maxlength={NOTE_CHARACTERS}>{note}</textarea>
        </p>
        <p class="deeds"><button type="submit">Keep note</button></p>
      </form>
    </section>
  )
}
