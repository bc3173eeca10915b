/**
 * Letters reach every reader: a mail server that refuses, stalls and drops, and a sender that is killed with -9 at random and started
 * again. Each letter comes once; by the rule `resend` a second time only where the server had taken it and its answer was lost, by `leave`
 * at most once. `BROADSHEET_LETTERS_WEEK=1` takes more readers, seven days, 30 kills and both rules; `BROADSHEET_LETTERS_READERS`,
 * `_DAYS` and `_KILLS` say other numbers; with `BROADSHEET_HF_DAILY` (a folder of recorded months) over real days.
 */
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
import { Journal, type Noted } from './journal.ts'

const WEEK = process.env['BROADSHEET_LETTERS_WEEK'] === '1'
const RECORDED = process.env['BROADSHEET_HF_DAILY']
const asked = (name: string, otherwise: number): number => Number(process.env[`BROADSHEET_LETTERS_${name}`] ?? otherwise)
const readers = asked('READERS', WEEK ? 100 : 24)
const days = asked('DAYS', WEEK ? 7 : 2)
const kills = asked('KILLS', WEEK ? 30 : 4)
const connections = readers > 1000 ? 10 : 4
/** Few letters go to one domain at a time. */
const domains = Math.max(4, Math.ceil(readers / 50))
const patienceMs = readers > 1000 || WEEK ? 1_500_000 : 90_000
const FIRST = '2026-04-07'
/** All of these have had seven o'clock by noon in UTC, and less than twelve hours ago. */
const ZONES = ['Europe/Berlin', 'UTC', 'America/New_York', 'Asia/Kolkata']
const PER_DAY = 40

type Rule = 'resend' | 'leave'

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
    const email = `${number % 10 === 9 ? 'gone' : 'r'}-${number}@d${number % domains}.example`
    const since = `${FIRST}T00:00:00.000Z`
    await store.people.together(async (people) => {
      await people.savePerson({ id, name: id, email, role: 'reader', since })
      for (let saved = 0; saved < 3; saved++) await people.mark(id, papers[Math.floor(next() * papers.length)]!.paper.key, 'save', true, since)
    })
    const clocks = { rhythm: 'daily', weekday: 1, hour: 7, timeZone: ZONES[number % ZONES.length]! } as const
    await store.post.addSubscription({ id: `letters-${number}`, personId: id, email, view: '/papers/for-you', ...clocks, papers: 8, state: 'active', stoppedWhy: undefined, createdAt: since, confirmedAt: since, dueAt: nextDue(clocks, since) })
  }
}

test.each<Rule>(WEEK ? ['resend', 'leave'] : ['resend'])(`every letter arrives, over ${days} days and ${kills} kills: %s`, { timeout: patienceMs }, async (rule) => {
  const folder = temporaryFolder()
  await fill(folder)
  const opened = await openSqlite(join(folder, 'broadsheet.db'))
  await subscribe(opened)
  await opened.close()
  const journal = new Journal(join(folder, 'journal'))
  const server = startNode([join(root, 'test/letters/mail-server.mjs'), join(folder, 'journal'), '11'])
  const port = Number(await new Promise<string>((resolve) => server.stdout?.once('data', (data: Buffer) => resolve(String(data)))))
  const next = seeded(3)
  const began = Date.now()
  const killed = new Set<string>()
  for (let day = 0, run = 0; day < days; run++) {
    const by = `run-${run}.example`
    const story = { built: new URL('dist/', `file://${root}/`).href, folder: join(folder, 'broadsheet.db'), port, base: Date.parse(`${addDays(FIRST, day)}T12:00:00Z`), wall: Date.now(), rule, by, connections }
    const child = startNode([join(root, 'test/letters/send.mjs'), JSON.stringify(story)])
    const end = ended(child, patienceMs)
    let over = false
    void end.finally(() => (over = true)).catch(() => {})
    if (killed.size < Math.ceil((kills * (day + 1)) / days)) {
      const until = journal.look().length + 1 + Math.floor(next() * (readers / (kills / days)) * 0.7)
      while (!over && journal.look().length < until) await new Promise((resolve) => setTimeout(resolve, 3))
      await new Promise((resolve) => setTimeout(resolve, next() * 30))
      child.kill('SIGKILL')
    }
    const { signal, code, err } = await end
    if (readers > 1000) console.info(`${by} ${signal ?? code}: ${Math.round((Date.now() - began) / 1000)} s, ${journal.look().length} lines`)
    if (signal === 'SIGKILL') killed.add(by)
    else {
      expect({ code, err }).toEqual({ code: 0, err: '' })
      day++
    }
  }
  server.kill()
  console.info(`${rule}: ${readers} readers, ${days} days, ${Math.round((Date.now() - began) / 1000)} s`)
  await check(folder, journal.look(), rule, killed)
})

async function check(folder: string, lines: readonly Noted[], rule: Rule, killed: ReadonlySet<string>): Promise<void> {
  const store = await openSqlite(join(folder, 'broadsheet.db'))
  const taken = new Map<string, Noted[]>()
  for (const one of lines) if (one.event === 'taken') taken.set(one.id, [...(taken.get(one.id) ?? []), one])
  const told = new Map<string, Noted[]>()
  for (const one of lines) if (one.event === 'nobody') told.set(one.to, [...(told.get(one.to) ?? []), one])
  expect(lines.filter(({ event, ids }) => event === 'taken' && ids !== 1)).toEqual([])
  const counts: Counts = { letters: 0, once: 0, again: 0, unknownTaken: 0, unknownNot: 0, nothing: 0, gone: 0 }
  for (let number = 0; number < readers; number++) {
    const letters = (await store.post.letters({ subscriptionId: `letters-${number}` })).toReversed()
    const email = letters[0]!.email
    if (email.startsWith('gone-')) {
      counts.gone++
      // One letter told that nobody is there, and there was no second; whoever was killed over it asked once more.
      expect(letters.map(({ state }) => state)).toEqual(['failed'])
      const refusals = told.get(email) ?? []
      expect(refusals.length).toBeGreaterThan(0)
      expect(refusals.slice(0, -1).filter(({ by }) => !killed.has(by))).toEqual([])
      expect(taken.get(letters[0]!.messageId)).toBeUndefined()
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
      expect(new Set(arrived.map(({ papers }) => [...papers].sort().join())).size, 'each copy has the same papers').toBeLessThanOrEqual(1)
      const papers = new Set(arrived.flatMap((one) => one.papers))
      expect([...papers].filter((paper) => seen.has(paper)), 'nothing is told twice').toEqual([])
      for (const paper of papers) seen.add(paper)
    }
  }
  const why = whyAgain([...taken.values()], killed)
  expect(await store.check()).toEqual([])
  expect(killed.size).toBe(kills)
  // Where nothing went wrong nothing was shown.
  expect(counts.unknownTaken + counts.again).toBeGreaterThan(0)
  console.info(`${rule}: ${JSON.stringify({ kills, ...counts, ...why })}`)
  await store.close()
}

interface Counts {
  /** due letters, but for those to nobody */
  letters: number
  once: number
  /** more than once */
  again: number
  unknownTaken: number
  unknownNot: number
  /** due on a day without a list */
  nothing: number
  /** readers whose address is none */
  gone: number
}

/** What a line of the ledger says, beside what the server took. */
function account({ state, messageId, lastError }: LetterLine, arrived: readonly Noted[], rule: Rule, counts: Counts): void {
  // Weekends of the recorded week have no list.
  if (RECORDED !== undefined && state === 'skipped' && lastError === 'nothing new') {
    expect(arrived).toEqual([])
    counts.nothing++
    return
  }
  const say = `${messageId} ${state} ${lastError} ${JSON.stringify(arrived)}`
  expect(['sent', 'unknown'], say).toContain(state)
  // None is missing by one rule, none comes twice by the other; what the ledger calls sent was taken in either case.
  if (rule === 'resend' || state === 'sent') expect(arrived.length, say).toBeGreaterThanOrEqual(1)
  if (rule === 'leave') expect(arrived.length, say).toBeLessThanOrEqual(1)
  if (state === 'sent') expect(arrived.at(-1)?.fate, say).toBe('answered')
  if (arrived.length > 1) counts.again++
  else counts[state === 'sent' ? 'once' : arrived.length === 1 ? 'unknownTaken' : 'unknownNot']++
}

/** Why letters came more than once: each copy but the last had no answer, or was under way when its sender was killed. */
function whyAgain(letters: readonly (readonly Noted[])[], killed: ReadonlySet<string>): { readonly unanswered: number; readonly underWay: number } {
  const earlier = letters.flatMap((copies) => copies.slice(0, -1))
  const answered = earlier.filter(({ fate }) => fate === 'answered')
  const byRun = new Map<string, Noted[]>()
  for (const one of answered) byRun.set(one.by, [...(byRun.get(one.by) ?? []), one])
  for (const [run, copies] of byRun) {
    expect(killed, `${run} was not killed, and yet sent again: ${JSON.stringify(copies)}`).toContain(run)
    expect(copies.length, `a sender has so many under way, ${run} had ${JSON.stringify(copies)}`).toBeLessThanOrEqual(connections)
  }
  return { unanswered: earlier.length - answered.length, underWay: answered.length }
}
