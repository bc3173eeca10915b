import type { Config } from '../config/config.ts'
import type { ComposedLetter } from '../mail/letter/compose-letter.ts'
import type { DigestOrder } from '../mail/letter/digest-order.ts'
import type { Mailer } from '../mail/mailer.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { LOCAL_PERSON_ID } from '../paper/people.ts'
import { viewOfPath } from '../paper/view.ts'
import type { Store } from '../store/store.ts'
import type { PreviewLetter } from './letter-desk.ts'

/**
 * Writes one letter by hand and sends it, whoever it is for. It is in no ledger: the address's own letters come as before. Private views
 * are those of the account with this address, or of the reader of an instance without accounts.
 * @returns undefined where the view has nothing to send
 * @throws BroadsheetError bad-input where there is no such view, no mail is sent, or the address gets nothing any more
 */
export async function sendDigest({ store, config, preview, mailer }: { store: Pick<Store, 'post' | 'people'>; config: Config; preview: PreviewLetter; mailer: Mailer | undefined }, { to, view: path = '/papers', papers, dryRun }: DigestOrder): Promise<ComposedLetter | undefined> {
  const view = viewOfPath(path)
  if (view === undefined) throw new BroadsheetError('bad-input', 'Letters are about a list of papers, named by its address, such as /papers/trending.')
  const person = config.accounts ? await store.people.personByEmail(to.toLowerCase()) : { id: LOCAL_PERSON_ID }
  const letter = await preview({ view, email: to, person, papers, byHand: true })
  if (letter === undefined || dryRun) return letter
  if ((await store.post.suppression(to.toLowerCase())) !== undefined) throw new BroadsheetError('bad-input', 'Letters to this address came back or were said to be unwanted, so nothing is sent there any more.')
  if (mailer === undefined) throw new BroadsheetError('bad-input', 'No mail server and no folder for letters is set; --dry-run shows the letter.')
  await mailer.send(letter)
  return letter
}
