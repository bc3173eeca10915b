import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: { readonly model: string; readonly input: readonly string[]; readonly dimensions?: number; readonly encoding_format: string }
}

export type Answer = (asked: Asked, response: ServerResponse) => void

export interface MadeUpEndpoint {
  /** to be configured as the service's address */
  readonly url: string
  readonly asked: Asked[]
  /** how it answers from now on */
  answer: Answer
  close(): Promise<void>
}

/** A vector of a text: near texts share letters. Never zero. */
export function madeUpVector(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0.01)
  for (const letter of text.toLowerCase()) {
    const code = letter.codePointAt(0)!
    vector[code % dimensions]! += 1
  }
  return vector
}

export const json = (response: ServerResponse, value: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

/** What an honest service answers. */
export const honest = (dimensions: number): Answer => ({ body }, response) =>
  json(response, { object: 'list', model: body.model, data: body.input.map((text, index) => ({ object: 'embedding', index, embedding: madeUpVector(text, dimensions) })) })

/** An embeddings service on this machine that answers as it is told. */
export async function madeUpEndpoint(answer: Answer): Promise<MadeUpEndpoint> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const asked: Asked = { path: request.url ?? '', headers: request.headers, body: JSON.parse(Buffer.concat(parts).toString('utf8')) as Asked['body'] }
      endpoint.asked.push(asked)
      endpoint.answer(asked, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint: MadeUpEndpoint = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked: [],
    answer,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return endpoint
}
