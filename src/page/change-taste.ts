import type { Context } from 'hono'
import { actingPerson } from '../community/acting-person.ts'
import { RESET_PARTS } from '../community/taste.ts'
import { visitorOf } from '../community/visitor.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { TASTE_SWITCHES } from '../paper/taste-settings.ts'
import { safeBack } from './back.ts'
import type { PageRoom } from './deps.ts'
import { isOwnForm } from './own-form.ts'
import { readPost } from './read-post.ts'
import { sendTo } from './send.ts'
import { showError } from './show-error.tsx'
import { showTaste } from './show-taste.tsx'
import { seedSentences } from './words/seed-sentences.ts'

/** What can be changed of a reader's taste, each by a form to /account/taste/… */
export const TASTE_CHANGES = ['settings', 'follow', 'seeds', 'seed', 'zotero', 'zotero/forget', 'reset'] as const
export type TasteChanged = (typeof TASTE_CHANGES)[number]

const HOME = '/account/taste'

/** POST /account/taste/…: does it and goes back to where the reader was; what was wrong is said on the page of taste. */
export async function changeTaste(room: PageRoom, c: Context, what: TasteChanged): Promise<Response> {
  const person = actingPerson(visitorOf(c), 'have a taste kept')
  if (!isOwnForm(c)) return showError(room, c, 403, 'This change was not asked for from a page of this site, so nothing was done.')
  const { taste, zotero } = room.community
  const form = await readPost(c)
  const back = safeBack(form.text('back'), HOME)
  try {
    switch (what) {
      case 'settings':
        await taste.set(person, settingsOf(form))
        return sendTo(c, form.has('whole') ? `${HOME}?kept=settings` : back, 303)
      case 'follow':
        await taste.follow(person, form.text('kind'), form.text('value'), form.text('on') !== '0')
        return sendTo(c, back, 303)
      case 'seed':
        if (form.has('title')) await taste.removeText(person, form.text('title'))
        else await taste.seed(person, form.text('paper'), form.text('on') !== '0')
        return sendTo(c, form.has('back') ? back : `${HOME}#seeds`, 303)
      case 'seeds': {
        const report = await taste.addSeeds(person, [form.text('text'), await form.file('file')].filter((text) => text.trim() !== '').join('\n'))
        return showTaste(room, c, seedSentences(report))
      }
      case 'zotero':
        await zotero.bring(person, { kind: form.text('kind'), id: form.text('id'), key: form.text('key'), keep: form.has('keep') })
        return sendTo(c, `${HOME}#zotero`, 303)
      case 'zotero/forget':
        await zotero.forget(person)
        return sendTo(c, `${HOME}#zotero`, 303)
      case 'reset': {
        const part = RESET_PARTS.find((one) => one === form.text('part'))
        if (part === undefined) throw new BroadsheetError('bad-input', 'Say which part is to begin anew.')
        await taste.reset(person, part)
        return sendTo(c, `${HOME}?kept=reset`, 303)
      }
    }
  } catch (error) {
    if (!(error instanceof BroadsheetError) || !['bad-input', 'too-many', 'too-large', 'not-found'].includes(error.code)) throw error
    return showTaste(room, c, [error.message], error.code === 'too-many' ? 429 : error.code === 'too-large' ? 413 : error.code === 'not-found' ? 404 : 400)
  }
}

/** The short form over a list says only dial and span; the whole form says everything, also by what is not ticked. */
function settingsOf(form: Awaited<ReturnType<typeof readPost>>): object {
  const share = (name: string): number | undefined => (/^(?:100|\d{1,2})$/.test(form.text(name)) ? Number(form.text(name)) / 100 : undefined)
  const short = { dial: share('dial'), span: form.text('span') || undefined }
  if (!form.has('whole')) return short
  const ticked = new Set(form.all('switch'))
  return { ...short, explore: share('explore'), variety: form.has('variety'), known: form.has('known'), switches: Object.fromEntries(TASTE_SWITCHES.map((name) => [name, ticked.has(name)])) }
}
