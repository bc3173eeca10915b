import type { Time } from '../tools/clock.ts'
import type { Exchange } from './replay.ts'

/** A `fetch` that never leaves the process and waits by the given time. Its failures are those of Node's own. */
export function fetchInProcess(exchange: (url: URL, headers: Headers) => Exchange, time: Time, clientTimeoutMs: number): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const signal = init?.signal ?? request.signal
    signal.throwIfAborted()
    // These headers are the caller's own: unlike fetch, Request adds no User-Agent.
    const { wire, done } = exchange(new URL(request.url), request.headers)
    try {
      if (wire === undefined) throw new TypeError('fetch failed', { cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }) })
      if (wire.delayMs > 0) {
        await time.sleep(Math.min(wire.delayMs, clientTimeoutMs), signal)
        signal.throwIfAborted()
        if (wire.delayMs > clientTimeoutMs) throw new DOMException('The operation was aborted due to timeout', 'TimeoutError')
      }
      if (wire.status === 304) return new Response(null, { status: 304, headers: wire.headers })
      const { body, end } = wire
      const pieces = [body.subarray(0, body.length >> 1), body.subarray(body.length >> 1)].filter(({ length }) => length > 0)
      const stream = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          const piece = pieces.shift()
          if (piece !== undefined) controller.enqueue(new Uint8Array(piece))
          else if (end === 'broken') controller.error(new TypeError('terminated', { cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }) }))
          else controller.close()
        },
      })
      return new Response(stream, { status: wire.status, headers: wire.headers })
    } finally {
      done()
    }
  }
}
