/** GET /letters/preview?view=/papers/trending: the letter that would be sent, as a mail program shows it and as plain text. */
import type { Context } from 'hono'
import { readView } from '../../community/letters/read-wishes.ts'
import { visitorOf } from '../../community/visitor.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { type View, viewOfPath } from '../../paper/view.ts'
import { sendPrivate } from '../account/deed.ts'
import type { PageRoom } from '../deps.ts'
import { NOSNIFF } from '../send.ts'
import { Layout } from '../view/layout.tsx'
import { nameOfView } from '../words/letters.ts'

/** A letter is written by strangers in part: it runs nothing, loads nothing, and only our own page may frame it. */
const LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

export async function showPreview(room: PageRoom, c: Context): Promise<Response> {
  const { person } = visitorOf(c)
  if (person === undefined) throw new BroadsheetError('not-signed-in', 'Please sign in to see letters before they come.')
  if (room.previewLetter === undefined) throw new BroadsheetError('not-found', 'No letters are written here.')
  const path = readView(c.req.query('view') ?? '/papers', true)
  const letter = await room.previewLetter({ view: viewOfPath(path) as View, email: person.email ?? 'you@example.org', person })
  const alone = c.req.query('part')
  if (letter !== undefined && alone === 'html') {
    return c.html(letter.html.replace('<head>', '<head><base target="_blank">'), 200, { ...NOSNIFF, 'content-security-policy': LETTER_POLICY, 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'cross-origin-opener-policy': 'same-origin' })
  }
  const frame = room.frame(c)
  const html = `/letters/preview?${new URLSearchParams({ view: path, part: 'html' })}`
  const answer = await sendPrivate(
    c,
    <Layout frame={frame} title="Preview of a letter" dateline>
      <article class="sources account letters letter-preview">
        <h1>Preview of a letter</h1>
        <p class="lead"><a href={path}>{nameOfView(path)}</a></p>
        {letter === undefined && <p class="empty" id="empty">There is nothing in this list to send.</p>}
        {letter !== undefined && (
          <>
            <p id="subject"><b>{letter.subject}</b></p>
            <p class="deeds">{frame.letters && <><a href={`/letters?${new URLSearchParams({ view: path })}`}>Have it by mail</a> </>}<a href={html}>The letter alone</a> <a href="#as-text">As plain text</a></p>
            <iframe id="letter" title="The letter as a mail program shows it" src={html} sandbox="allow-popups allow-popups-to-escape-sandbox" />
            <h2 id="as-text">As plain text</h2>
            <pre id="letter-text" tabindex={0}>{letter.text}</pre>
          </>
        )}
      </article>
    </Layout>,
  )
  answer.headers.set('content-security-policy', `${answer.headers.get('content-security-policy')}; frame-src 'self'`)
  return answer
}
