// Loaded with --import before the program that is measured: writes the most memory it held when it ends.
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import { memoryOf } from './memory.mjs'

const file = process.env['BROADSHEET_BENCH_USAGE']
// Threads load this too; the figures are the whole process's.
if (isMainThread && file !== undefined) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage()
    writeFileSync(file, JSON.stringify({ ...memoryOf('self'), cpuSeconds: (user + system) / 1e6 }))
  })
}
