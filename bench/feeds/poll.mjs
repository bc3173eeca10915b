// Feed readers as cheaply as they can be: bare sockets, each asking again as soon as it is answered. A process of its own.
import { connect } from 'node:net'

/**
 * @param {{ port: number, requests: string[], readers: number, seconds: number }} job whole requests, by reader in turn
 * @returns {Promise<{ statuses: Record<string, number>, times: Float64Array, seconds: number, processorMs: number }>} times in ms
 */
async function poll({ port, requests, readers, seconds }) {
  /** @type {Record<string, number>} */
  const statuses = {}
  /** @type {number[]} */
  const times = []
  const from = process.cpuUsage()
  const started = performance.now()
  const until = started + seconds * 1000
  const reader = (/** @type {number} */ number) =>
    new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, noDelay: true })
      const request = Buffer.from(requests[number % requests.length] ?? '')
      let sent = 0
      let held = ''
      const ask = () => {
        sent = performance.now()
        if (sent >= until) return void socket.end(() => resolve(undefined))
        socket.write(request)
      }
      socket.setEncoding('latin1')
      socket.on('connect', ask)
      socket.on('error', () => resolve(undefined))
      socket.on('close', () => resolve(undefined))
      socket.on('data', (text) => {
        held += text
        const head = held.indexOf('\r\n\r\n')
        if (head < 0) return
        const length = Number(/\r\ncontent-length: *(\d+)/i.exec(held)?.[1] ?? 0)
        if (/\r\ntransfer-encoding: *chunked/i.test(held.slice(0, head + 2)) ? !held.endsWith('\r\n0\r\n\r\n') : held.length < head + 4 + length) return
        const status = held.slice(9, 12)
        statuses[status] = (statuses[status] ?? 0) + 1
        times.push(performance.now() - sent)
        held = ''
        ask()
      })
    })
  await Promise.all(Array.from({ length: readers }, (_, number) => reader(number)))
  const { user, system } = process.cpuUsage(from)
  return { statuses, times: Float64Array.from(times), seconds: (performance.now() - started) / 1000, processorMs: (user + system) / 1000 }
}

process.on('message', (job) => {
  poll(/** @type {Parameters<typeof poll>[0]} */ (job)).then((done) => process.send?.({ done }), (error) => process.send?.({ failed: String(error) }))
})
