import { NOBODY } from '../paper/people.ts'
import { escapeHtml } from '../paper/tex/escape-html.ts'
import type { ErrorPage } from './error-response.ts'

/** Stands for the sentence until there is one; only our own page is searched for it. */
const SENTENCE = 'the-sentence-of-this-error'

/** An error page for answers that must cost little: drawn once for nobody, and from then on only the sentence changes. One that could not be drawn is drawn anew. */
export function preparedPage(errorPage: ErrorPage, status: number): ErrorPage {
  let halves: Promise<readonly string[]> | undefined
  const draw = async (): Promise<readonly string[]> => String(await errorPage({ status, message: SENTENCE, path: '', visitor: NOBODY })).split(SENTENCE)
  const drawn = (): Promise<readonly string[]> => {
    if (halves === undefined) {
      halves = draw()
      halves.catch(() => (halves = undefined))
    }
    return halves
  }
  return async ({ message }) => (await drawn()).join(escapeHtml(message))
}
