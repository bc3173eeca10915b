import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { importFiles, newInstance, serve, temporaryFolder, until, type Server } from '../support/broadsheet.ts'
import type { RecordedDay } from './recorded-days.ts'

/** An instance that holds these days, served once every paper is indexed. */
export async function serveDays(days: readonly RecordedDay[]): Promise<Server> {
  const data = newInstance()
  const file = join(temporaryFolder(), 'days.jsonl')
  writeFileSync(file, days.map((day) => JSON.stringify(day)).join('\n'))
  expect(await importFiles(data, [file])).toMatchObject({ code: 0, rejected: [] })
  const server = await serve(data)
  await until('the index has every paper', async () => ((await server.json<{ indexing: boolean }>('/api/status')).indexing ? undefined : true))
  return server
}
