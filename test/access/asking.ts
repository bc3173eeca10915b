/** How requests of a test are put, and what is asked in turn. */
import { createServer, type Server } from 'node:http'

/** Where readers reach the application, as far as it knows. */
export const HOST = 'papers.example'
export const ORIGIN = `https://${HOST}`
/** What a browser says with a form of this site. */
export const OWN = { 'sec-fetch-site': 'same-origin', origin: ORIGIN } as const

export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined
}

/** The cookies of an answer as a browser sends them back. */
export const cookieOf = (answer: Response): string =>
  answer.headers.getSetCookie().filter((one) => !/max-age=0/i.test(one)).map((one) => one.split(';')[0]).join('; ')

/** Every service there is. */
export function startServices(zotero: readonly object[]): Promise<Server> {
  const server = createServer(({ url = '' }, response) => {
    const items = /^\/zotero\/users\/\d+\/items\/top/.test(url) && zotero.length > 0
    response.writeHead(items ? 200 : 404, { 'content-type': 'application/json', ...(items && { 'total-results': String(zotero.length) }) }).end(items ? JSON.stringify(zotero) : '{}')
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}
