import { spawn } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import { createServer } from 'node:net'
import { endWithUs } from '../tools/temporary.mjs'

const ASK_EVERY_MS = 4
const PATIENCE_MS = 120_000

/**
 * Starts `broadsheet serve` in a process of its own and asks it again and again until it answers.
 * @param {{ command: string, data: string, path: string }} options the path asked for
 * @returns {Promise<{ pid: number, port: number, firstAnswerMs: number, body: string, stop: () => Promise<void> }>}
 */
export async function startServer({ command, data, path }) {
  const port = await freePort()
  const started = performance.now()
  const child = endWithUs(
    spawn(process.execPath, [command, 'serve', '--data', data, '--port', String(port)], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, BROADSHEET_LOG: 'warn', BROADSHEET_SHELF: '0' },
    }),
  )
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-4000)))
  for (;;) {
    const answer = await get(port, path)
    if (answer?.status === 200) {
      const stop = async () => {
        if (child.exitCode !== null) return
        child.kill('SIGINT')
        await once(child, 'exit')
      }
      return { pid: /** @type {number} */ (child.pid), port, firstAnswerMs: performance.now() - started, body: answer.body, stop }
    }
    if (child.exitCode !== null) throw new Error(`the server ended with exit code ${child.exitCode}: ${said}`)
    if (answer !== undefined || performance.now() - started > PATIENCE_MS) {
      child.kill('SIGKILL')
      throw new Error(answer === undefined ? `no answer within ${PATIENCE_MS / 1000} s: ${said}` : `${path} was answered with status ${answer.status}`)
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
}

/**
 * One request on a connection of its own; undefined when nobody listens yet.
 * @param {number} port
 * @param {string} path
 * @returns {Promise<{ status: number, body: string } | undefined>}
 */
export function get(port, path) {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    request.on('error', () => resolve(undefined))
  })
}

/** @returns {Promise<number>} */
async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
