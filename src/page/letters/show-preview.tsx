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
    const html = letter.html.replace('<head>', '<head><base target="_blank">')
    return c.html(html, 200, { ...NOSNIFF, 'content-security-policy': LETTER_POLICY, 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'cross-origin-opener-policy': 'same-origin' })
  }
  const frame = `/letters/preview?${new URLSearchParams({ view: path, part: 'html' })}`
  const answer = await sendPrivate(
    c,
    <Layout frame={room.frame(c)} title="A letter, before it comes" dateline>
      <article class="sources account letters letter-preview">
        <h1>A letter, before it comes</h1>
        <p class="lead"><a href={path}>{nameOfView(path)}</a></p>
        {letter === undefined && <p class="empty" id="empty">There is nothing in this list to send.</p>}
        {letter !== undefined && (
          <>
            <p id="subject"><b>{letter.subject}</b></p>
            <iframe id="letter" title="The letter as a mail program shows it" src={frame} sandbox="allow-popups allow-popups-to-escape-sandbox" />
            <p class="deeds"><a href={`/letters?${new URLSearchParams({ view: path })}`}>Have it by mail</a> <a href={frame}>The letter alone</a></p>
            <details class="fold">
              <summary>As plain text</summary>
              <pre id="letter-text" tabindex={0}>{letter.text}</pre>
            </details>
          </>
        )}
      </article>
    </Layout>,
  )
  answer.headers.set('content-security-policy', `${answer.headers.get('content-security-policy')}; frame-src 'self'`)
  return answer
}
