/**
 * Votes under everything at once: 200 people at 50 papers, each request now and then sent twice, given up on before its answer, or
 * cut off because the server is killed with -9 and started again. A voter who got no answer asks again until there is one, and
 * only then decides anew; so the truth is what each was told last. Nothing of it may be lost, and nothing counted twice.
 */
import { createHash, randomBytes } from 'node:crypto'
import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { expect, test } from 'vitest'
import { seeded } from '../src/replay/random.ts'
import { openSqlite } from '../src/store/sqlite/sqlite.ts'
import { importFiles, newInstance, serve, type Server, temporaryFolder } from './support/broadsheet.ts'
import { madeUpWork, snapshotLine } from './support/made-up-library.ts'

const VOTERS = 200
const PAPERS = 50
/** Decisions of each voter; more by VOTES_DECISIONS, kills by VOTES_KILLS, another run by VOTES_SEED. */
const DECISIONS = Number(process.env['VOTES_DECISIONS'] ?? 3)
const KILLS = Number(process.env['VOTES_KILLS'] ?? 3)
const SEED = Number(process.env['VOTES_SEED'] ?? 20_261_122)
const TOLD = process.env['VOTES_DECISIONS'] !== undefined || process.env['VOTES_KILLS'] !== undefined

interface Voter {
  readonly id: string
  readonly name: string
  readonly token: string
  /** by paper: what the server said last */
  readonly told: Map<string, boolean>
  /** what is asked for and not answered yet */
  asked: { readonly paper: string; readonly on: boolean } | undefined
}

const works = Array.from({ length: PAPERS }, (_, number) => madeUpWork(number))
/** Every fifth voter has the name of an author of one of the papers most voted for, so that their votes for those are counted apart. */
const nameOf = (number: number): string => (number % 5 === 0 ? works[number % 8]!.authors[0]! : `Voter Number ${number}`)
const authorsOf = new Map(works.map(({ arxiv, authors }) => [arxiv, new Set(authors.map((name) => name.toLowerCase()))]))

test(`${VOTERS} voters at ${PAPERS} papers, ${KILLS} kills: the counts are what each voter was told last`, { timeout: 1_800_000 }, async () => {
  const next = seeded(SEED)
  const folder = newInstance()
  const voters = await prepare(folder)
  const env = { BROADSHEET_ACCOUNTS: '1', BROADSHEET_FETCH: '0', BROADSHEET_GUESS: '0', BROADSHEET_SECRET: randomBytes(32).toString('hex') }
  const counts = { requests: 0, answered: 0, doubles: 0, givenUp: 0, cutOff: 0, pendingAtKills: 0, startingMs: 0 }
  const keyOf = keysOf(folder)

  const begun = performance.now()
  let server = await serve(folder, env)
  let running: Promise<void> | undefined
  const decisions = VOTERS * DECISIONS
  let decided = 0
  let kills = 0

  /** One request, with or without an answer; `undefined` is none. */
  async function send(voter: Voter, paper: string, on: boolean, giveUpAfterMs: number | undefined): Promise<boolean | undefined> {
    counts.requests++
    try {
      const answer = await fetch(`${server.url}/api/me/votes/${paper}`, {
        method: on ? 'PUT' : 'DELETE',
        headers: { authorization: `Bearer ${voter.token}` },
        ...(giveUpAfterMs === undefined ? {} : { signal: AbortSignal.timeout(giveUpAfterMs) }),
      })
      const said = (await answer.json()) as { voted?: boolean; error?: string }
      if (answer.status !== 200) throw new Refused(`${answer.status} ${said.error ?? ''}`)
      counts.answered++
      return said.voted
    } catch (error) {
      if ((error as { name?: unknown }).name === 'TimeoutError') counts.givenUp++
      // A connection that ended; whatever else went wrong is a fault.
      else if (error instanceof TypeError || error instanceof SyntaxError) counts.cutOff++
      else throw error
      return undefined
    }
  }

  /** The same again until it is answered. */
  async function untilAnswered(voter: Voter, paper: string, on: boolean, impatient: boolean, draw: () => number): Promise<void> {
    for (let tries = 0; ; tries++) {
      await running
      const said = await send(voter, paper, on, impatient && tries === 0 ? Math.ceil(draw() * 20) : undefined)
      if (said !== undefined) return void expect(said).toBe(on)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }

  async function vote(voter: Voter, number: number): Promise<void> {
    const draw = seeded(SEED * 1000 + number)
    for (let at = 0; at < DECISIONS; at++) {
      // A few papers have most of the votes, so that many people meet at one count.
      const paper = works[Math.min(PAPERS - 1, Math.floor(draw() ** 2 * PAPERS))]!.arxiv
      const on = draw() < 0.6
      const [double, impatient] = [draw() < 0.15, draw() < 0.1]
      voter.asked = { paper, on }
      if (double) counts.doubles++
      await Promise.all(Array.from({ length: double ? 2 : 1 }, () => untilAnswered(voter, paper, on, impatient, draw)))
      voter.told.set(paper, on)
      voter.asked = undefined
      decided++
    }
  }

  async function killAndRestart(): Promise<void> {
    const gone = new Promise((resolve) => server.process.once('exit', resolve))
    server.process.kill('SIGKILL')
    await gone
    counts.pendingAtKills += voters.filter(({ asked }) => asked !== undefined).length
    kills++
    compare(votesHeld(folder), voters, keyOf)
    const down = performance.now()
    server = await serve(folder, env)
    counts.startingMs += Math.round(performance.now() - down)
  }

  const voting = Promise.all(voters.map(vote))
  void voting.catch(() => {})
  for (let kill = 0; kill < KILLS; kill++) {
    const at = Math.floor((decisions * (kill + 0.2 + 0.6 * next())) / (KILLS + 0.5))
    while (decided < at) await new Promise((resolve) => setTimeout(resolve, 1))
    running = killAndRestart()
    await Promise.race([running, voting])
    await running
    running = undefined
  }
  await voting
  const took = performance.now() - begun

  expect(kills).toBe(KILLS)
  if (KILLS > 0) expect(counts.pendingAtKills, 'the kills came while people voted').toBeGreaterThan(KILLS)
  expect(counts.givenUp, 'some gave up before the answer').toBeGreaterThan(0)
  for (const voter of voters) expect(voter.asked).toBeUndefined()
  await agree(server, voters)
  expect(await server.stop()).toBe(0)
  compare(votesHeld(folder), voters, keyOf)
  if (TOLD) console.log(`${decided} decisions, ${kills} kills, ${Math.round(took)} ms: ${JSON.stringify(counts)}`)
})

class Refused extends Error {}

/** An instance with the papers, and an account with a personal token for each voter. */
async function prepare(folder: string): Promise<Voter[]> {
  const file = join(temporaryFolder(), 'papers.jsonl')
  writeFileSync(file, works.map((work) => snapshotLine(work)).join('\n'))
  expect(await importFiles(folder, [file])).toMatchObject({ added: PAPERS, code: 0 })
  const store = await openSqlite(join(folder, 'broadsheet.db'))
  const at = '2026-01-01T00:00:00.000Z'
  const voters: Voter[] = []
  for (let number = 0; number < VOTERS; number++) {
    const id = `voter-${number}`
    const token = `bs_${randomBytes(32).toString('base64url')}`
    await store.people.savePerson({ id, name: nameOf(number), email: `voter-${number}@example.org`, role: 'reader', since: at })
    await store.people.addToken({ id: `token-${number}`, personId: id, name: 'voting', hash: createHash('sha256').update(token).digest('hex'), at })
    voters.push({ id, name: nameOf(number), token, told: new Map(), asked: undefined })
  }
  await store.close()
  return voters
}

/** Keys of the papers by id. */
function keysOf(folder: string): ReadonlyMap<string, number> {
  return new Map(inside(folder, (db) => (db.prepare('select id, key from papers').all() as { id: string; key: number }[]).map(({ id, key }) => [id, key] as const)))
}

/** Reads a copy of the database, so that looking repairs nothing. */
function inside<T>(folder: string, read: (db: InstanceType<typeof Database>) => T): T {
  const copy = join(temporaryFolder(), 'copy.db')
  for (const ending of ['', '-wal']) if (existsSync(join(folder, `broadsheet.db${ending}`))) cpSync(join(folder, `broadsheet.db${ending}`), `${copy}${ending}`)
  const db = new Database(copy)
  try {
    return read(db)
  } finally {
    db.close()
  }
}

interface Held {
  readonly votes: readonly { readonly paper_key: number; readonly person_id: string; readonly own: number }[]
  readonly counts: readonly { readonly paper_key: number; readonly votes: number; readonly own: number }[]
}

const votesHeld = (folder: string): Held =>
  inside(folder, (db) => ({
    votes: db.prepare('select paper_key, person_id, own from votes where stands = 1').all() as Held['votes'],
    counts: db.prepare('select paper_key, votes, own from vote_counts').all() as Held['counts'],
  }))

const isOwn = (voter: Voter, paper: string): boolean => authorsOf.get(paper)!.has(voter.name.toLowerCase())

/** The two tables against what each voter was told; what is asked for and not answered may stand either way. */
function compare({ votes, counts }: Held, voters: readonly Voter[], keyOf: ReadonlyMap<string, number>): void {
  const held = new Set(votes.map(({ paper_key, person_id }) => `${person_id} ${paper_key}`))
  expect(held.size, 'one vote a person and paper').toBe(votes.length)
  const wrong: string[] = []
  let explained = 0
  for (const voter of voters) {
    for (const { arxiv } of works) {
      const stands = held.has(`${voter.id} ${keyOf.get(arxiv)}`)
      if (stands) explained++
      if (voter.asked?.paper !== arxiv && stands !== (voter.told.get(arxiv) ?? false)) wrong.push(`${voter.id} ${arxiv}: told ${voter.told.get(arxiv)}, held ${stands}`)
    }
  }
  expect(wrong).toEqual([])
  expect(explained, 'votes of nobody else').toBe(votes.length)
  const sums = new Map<number, { votes: number; own: number }>()
  for (const { paper_key, own } of votes) {
    const sum = sums.get(paper_key) ?? { votes: 0, own: 0 }
    sums.set(paper_key, sum)
    sum[own === 1 ? 'own' : 'votes']++
  }
  expect(new Map(counts.filter((one) => one.votes + one.own > 0).map((one) => [one.paper_key, { votes: one.votes, own: one.own }]))).toEqual(sums)
}

/** What the server shows, on pages and in its API, against what each voter was told. */
async function agree(server: Server, voters: readonly Voter[]): Promise<void> {
  let own = 0
  for (const { arxiv } of works) {
    const ayes = voters.filter((voter) => voter.told.get(arxiv) === true)
    const authors = ayes.filter((voter) => isOwn(voter, arxiv)).length
    own += authors
    const page = await (await server.get(`/papers/${arxiv}`, { headers: { authorization: `Bearer ${voters[0]!.token}` } })).text()
    const said = /aria-label="Vote: [^"]*\. (\d+) votes? here, 0 upvotes elsewhere(?:; (an author’s own vote|(\d+) votes of authors))?/.exec(page)
    expect([arxiv, Number(said?.[1]), said?.[2] === undefined ? 0 : Number(said[3] ?? 1)]).toEqual([arxiv, ayes.length - authors, authors])
  }
  expect(own, 'some voted for papers of their own').toBeGreaterThan(0)
  for (const voter of voters.filter((_, number) => number % 20 === 0)) {
    const answer = await server.get('/api/me/list?shelf=voted&limit=100', { headers: { authorization: `Bearer ${voter.token}` } })
    const { total, papers } = (await answer.json()) as { total: number; papers: { paper: { id: string } }[] }
    const told = [...voter.told].filter(([, on]) => on).map(([paper]) => paper)
    expect([voter.id, total, papers.map(({ paper }) => paper.id).toSorted()]).toEqual([voter.id, told.length, told.toSorted()])
  }
}
