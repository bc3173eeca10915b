import { describe, expect, it } from 'vitest'
import { fakeEditions } from '../../api/fake-editions.test-helper.ts'
import type { SourcesEdition } from '../../edition/sources.ts'
import { type ChosenSources, DEFAULT_SOURCES } from '../../paper/chosen-sources.ts'
import { runCli } from '../cli.ts'
import { fakeInstance } from '../fake-instance.test-helper.ts'
import { fakeTerminal } from '../fake-terminal.test-helper.ts'

// 08:00 in New York
const NOW = Date.UTC(2024, 9, 18, 12)
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString()

async function run(words: string[], sources: Partial<SourcesEdition> = {}, terminal = fakeTerminal()) {
  let held: SourcesEdition = { chosen: undefined, statuses: [], fetching: false, ...sources }
  const editions = { ...fakeEditions(), sources: async () => held }
  const instance = fakeInstance({ editions })
  const chosen: ChosenSources[] = []
  const modes: string[] = []
  const code = await runCli(['node', 'broadsheet', 'sources', ...words], {
    open: async (_config, mode) => {
      modes.push(mode)
      return { ...instance, chooseSources: async (one) => { chosen.push(one); held = { ...held, chosen: one } } }
    },
    openIndex: () => Promise.reject(new Error('no index here')),
    env: { BROADSHEET_DATA: '/nowhere/of/this/test' },
    terminal,
    clock: { now: () => NOW },
  })
  return { code, ...terminal.printed, chosen: chosen[0], times: chosen.length, modes, done: instance.done }
}

describe('sources', () => {
  it('says how to begin while nothing is chosen', async () => {
    const { code, out, modes, done } = await run([])
    expect([code, modes, done]).toEqual([0, ['read'], ['closed']])
    expect(out).toMatch(/Nothing is chosen yet.*`broadsheet sources set`/)
  })

  const chosen = { ...DEFAULT_SOURCES, openreview: ['ICLR.cc/2026/Conference', 'NeurIPS.cc/2025/Conference'] }
  const statuses = [
    { key: 'arxiv', label: 'arXiv', triedAt: at(-2), okAt: at(-90), trouble: { since: at(-20), sentence: 'No \u001b[2J connection.' }, nextAt: at(12), work: { what: 'Backfill', progress: 0.437 } },
    { key: 'openreview:ICLR.cc/2026/Conference', label: 'ICLR 2026 on OpenReview', okAt: at(-5), triedAt: at(-5) },
    { key: 'openreview:NeurIPS.cc/2025/Conference', label: 'NeurIPS 2025 on OpenReview' },
  ]

  it('prints a table of what is chosen and how it fares', async () => {
    const { out, err } = await run([], { chosen, statuses })
    expect(err).toBe('')
    expect(out).not.toContain('\u001b')
    const lines = out.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))
    expect(lines.slice(0, 4)).toEqual([
      'arXiv | cs.LG, cs.CL, cs.CV, cs.AI, stat.ML',
      ' | IN TROUBLE since 07:40 (20 minutes ago): No [2J connection.; last whole answer 06:30 (2 hours ago); last looked 07:58 (2 minutes ago); next try 08:12 (in 12 minutes); at work: Backfill, 43 %',
      'Hugging Face Daily Papers | chosen',
      ' | not asked yet',
    ])
    expect(lines[4]).toMatch(/^OpenReview \| ICLR/)
    expect(lines[5]).toBe('ICLR 2026 on OpenReview | last whole answer 07:55 (5 minutes ago)')
    expect(out).toMatch(/NeurIPS 2025 on OpenReview {2,}no whole answer yet/)
    expect(out).toMatch(/--contact you@example\.org/)
  })

  it('keeps within a narrow terminal and draws trouble in colour', async () => {
    const { out } = await run([], { chosen, statuses }, fakeTerminal({ columns: 60, colour: true }))
    expect(out).toMatch(/\u001b\[31mIN TROUBLE|\u001b\[31m +IN TROUBLE/)
    for (const line of out.split('\n')) expect(line.replace(/\u001b\[\d+m/g, '').length).toBeLessThanOrEqual(72)
  })

  it('answers as JSON', async () => {
    const { out } = await run(['--json'], { chosen, statuses: statuses.slice(1, 2) })
    expect(JSON.parse(out)).toEqual({ chosen, fetching: false, sources: [statuses[1]] })
  })
})

describe('choosing', () => {
  it.each<[string[], ChosenSources | undefined, Partial<ChosenSources>]>([
    [['set'], undefined, DEFAULT_SOURCES],
    [['set', '--arxiv', 'cs.ro, hep-th'], undefined, { ...DEFAULT_SOURCES, arxiv: ['cs.RO', 'hep-th'] }],
    [['set', '--huggingface', 'off', '--openalex', 'ON', '--contact', 'x@example.org'], undefined, { huggingface: false, openalex: true, contact: 'x@example.org' }],
    [['set', '--feed', 'https://a.example/1,2', '--feed', 'https://b.example/'], undefined, { feeds: ['https://a.example/1,2', 'https://b.example/'] }],
    [['set', '--biorxiv', 'Cell Biology,genomics', '--acl', '2025.acl 2025.emnlp', '--openreview', 'ICLR.cc/2026/Conference'], undefined, { biorxiv: ['cell biology', 'genomics'], acl: ['2025.acl', '2025.emnlp'], openreview: ['ICLR.cc/2026/Conference'] }],
    [['add', '--arxiv', 'cs.RO', '--feed', 'https://b.example/'], { ...DEFAULT_SOURCES, feeds: ['https://a.example/'] }, { arxiv: [...DEFAULT_SOURCES.arxiv, 'cs.RO'], feeds: ['https://a.example/', 'https://b.example/'] }],
    [['remove', '--arxiv', 'CS.lg,cs.CL'], DEFAULT_SOURCES, { arxiv: ['cs.CV', 'cs.AI', 'stat.ML'], huggingface: true }],
    [['set', '--arxiv', ''], DEFAULT_SOURCES, { arxiv: [], huggingface: true }],
    [['set', '--contact', ''], { ...DEFAULT_SOURCES, contact: 'x@example.org' }, { contact: undefined }],
  ])('%j', async (words, before, after) => {
    const { code, chosen, modes, err } = await run(words, { chosen: before })
    expect([code, err, modes]).toEqual([0, '', ['write']])
    expect(chosen).toMatchObject(after)
  })

  it.each<[string[], ChosenSources | undefined, RegExp]>([
    [['set', '--arxiv', 'cs.XX'], undefined, /^broadsheet: --arxiv: arXiv has no category “cs\.XX”/],
    [['set', '--feed', 'javascript:alert(1)', '--contact', 'x'], undefined, /--feed: .*no address of a feed.* --contact: “x” must be an e-mail address\.\n$/],
    [['set', '--huggingface', 'maybe'], undefined, /--huggingface must be on or off/],
    [['set'], DEFAULT_SOURCES, /Say what to set/],
    [['add'], undefined, /Say what to add/],
    [['burn'], undefined, /sources knows show, set, add, remove, not “burn”/],
    [['--arxiv', 'cs.LG'], undefined, /say `broadsheet sources set --arxiv/],
    [['remove', '--arxiv', 'cs.LG,cs.CL,cs.CV,cs.AI,stat.ML'], { ...DEFAULT_SOURCES, huggingface: false }, /Nothing would be left to read/],
  ])('%j is refused and changes nothing', async (words, before, said) => {
    const { code, err, times, out } = await run(words, { chosen: before })
    expect([code, times, out]).toEqual([1, 0, ''])
    expect(err).toMatch(said)
  })
})
