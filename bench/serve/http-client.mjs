/**
 * The asking side, a process of its own: takes jobs from its parent, sends requests over kept-alive connections and
 * answers how long each took, from sending to the last byte.
 */
import http from 'node:http'

/**
 * @typedef {object} Job
 * @property {number} port
 * @property {string[]} paths asked in turn, from the first again when they run out
 * @property {number} clients how many ask at a time, each its next when the last is answered
 * @property {number} [requests] ends after so many
 * @property {number} [seconds] or after so long
 */

process.on('message', async (/** @type {Job} */ job) => {
  try {
    process.send?.({ done: await work(job) })
  } catch (error) {
    process.send?.({ failed: String(error) })
  }
})

/** @param {Job} job */
async function work({ port, paths, clients, requests = Infinity, seconds = Infinity }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients })
  /** @type {number[]} */
  const times = []
  let next = 0
  let bytes = 0
  /** @type {Record<string, number>} */
  const bad = {}
  const started = performance.now()
  const until = started + seconds * 1000
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < requests && performance.now() < until) {
        const path = paths[next++ % paths.length] ?? '/'
        const sent = performance.now()
        const answer = await ask(agent, port, path)
        times.push(performance.now() - sent)
        bytes += answer.bytes
        if (answer.status !== 200) bad[answer.status] = (bad[answer.status] ?? 0) + 1
      }
    }),
  )
  const took = performance.now() - started
  agent.destroy()
  return { times, bytes, bad, seconds: took / 1000 }
}

/**
 * @param {http.Agent} agent
 * @param {number} port
 * @param {string} path
 * @returns {Promise<{ status: number | string, bytes: number }>}
 */
function ask(agent, port, path) {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path, agent, timeout: 30_000 }, (response) => {
      let bytes = 0
      response.on('data', (chunk) => (bytes += chunk.length))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
      response.on('error', (error) => resolve({ status: error.message, bytes }))
    })
    request.on('timeout', () => request.destroy(new Error('no answer in 30 s')))
    request.on('error', (error) => resolve({ status: error.message, bytes: 0 }))
  })
}
