import { expect, it } from 'vitest'
import { ChosenSources, DEFAULT_SOURCES } from '../paper/chosen-sources.ts'
import { fakeHttp } from './fake-http.test-helper.ts'
import { furtherSources } from './further-sources.ts'

const chosen = (part: Partial<ChosenSources>): ChosenSources => ({ ...DEFAULT_SOURCES, ...part })
const ask = { from: '2026-01-05', to: '2026-01-06', cursor: undefined, memory: undefined }
const hosts = async (part: Partial<ChosenSources>, base?: string): Promise<string[]> => {
  const asked: string[] = []
  for (const source of furtherSources(chosen(part), base)) {
    const http = fakeHttp(() => undefined)
    await source.page(http, ask).catch(() => undefined)
    asked.push(`${source.key} ${http.asked[0]!.origin}${http.asked[0]!.pathname}`)
  }
  return asked
}

it('is nothing where nothing further is chosen', () => {
  expect(furtherSources(DEFAULT_SOURCES)).toEqual([])
})

it('makes each preprint server and venue a source at its own address', async () => {
  expect(await hosts({ biorxiv: ['all'], medrxiv: ['neurology'], openreview: ['ICLR.cc/2026/Conference', 'ICML.cc/2026/Conference', 'ICLR.cc/2026/Conference'] })).toEqual([
    'biorxiv https://api.biorxiv.org/details/biorxiv/2026-01-05/2026-01-06/0/json',
    'medrxiv https://api.biorxiv.org/details/medrxiv/2026-01-05/2026-01-06/0/json',
    'openreview:ICLR.cc/2026/Conference https://api2.openreview.net/notes',
    'openreview:ICML.cc/2026/Conference https://api2.openreview.net/notes',
  ])
})

it('takes the journal whose id is one word, and no other word', () => {
  expect(ChosenSources.safeParse(chosen({ openreview: ['TMLR'] })).success).toBe(true)
  expect(ChosenSources.safeParse(chosen({ openreview: ['ICLR'] })).success).toBe(false)
})

it('goes to one place for all where one is given', async () => {
  expect(await hosts({ medrxiv: ['all'], openreview: ['ICLR.cc/2026/Conference'] }, 'http://127.0.0.1:9/')).toEqual([
    'medrxiv http://127.0.0.1:9/biorxiv/details/medrxiv/2026-01-05/2026-01-06/0/json',
    'openreview:ICLR.cc/2026/Conference http://127.0.0.1:9/openreview/notes',
  ])
})
