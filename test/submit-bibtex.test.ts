/** A paper that only a person's BibTeX tells of is brought into the store: the day's quota is what bounds it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEFAULT_SUBMISSION_RULES } from '../src/community/submission-rules.ts'
import { createSubmissions, type Submissions } from '../src/community/submissions.ts'
import { bringPaper } from '../src/ingest/bring/bring-paper.ts'
import type { Visitor } from '../src/paper/people.ts'
import { openSqlite } from '../src/store/sqlite/sqlite.ts'
import type { Store } from '../src/store/store.ts'

const TODAY = '2026-03-11'
const clock = { now: () => Date.parse(`${TODAY}T16:00:00Z`) }
const person = { id: 'ann', name: 'Ann', email: 'ann@example.net', role: 'reader', since: '2026-01-01T00:00:00.000Z' } as const
const ann: Visitor = { by: 'session', canSignIn: true, person }
const asked = (title: string) => ({ what: `@article{owls, title={${title}}, author={Owl, Ada}, year={2026}}` })

let folder: string
let store: Store
let submissions: Submissions

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-bibtex-'))
  store = await openSqlite(join(folder, 'broadsheet.db'))
  await store.people.savePerson(person)
  const silent = () => Promise.reject(new Error('no service is asked'))
  submissions = createSubmissions({ store, clock, rules: { ...DEFAULT_SUBMISSION_RULES, quota: 2 }, finder: bringPaper({ store, clock, services: { arxiv: silent, doi: silent, openreview: silent } }) })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

test('papers made up one after the other and taken back end with the quota', async () => {
  for (const title of ['Owls of the northern night', 'Rooks on a southern hedge']) {
    const { paper } = await submissions.submit(ann, asked(title))
    expect(await submissions.withdraw(ann, { paper: paper.id, day: TODAY })).toBe(true)
  }
  await expect(submissions.submit(ann, asked('Snails that never came'))).rejects.toMatchObject({ code: 'too-many' })
  expect(await store.count()).toBe(2)
})
