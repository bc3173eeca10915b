import cliProgress from 'cli-progress'
import type { FetchProgress } from '../ingest/fetch/fetch-now.ts'
import type { ImportProgress } from '../ingest/ingest.ts'
import { plainLine } from './plain-text.ts'
import type { Terminal } from './terminal.ts'

const KNOWN = '{bar} {percentage}%  {size}  {read} papers  {rate}/s  {left}  {stage}'
const UNKNOWN = '{size}  {read} papers  {rate}/s  {stage}'

/** A bar on the terminal while files are read: bytes, papers, papers a second, time left. Nothing where nobody looks. */
export function importBar(terminal: Terminal): { update(progress: ImportProgress): void; stop(): void } {
  const stream = terminal.progressStream
  if (!stream) return { update: () => {}, stop: () => {} }
  const start = performance.now()
  let bar: cliProgress.SingleBar | undefined
  return {
    update(progress) {
      const total = progress.totalBytes
      const seconds = (performance.now() - start) / 1000
      const payload = {
        size: total === undefined ? bytes(progress.bytes) : `${bytes(progress.bytes)} of ${bytes(total)}`,
        read: progress.read.toLocaleString('en'),
        rate: Math.round(progress.read / Math.max(seconds, 0.001)).toLocaleString('en'),
        left: left(progress, seconds),
        stage: progress.stage === 'indexing' ? 'indexing' : shortName(progress.file),
      }
      if (!bar) {
        bar = barOn(stream, total === undefined ? UNKNOWN : KNOWN)
        bar.start(Math.max(1, total ?? 1), 0, payload)
      }
      bar.update(Math.min(progress.bytes, total ?? 0), payload)
    },
    stop: () => bar?.stop(),
  }
}

/** What is being fetched, how far it has come where that can be told, and how long a service wants to be left alone. */
export function fetchBar(terminal: Terminal): { update(progress: FetchProgress): void; stop(): void } {
  const stream = terminal.progressStream
  if (!stream) return { update: () => {}, stop: () => {} }
  let bar: cliProgress.SingleBar | undefined
  let measured = false
  return {
    update({ label, what, progress, added, updated, waitingUntil }) {
      const doing = waitingUntil === undefined ? plainLine(what) : `waiting until ${new Date(waitingUntil).toTimeString().slice(0, 5)}`
      const payload = { label: plainLine(label), doing, papers: `${added.toLocaleString('en')} new, ${updated.toLocaleString('en')} changed` }
      if (bar === undefined || measured !== (progress !== undefined)) {
        bar?.stop()
        measured = progress !== undefined
        bar = barOn(stream, `${measured ? '{bar} {percentage}%  ' : ''}{label}: {doing}  {papers}`)
        bar.start(100, 0, payload)
      }
      bar.update(Math.round((progress ?? 0) * 100), payload)
    },
    stop: () => bar?.stop(),
  }
}

/** A plain count for work whose size is known, such as reindexing. */
export function countBar(terminal: Terminal): { update(done: number, total: number): void; stop(): void } {
  const stream = terminal.progressStream
  let bar: cliProgress.SingleBar | undefined
  return {
    update(done, total) {
      if (!stream) return
      if (!bar) {
        bar = barOn(stream, '{bar} {percentage}%  {value} of {total} papers  ETA {eta_formatted}')
        bar.start(Math.max(1, total), 0)
      }
      bar.update(done)
    },
    stop: () => bar?.stop(),
  }
}

/** A share of work in several stages, each with its own words and measure. Begins anew after `stop`. */
export function stageBar(terminal: Terminal): { update(what: string, done: number, total: number): void; stop(): void } {
  const stream = terminal.progressStream
  let bar: cliProgress.SingleBar | undefined
  let stage = 0
  return {
    update(what, done, total) {
      if (!stream) return
      if (bar === undefined || stage !== total) {
        bar?.stop()
        bar = barOn(stream, '{bar} {percentage}%  {what}')
        bar.start(Math.max(1, total), 0, { what })
        stage = total
      }
      bar.update(done, { what })
    },
    stop() {
      bar?.stop()
      bar = undefined
    },
  }
}

function barOn(stream: NodeJS.WritableStream, format: string): cliProgress.SingleBar {
  return new cliProgress.SingleBar({
    stream,
    format,
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
    fps: 8,
  })
}

function left({ bytes: done, totalBytes }: ImportProgress, seconds: number): string {
  if (totalBytes === undefined || done === 0 || seconds < 1) return ''
  const rest = Math.max(0, Math.round((seconds * (totalBytes - done)) / done))
  return rest >= 60 ? `${Math.floor(rest / 60)} min ${rest % 60} s left` : `${rest} s left`
}

function bytes(count: number): string {
  if (count < 1000) return `${count} B`
  if (count < 1e6) return `${(count / 1e3).toFixed(0)} kB`
  return count < 1e9 ? `${(count / 1e6).toFixed(1)} MB` : `${(count / 1e9).toFixed(2)} GB`
}

function shortName(file: string): string {
  const name = plainLine(file).split(/[\\/]/).at(-1) ?? ''
  return name.length > 28 ? `${name.slice(0, 27)}…` : name
}
