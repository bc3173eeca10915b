import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { NOBODY, type Visitor } from '../paper/people.ts'
import type { PageRoom } from './deps.ts'
import { documentOf, send } from './send.ts'
import { ErrorPage } from './view/error-page.tsx'
import { shortened } from './words/well-formed.ts'

const MESSAGE_CHARACTERS = 500

/** Any error in the look of the pages: a status and one sentence, never a trace. @param wayOn what can be done about it */
export function showError(room: PageRoom, c: Context, status: ContentfulStatusCode, message: string, wayOn?: Child): Promise<Response> {
  return send(c, <ErrorPage frame={{ ...room.frame(c), shown: undefined }} status={status} message={shortened(message, MESSAGE_CHARACTERS)}>{wayOn}</ErrorPage>, status)
}

/** The same as a whole HTML document. */
export function errorMarkup(room: PageRoom, status: number, message: string, visitor: Visitor = NOBODY): Promise<string> {
  return documentOf(<ErrorPage frame={{ ...room.frame(undefined), visitor }} status={status} message={shortened(message, MESSAGE_CHARACTERS)} />)
}
