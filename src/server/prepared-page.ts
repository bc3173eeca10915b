import { NOBODY } from '../paper/people.ts'
import { escapeHtml } from '../paper/tex/escape-html.ts'
import type { ErrorPage } from './error-response.ts'

/** Stands for the sentence until there is one; only our own page is searched for it. */
const SENTENCE = 'the-sentence-of-this-error'

/** An error page for answers that must cost little: drawn once for nobody, and from then on only the sentence changes. */
export function preparedPage(errorPage: ErrorPage, status: number): ErrorPage {
  let halves: Promise<readonly string[]> | undefined
  const draw = async (): Promise<readonly string[]> => String(await errorPage({ status, message: SENTENCE, path: '', visitor: NOBODY })).split(SENTENCE)
  return async ({ message }) => (await (halves ??= draw())).join(escapeHtml(message))
}
