import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { root } from '../../scripts/prepare.mjs'

/** A line on standard error: the tables alone go to standard output. @param {string} text */
export function progress(text) {
  process.stderr.write(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${text}\n`)
}

/**
 * A Markdown table; the first column to the left, the others to the right.
 * @param {readonly string[]} head
 * @param {readonly (readonly (string | number)[])[]} rows
 */
export function table(head, rows) {
  const lines = [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** @param {number} value @param {number} digits after the point */
export function fixed(value, digits) {
  return Number.isFinite(value) ? value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }) : '–'
}

/** Whole numbers as people read them. @param {number} value */
export const whole = (value) => fixed(value, 0)

/** Milliseconds: more digits the shorter it took. @param {number} value */
export const ms = (value) => fixed(value, value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0)

/** Bytes as MB (10^6). @param {number} bytes */
export const mb = (bytes) => fixed(bytes / 1e6, bytes < 1e7 ? 1 : 0)

/** What the figures were taken on, and of which commit. */
export function conditions() {
  const cores = cpus()
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}; commit ${commit()}; ${new Date().toISOString().slice(0, 10)}`
}

function commit() {
  try {
    const git = (/** @type {string[]} */ words) => execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    return `${git(['rev-parse', '--short', 'HEAD'])}${git(['status', '--porcelain', '--', 'src']) === '' ? '' : ' with changes'}`
  } catch {
    return 'unknown'
  }
}
