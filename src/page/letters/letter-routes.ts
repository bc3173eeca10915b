import type { Hono } from 'hono'
import type { PageRoom } from '../deps.ts'
import { confirmLetters, manageLetters, showConfirmLetters, showManage, showStop, stopLetters } from './letter-links.tsx'
import { addLetters, askWithoutAccount, changeLetters, showAsk, showLetters } from './own-letters.tsx'
import { showPreview } from './show-preview.tsx'

/** The pages of papers by mail. */
export function addLetterRoutes(app: Hono, room: PageRoom): void {
  app.get('/letters', (c) => showAsk(room, c))
  app.get('/letters/preview', (c) => showPreview(room, c))
  app.post('/letters', (c) => askWithoutAccount(room, c))
  app.get('/account/letters', (c) => showLetters(room, c))
  app.post('/account/letters', (c) => addLetters(room, c))
  app.post('/account/letters/change', (c) => changeLetters(room, c))
  app.get('/letters/confirm', (c) => showConfirmLetters(room, c))
  app.post('/letters/confirm', (c) => confirmLetters(room, c))
  app.get('/letters/unsubscribe/:token', (c) => showStop(room, c))
  app.post('/letters/unsubscribe/:token', (c) => stopLetters(room, c))
  app.get('/letters/manage/:token', (c) => showManage(room, c))
  app.post('/letters/manage/:token', (c) => manageLetters(room, c))
}
