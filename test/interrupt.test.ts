/** Ctrl-C while an import waits for a pipe that says nothing. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ended, newInstance, start, until, type ImportAnswer } from './support/broadsheet.ts'
import { madeUpWork, snapshotLine } from './support/made-up-library.ts'

test('ends at once, blames nothing on the input, and exits with 130', async () => {
  const data = newInstance()
  const child = start(['import', '--json', '--data', data, '-'])
  const end = ended(child)
  child.stdin!.write(`${snapshotLine(madeUpWork(1))}\n{"id":"2401.`)
  await until('the instance to be open', () => existsSync(join(data, 'index')) || undefined)
  child.kill('SIGINT')
  // Standard input stays open: only the interrupt can end it.
  const done = await end
  expect(done.code).toBe(130)
  expect(done.json<ImportAnswer>()).toMatchObject({ interrupted: true, broken: [], rejected: [] })
})
