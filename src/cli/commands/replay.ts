import { BroadsheetError } from '../../paper/errors.ts'
import { seededFaults } from '../../replay/faults.ts'
import { generateWorld } from '../../replay/generate-world.ts'
import { createReplay } from '../../replay/replay.ts'
import { createWorld } from '../../replay/world.ts'
import { dailyOfFiles } from '../../replay/world-of-files.ts'
import { addDays, dayNumber } from '../../tools/dates.ts'
import { systemTime } from '../../tools/clock.ts'
import { serviceDay } from '../../paper/announcements.ts'
import { wholeOption, type CommandContext } from '../context.ts'
import { plainLine } from '../plain-text.ts'
import { printJson } from '../print-json.ts'

export interface ReplayCommandOptions {
  readonly port?: string
  readonly days?: string
  readonly seed?: string
  readonly recorded?: string
  readonly faults?: boolean
  readonly fast?: boolean
}

/** Where a replay listens unless told otherwise: beside an instance's own port. */
const PORT = 8766
const DAYS = 45
/** The pace for an instance that need not wait three seconds between two requests. */
const FAST_MS = 50
/** Probability of each kind of fault for each request: about one answer in three goes wrong. */
const FAULT_RATE = 0.02

/** `replay`: made-up services until Ctrl-C, whose last day is today, so that an instance has something to fetch without network. */
export async function replayCommand(context: CommandContext, options: ReplayCommandOptions): Promise<number> {
  const { terminal } = context
  const listenOn = wholeOption('port', options.port, { least: 0, most: 65_535, otherwise: PORT })
  const seed = wholeOption('seed', options.seed, { least: 0, most: 999_999_999, otherwise: 1 })
  const days = wholeOption('days', options.days, { least: 1, most: 1000, otherwise: DAYS })
  const today = serviceDay(context.clock.now())
  // A server that is left running has some days ahead of it.
  const madeUp = generateWorld({ seed, from: addDays(today, -days), to: addDays(today, 30), ...(options.recorded === undefined ? {} : { dailyPerDay: 0 }) })
  const world = options.recorded === undefined ? madeUp : createWorld({ papers: madeUp.papers, daily: recordedUntil(options.recorded, today) })
  const replay = createReplay({ world, time: { ...systemTime, now: () => context.clock.now() }, ...(options.faults === true ? { faults: seededFaults({ seed, rate: FAULT_RATE }) } : {}), gateMs: options.fast === true ? 0 : 3000 })

  let stop: () => void = () => {}
  const stopped = new Promise<void>((resolve) => (stop = resolve))
  const done = terminal.onInterrupt(() => stop())
  try {
    const server = await replay.listen(listenOn).catch((cause: unknown) => {
      throw new BroadsheetError('busy', `Port ${listenOn} cannot be listened on; choose another with --port.`, { cause })
    })
    try {
      if (context.json) printJson(terminal, { url: server.url, seed, papers: world.papers.length, days: world.truth.arxivDays.filter((day) => day <= today).length })
      else {
        terminal.out(`Made-up services are at ${server.url}; Ctrl-C stops them. Start an instance on them with an empty folder of its own:\n\n`)
        const pace = options.fast === true ? `BROADSHEET_REQUEST_EVERY_MS=${FAST_MS} ` : ''
        terminal.out(`  BROADSHEET_SERVICES_URL=${server.url} ${pace}BROADSHEET_DATA=replay-data broadsheet serve\n\n`)
      }
      await stopped
    } finally {
      await server.close()
    }
  } finally {
    done()
  }
  const { requests, broken } = replay.stats
  terminal.err(`${requests.toLocaleString('en')} requests answered; ${broken.length === 0 ? 'all polite' : `${broken.length.toLocaleString('en')} impolite`}.\n`)
  for (const sentence of broken.slice(0, 20)) terminal.err(`${plainLine(sentence)}\n`)
  return 0
}

/** Recorded days of Daily Papers, moved by whole weeks so that the last of them lies in the week that ends today. */
function recordedUntil(folder: string, today: string): ReturnType<typeof dailyOfFiles> {
  try {
    const daily = dailyOfFiles(folder, (last) => Math.floor((dayNumber(today) - dayNumber(last)) / 7) * 7)
    if (daily.size === 0) throw new Error('no days')
    return daily
  } catch (cause) {
    throw new BroadsheetError('broken-file', `${plainLine(folder)} holds no days of Daily Papers that can be read (YYYY-MM.jsonl.gz).`, { cause })
  }
}
