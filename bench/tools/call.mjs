import { fork } from 'node:child_process'
import { endWithUs } from './temporary.mjs'

/**
 * Starts a module as a process that answers each message with `{done}` or `{failed}`.
 * @param {URL} module
 * @param {{ execArgv?: string[], env?: NodeJS.ProcessEnv }} [options]
 */
export function startProcess(module, { execArgv = [], env = process.env } = {}) {
  const child = endWithUs(fork(module, { execArgv, env, serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }))
  return {
    pid: /** @type {number} */ (child.pid),
    /**
     * Sends a message and waits for its answer. One at a time.
     * @param {unknown} message
     * @returns {Promise<any>}
     */
    call: (message) =>
      new Promise((resolve, reject) => {
        const ended = (/** @type {number | null} */ code, /** @type {string | null} */ signal) => reject(new Error(`the process ended (${signal ?? code})`))
        child.once('exit', ended)
        child.once('message', (/** @type {{ done?: unknown, failed?: string }} */ answer) => {
          child.off('exit', ended)
          if (answer.failed !== undefined) reject(new Error(answer.failed))
          else resolve(answer.done)
        })
        child.send(/** @type {import('node:child_process').Serializable} */ (message), (error) => error && reject(error))
      }),
    end: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve(undefined)
        child.once('exit', resolve)
        child.kill('SIGKILL')
      }),
  }
}
