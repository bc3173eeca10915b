import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** @type {Set<string>} */
const folders = new Set()
/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set()

/** A folder that is gone when this process ends, however it ends short of kill -9. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  folders.add(folder)
  return folder
}

/** @param {string} folder */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  folders.delete(folder)
}

/**
 * Ends a process with this one.
 * @template {import('node:child_process').ChildProcess} Child
 * @param {Child} child
 * @returns {Child}
 */
export function endWithUs(child) {
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  for (const folder of folders) {
    try {
      removeFolder(folder)
    } catch {
      console.error(`${folder} could not be removed`)
    }
  }
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130))
