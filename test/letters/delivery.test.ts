/**
 * Letters reach every reader once: a mail server that refuses, stalls and drops, and a sender that is killed with -9 at random and started
 * again. `BROADSHEET_LETTERS_WEEK=1` takes more readers, more days and 30 kills; with `BROADSHEET_HF_DAILY` (a folder of recorded months)
 * over a week of real days.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LetterLine } from '../../src/paper/subscription.ts'
import { nextDue } from '../../src/paper/subscription.ts'
import { seeded } from '../../src/replay/random.ts'
import { madeUpPaper } from '../../src/store/made-up-papers.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { addDays } from '../../src/tools/dates.ts'
import { ended, importFiles, root, startNode, temporaryFolder } from '../support/broadsheet.ts'

const WHOLE = process.env['BROADSHEET_LETTERS_WEEK'] === '1'
const RECORDED = process.env['BROADSHEET_HF_DAILY']
const { readers, days, kills } = WHOLE ? { readers: 100, days: 7, kills: 30 } : { readers: 24, days: 2, kills: 4 }
const FIRST = '2026-04-07'
/** All of these have had seven o'clock by noon in UTC, and less than twelve hours ago. */
const ZONES = ['Europe/Berlin', 'UTC', 'America/New_York', 'Asia/Kolkata']
const PER_DAY = 40

interface Taken {
  readonly event: 'taken' | 'nobody'
  readonly fate: 'answered' | 'dropped' | 'stalled'
  readonly to: string
  readonly id: string
  readonly ids: number
  readonly papers: readonly string[]
}

const linesOf = (journal: string): Taken[] => (existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Taken) : [])

async function fill(folder: string): Promise<void> {
  if (RECORDED !== undefined) return void (await importFiles(folder, [join(RECORDED, `${FIRST.slice(0, 7)}.jsonl.gz`)]))
  const store = await openSqlite(join(folder, 'broadsheet.db'))
  const papers = Array.from({ length: (days + 3) * PER_DAY }, (_, number) => madeUpPaper(number, { title: `Of ${['kettles', 'lanterns', 'rooks'][number % 3]} ${number}` }, { days: [{ source: 'huggingface', day: addDays(FIRST, -2 + Math.floor(number / PER_DAY)), position: number % PER_DAY, upvotes: number % 7, numComments: 0 }] }))
  await store.write((writer) => writer.write(papers))
  await store.close()
}

/** Readers who each saved a few papers; one in ten has an address that is none. */
async function subscribe(store: Store): Promise<void> {
  const next = seeded(7)
  const { papers } = await store.changes(0, 1000)
  for (let number = 0; number < readers; number++) {
    const id = `reader-${number}`
    const email = `${number % 10 === 9 ? 'gone' : 'r'}-${number}@${['one', 'two', 'three', 'four'][number % 4]}.example`
    const since = `${FIRST}T00:00:00.000Z`
    await store.people.savePerson({ id, name: id, email, role: 'reader', since })
    for (let saved = 0; saved < 3; saved++) await store.people.mark(id, papers[Math.floor(next() * papers.length)]!.paper.key, 'save', true, since)
    const clocks = { rhythm: 'daily', weekday: 1, hour: 7, timeZone: ZONES[number % ZONES.length]! } as const
    await store.post.addSubscription({ id: `letters-${number}`, personId: id, email, view: '/papers/for-you', ...clocks, papers: 8, state: 'active', stoppedWhy: undefined, createdAt: since, confirmedAt: since, dueAt: nextDue(clocks, since) })
  }
}

test.each(WHOLE ? (['leave', 'resend'] as const) : (['leave'] as const))(`every letter once, over ${days} days and ${kills} kills: %s`, { timeout: WHOLE ? 1_500_000 : 90_000 }, async (rule) => {
  const folder = temporaryFolder()
  const journal = join(folder, 'journal')
  await fill(folder)
  const opened = await openSqlite(join(folder, 'broadsheet.db'))
  await subscribe(opened)
  await opened.close()
  const server = startNode([join(root, 'test/letters/mail-server.mjs'), journal, '11'])
  const port = Number(await new Promise<string>((resolve) => server.stdout?.once('data', (data: Buffer) => resolve(String(data)))))
  const next = seeded(3)
  let killed = 0
  for (let day = 0; day < days; day++) {
    const story = { built: new URL('dist/', `file://${root}/`).href, folder: join(folder, 'broadsheet.db'), port, base: Date.parse(`${addDays(FIRST, day)}T12:00:00Z`), wall: Date.now(), rule }
    for (;;) {
      const child = startNode([join(root, 'test/letters/send.mjs'), JSON.stringify(story)])
      const end = ended(child, 300_000)
      let over = false
      void end.finally(() => (over = true))
      if (killed < Math.ceil((kills * (day + 1)) / days)) {
        const until = linesOf(journal).length + 1 + Math.floor(next() * (readers / (kills / days)) * 0.7)
        while (!over && linesOf(journal).length < until) await new Promise((resolve) => setTimeout(resolve, 3))
        await new Promise((resolve) => setTimeout(resolve, next() * 30))
        child.kill('SIGKILL')
      }
      const { signal, code, err } = await end
      if (signal === 'SIGKILL') {
        killed++
        continue
      }
      expect({ code, err }).toEqual({ code: 0, err: '' })
      break
    }
  }
  server.kill()
  await check(folder, journal, rule, killed)
})

async function check(folder: string, journal: string, rule: 'leave' | 'resend', killed: number): Promise<void> {
  const store = await openSqlite(join(folder, 'broadsheet.db'))
  const lines = linesOf(journal)
  const taken = new Map<string, Taken[]>()
  for (const one of lines) if (one.event === 'taken') taken.set(one.id, [...(taken.get(one.id) ?? []), one])
  expect(lines.filter(({ event, ids }) => event === 'taken' && ids !== 1)).toEqual([])
  const counts = { letters: 0, once: 0, unknownTaken: 0, unknownNot: 0, twice: 0, gone: 0, nothing: 0 }
  for (let number = 0; number < readers; number++) {
    const letters = (await store.post.letters({ subscriptionId: `letters-${number}` })).toReversed()
    const email = letters[0]!.email
    if (email.startsWith('gone-')) {
      counts.gone++
      // One letter told that nobody is there; there was no second.
      expect(letters.map(({ state }) => state)).toEqual(['failed'])
      expect(lines.filter(({ to }) => to === email)).toHaveLength(1)
      expect(await store.post.suppression(email)).toMatchObject({ why: 'bounce' })
      continue
    }
    expect(letters.map(({ occasion }) => occasion)).toEqual(Array.from({ length: days }, (_, day) => addDays(FIRST, day)))
    const seen = new Set<string>()
    for (const letter of letters) {
      counts.letters++
      const arrived = taken.get(letter.messageId) ?? []
      expect(arrived.every(({ to }) => to === email)).toBe(true)
      account(letter, arrived, rule, counts)
      expect(arrived.filter(({ papers }) => papers.length === 0)).toEqual([])
      const papers = new Set(arrived.flatMap((one) => one.papers))
      expect([...papers].filter((paper) => seen.has(paper)), 'nothing is told twice').toEqual([])
      for (const paper of papers) seen.add(paper)
    }
  }
  expect(await store.check()).toEqual([])
  expect(killed).toBe(kills)
  // Where nothing went wrong nothing was shown.
  expect(counts.unknownTaken + counts.twice).toBeGreaterThan(0)
  console.info(`${rule}: ${JSON.stringify({ killed, ...counts })}`)
  await store.close()
}

/** What a line of the ledger says, beside what the server took. */
function account({ state, messageId, lastError }: LetterLine, arrived: readonly Taken[], rule: 'leave' | 'resend', counts: Record<string, number>): void {
  // Weekends of the recorded week have no list.
  if (RECORDED !== undefined && state === 'skipped' && lastError === 'nothing new') return void (expect(arrived).toEqual([]), (counts['nothing'] = (counts['nothing'] ?? 0) + 1))
  const say = `${messageId} ${state} ${JSON.stringify(arrived)}`
  if (rule === 'leave') {
    expect(['sent', 'unknown'], say).toContain(state)
    expect(arrived.length, say).toBeLessThanOrEqual(1)
    if (state === 'sent') expect(arrived.map(({ fate }) => fate), say).toEqual(['answered'])
  } else if (state === 'sent') expect(arrived.length, say).toBeGreaterThanOrEqual(1)
  const kind = state === 'unknown' ? (arrived.length > 0 ? 'unknownTaken' : 'unknownNot') : arrived.length > 1 ? 'twice' : 'once'
  counts[kind] = (counts[kind] ?? 0) + 1
}
