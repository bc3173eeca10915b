import type { Accounts } from '../community/accounts/accounts.ts'
import type { FetchReport } from '../ingest/fetch/fetch-now.ts'
import type { Editions } from '../edition/edition.ts'
import { noLetters } from '../paper/letter-tally.ts'
import type { ImportOptions, ImportReport, Ingest } from '../ingest/ingest.ts'
import type { DoctorReport, Instance } from './instance.ts'

export const emptyReport: ImportReport = { read: 0, added: 0, updated: 0, unchanged: 0, rejected: [], rejectedMore: 0, broken: [], interrupted: false }

export interface FakeInstance extends Instance {
  readonly done: string[]
}

/** An instance over given editions whose way in answers what it is told to. Remembers what was done to it. */
export function fakeInstance(part: {
  editions: Editions
  report?: ImportReport | ((options: ImportOptions) => Promise<ImportReport>)
  doctor?: DoctorReport
  shelf?: number
  fetched?: FetchReport
  accounts?: Accounts
  letters?: Instance['letters']
  digest?: Instance['digest']
}): FakeInstance {
  const done: string[] = []
  const report = part.report ?? emptyReport
  const ingest: Ingest = {
    importFiles: async (paths, options = {}) => {
      done.push(`import ${paths.join(' ')}`)
      return typeof report === 'function' ? report(options) : report
    },
    fillShelf: async () => (done.push('fillShelf'), true),
    giveShelfAway: async () => false,
    clearShelf: async () => (done.push('clearShelf'), part.shelf ?? 0),
    reindex: async () => (done.push('reindex'), { papers: 3, tookMs: 1200 }),
  }
  return {
    done,
    editions: part.editions,
    ingest,
    chooseSources: async (chosen) => void done.push(`chooseSources ${JSON.stringify(chosen)}`),
    fetchNow: async (request) => {
      done.push(`fetch ${JSON.stringify(request)}`)
      return part.fetched ?? { added: 0, updated: 0, unchanged: 0, rejected: 0, requests: 0, failed: [], later: [], interrupted: false }
    },
    submit: async ({ what, day = '2024-10-18' }, as) => {
      done.push(`submit ${what} ${day}${as === undefined ? '' : ` as ${as}`}`)
      const { paper } = (await part.editions.paper(what, { similar: 0 }))!
      return { paper, day, outcome: 'added', sentence: `The paper is in the list of ${day}.`, notes: [] }
    },
    forYou: async (options, as) => {
      done.push(`for-you ${JSON.stringify(options)}${as === undefined ? '' : ` as ${as}`}`)
      return part.editions.forYou({ id: as ?? 'local' }, options)
    },
    digest: part.digest ?? (async () => undefined),
    letters: part.letters ?? { list: async function* () {}, stop: async () => 0, send: async () => noLetters() },
    mcp: async () => {
      throw new Error('no tools here')
    },
    accounts: async () => {
      if (part.accounts === undefined) throw new Error('this instance has no accounts')
      return part.accounts
    },
    doctor: async () => part.doctor ?? { checks: [{ name: 'database', ok: true, detail: 'sound' }] },
    serve: async () => {
      done.push('serve')
      return { url: 'http://localhost:8765', port: 8765, close: async () => void done.push('server closed') }
    },
    close: async () => void done.push('closed'),
  }
}
