import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Memory of a running process: what is resident now and the most there was, bytes. Linux says both in /proc; elsewhere
 * `ps` says the first, and the second is not known (NaN).
 * @param {number | 'self'} pid
 */
export function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const field = (/** @type {string} */ name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024
    return { resident: field('VmRSS'), peak: field('VmHWM') }
  } catch {
    if (pid === 'self') return { resident: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 }
    const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
    return { resident: Number(kilobytes) * 1024, peak: NaN }
  }
}

/** Memory that the machine could still give, bytes. */
export function availableMemory() {
  try {
    return Number(/^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024
  } catch {
    return process.availableMemory?.() ?? process.constrainedMemory()
  }
}
