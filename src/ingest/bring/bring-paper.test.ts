import { beforeEach, describe, expect, it } from 'vitest'
import type { FaultKind } from '../../replay/faults.ts'
import { FAULT_KINDS, seededFaults } from '../../replay/faults.ts'
import { generateWorld } from '../../replay/generate-world.ts'
import { createReplay, type Replay } from '../../replay/replay.ts'
import type { PaperFinder } from '../../paper/found-paper.ts'
import type { PaperRecord } from '../../paper/paper.ts'
import { SourceTrouble } from '../../source/http/http.ts'
import { testParts, type TestParts } from '../fetch/fetch-parts.test-helper.ts'
import { Fetching } from '../fetch/fetching.ts'
import { takeIn } from '../take-in.ts'
import { bringPaper } from './bring-paper.ts'
import { paperServices, type PaperServices } from './services.ts'

const NOW = '2026-03-11T15:00:00Z'
const world = generateWorld({ from: '2026-03-02', to: '2026-03-11', perDay: 6, categories: ['cs.LG'], dailyPerDay: 0 })
// A paper that is neither deleted nor withdrawn.
const known = world.papers.find((paper) => paper.deletedAt === undefined && paper.withdrawn !== true && paper.versions.length === 1)!
const other = world.papers.findLast((paper) => paper.deletedAt === undefined && paper.withdrawn !== true && paper.id !== known.id && paper.versions[0]!.submitted < Date.parse('2026-03-09'))!

let parts: TestParts
beforeEach(async () => {
  parts = await testParts(NOW)
})

/** The services replayed, behind the gates of a real instance. */
function replayed(faults = seededFaults({})): { finder: PaperFinder; replay: Replay; asked: string[] } {
  const asked: string[] = []
  const replay = createReplay({ world, time: parts.time, faults, gateMs: 0, clientTimeoutMs: 30_000, onRequest: ({ pathname }) => void asked.push(pathname) })
  const fetching = new Fetching({ ...parts, version: '0', base: 'http://replay.test', everyMs: 0, fetch: replay.fetch })
  const services = paperServices({ door: (service) => fetching.door(service), base: 'http://replay.test', contact: async () => undefined })
  return { finder: bringPaper({ store: parts.store, services, clock: parts.time }), replay, asked }
}

const none: PaperServices = { arxiv: async () => undefined, doi: async () => undefined, openreview: async () => undefined }
const finderOf = (services: Partial<PaperServices>, patienceMs?: number): PaperFinder => bringPaper({ store: parts.store, services: { ...none, ...services }, clock: parts.time, patienceMs })
const record = (more: Partial<PaperRecord> = {}): PaperRecord => ({
  source: 'arxiv', sourceKey: '3103.00001', title: 'Counting owls by their voices at night', abstract: 'We count owls.', authors: [{ name: 'Ada Example' }],
  identifiers: [{ scheme: 'arxiv', value: '3103.00001' }], categories: ['cs.SD'], keywords: [], versions: [], links: [], days: [], ...more,
})
const offline = async (): Promise<never> => {
  throw new SourceTrouble('unreachable', 'arXiv was not found: the name export.arxiv.org could not be looked up. Is there a network?')
}

describe('a paper of arXiv', () => {
  it('is shown without being kept, then kept, asked for once, and listed on no day by it', async () => {
    const { finder, asked } = replayed()
    const found = await finder.find(`https://arxiv.org/abs/${known.id}v1`)
    expect(found).toMatchObject({ held: false, toldBy: 'arXiv', paper: { key: 0, id: known.id } })
    expect(await parts.store.count()).toBe(0)
    const brought = await finder.bring(known.id)
    expect(brought).toMatchObject({ held: true, paper: { id: known.id, sources: ['arxiv'] } })
    expect(asked).toEqual(['/arxiv-api'])
    expect(await parts.store.daysOf(brought.paper.key)).toEqual([])
    expect(await finder.find(` arXiv:${known.id} `)).toMatchObject({ held: true, toldBy: undefined, paper: { key: brought.paper.key } })
    expect(asked).toHaveLength(1)
  })

  it('that arXiv does not know is not found, and may be asked for again', async () => {
    const { finder, asked } = replayed()
    for (const _ of [1, 2]) await expect(finder.find('2603.99999')).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('arXiv knows no paper 2603.99999.') as string })
    expect(asked).toHaveLength(2)
  })

  it('is asked for once, however many want it at the same time, and is one paper', async () => {
    const { finder, asked } = replayed()
    const all = await Promise.all(Array.from({ length: 8 }, () => finder.bring(known.id)))
    expect(new Set(all.map(({ paper }) => paper.key)).size).toBe(1)
    expect(asked).toHaveLength(1)
    expect(await parts.store.count()).toBe(1)
  })

  it('keeps its place for a quarter of an hour, not for ever', async () => {
    const { finder, asked } = replayed()
    await finder.find(known.id)
    parts.time.at += 16 * 60_000
    await finder.find(known.id)
    expect(asked).toHaveLength(2)
  })
})

describe('a paper by its DOI', () => {
  it('is told by OpenAlex, with abstract, authors, date and venue', async () => {
    const { finder, asked } = replayed()
    const { paper, toldBy } = await finder.bring('https://doi.org/10.1234/Owls.5')
    expect(toldBy).toBe('OpenAlex')
    expect(paper).toMatchObject({ id: '10.1234/owls.5', published: '2026-03-02', venue: 'Journal of Made-Up Papers', sources: ['openalex'] })
    expect(paper.abstract.length).toBeGreaterThan(50)
    expect(paper.authors.length).toBeGreaterThan(0)
    expect(asked).toEqual(['/openalex/works/doi:10.1234/owls.5'])
    await expect(finder.find('10.1234/unknown.1')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('joins its preprint that is held, by title and author', async () => {
    await takeIn([record()], parts.store)
    const finder = finderOf({ doi: async () => ({ record: record({ source: 'openalex', sourceKey: 'work:W1', identifiers: [{ scheme: 'doi', value: '10.1234/owls.5' }] }), arxiv: undefined }) })
    expect(await finder.bring('10.1234/owls.5')).toMatchObject({ held: true, paper: { id: '3103.00001' } })
    expect(await parts.store.count()).toBe(1)
  })

  it('is told by arXiv where it lies there by the same title, with both ids', async () => {
    const doi = async () => ({ record: record({ source: 'openalex', sourceKey: 'work:W1', identifiers: [{ scheme: 'doi' as const, value: '10.1234/owls.5' }] }), arxiv: '3103.00001' })
    const { paper, toldBy, notes } = await finderOf({ doi, arxiv: async () => record() }).bring('10.1234/owls.5')
    expect([toldBy, paper.id, paper.sources]).toEqual(['arXiv', '3103.00001', ['arxiv']])
    expect(notes).toEqual(['The DOI 10.1234/owls.5 is of the same paper as arXiv:3103.00001.'])
    expect((await parts.store.find('10.1234/owls.5'))?.key).toBe(paper.key)
  })

  it('is not taken for a preprint of another title, nor lost when arXiv is away', async () => {
    const doi = async () => ({ record: record({ source: 'openalex', sourceKey: 'work:W1', identifiers: [{ scheme: 'doi' as const, value: '10.1234/owls.5' }] }), arxiv: '3103.00002' })
    const elsewhere = await finderOf({ doi, arxiv: async () => record({ sourceKey: '3103.00002', title: 'Quite another paper about the same owls', identifiers: [{ scheme: 'arxiv', value: '3103.00002' }] }) }).find('10.1234/owls.5')
    expect(elsewhere).toMatchObject({ toldBy: 'OpenAlex', paper: { id: '10.1234/owls.5' } })
    expect(await finderOf({ doi, arxiv: offline }).find('10.1234/owls.5')).toMatchObject({ toldBy: 'OpenAlex' })
  })

  it('of the ACL Anthology carries the Anthology’s id', async () => {
    const asked: string[] = []
    const finder = finderOf({ doi: async (doi) => (asked.push(doi), { record: record({ source: 'openalex', sourceKey: 'work:W2', identifiers: [{ scheme: 'doi', value: doi }] }), arxiv: undefined }) })
    const { paper } = await finder.bring('https://aclanthology.org/2024.acl-long.5/')
    expect(asked).toEqual(['10.18653/v1/2024.acl-long.5'])
    expect(paper.identifiers).toContainEqual({ scheme: 'acl', value: '2024.acl-long.5' })
  })
})

describe('BibTeX and RIS', () => {
  const bibtex = (more: string): string => `@article{x, title={Counting owls by their voices at night}, author={Example, Ada}, year={2026}, ${more}}`

  it('become a paper where they name none that a service knows', async () => {
    const { paper, toldBy } = await finderOf({}).bring(bibtex('url={https://spam.example/casino}'))
    expect(toldBy).toBe('the BibTeX that was pasted')
    expect(paper).toMatchObject({ title: 'Counting owls by their voices at night', sources: ['bibliography'], links: [] })
    const ris = await finderOf({}).bring('TY  - JOUR\nTI  - Counting owls by their voices at night\nAU  - Example, Ada\nPY  - 2026\nER  - \n')
    expect(ris.paper.key).toBe(paper.key)
    expect(await parts.store.count()).toBe(1)
  })

  it('that name an identifier give way to what its service tells', async () => {
    const { paper, toldBy } = await finderOf({ arxiv: async () => record({ title: 'Counting owls, as arXiv has it' }) }).bring(bibtex('eprint={3103.00001}, archiveprefix={arXiv}, abstract={Mine}'))
    expect([toldBy, paper.title, paper.abstract, paper.sources]).toEqual(['arXiv', 'Counting owls, as arXiv has it', 'We count owls.', ['arxiv']])
  })

  it('stand as written while nobody can be asked, and say so', async () => {
    const { paper, notes } = await finderOf({ arxiv: offline }).bring(bibtex('eprint={3103.00001}'))
    expect(paper).toMatchObject({ id: '3103.00001', sources: ['bibliography'] })
    expect(notes).toEqual([expect.stringMatching(/^arXiv was not found.*Until then the paper is as the BibTeX has it\.$/)])
    // What the service tells later counts more.
    await takeIn([record({ title: 'As arXiv has it in the end' })], parts.store)
    expect((await parts.store.find('3103.00001'))?.title).toBe('As arXiv has it in the end')
  })

  it('change nothing of a paper that is held', async () => {
    await takeIn([record()], parts.store)
    const before = await parts.store.find('3103.00001')
    const found = await finderOf({ arxiv: offline }).bring(`@article{x, title={Vandalised}, author={Nobody}, eprint={3103.00001}, abstract={No}, doi={10.9999/other.1}}`)
    expect(found.paper).toEqual(before)
    expect(await parts.store.find('10.9999/other.1')).toBeUndefined()
  })

  it.each([
    ['@article{x, title={One}}\n@article{y, title={Two}}', 'This BibTeX holds 2 papers; submit one at a time.'],
    ['@article{x, author={Nobody}}', 'This BibTeX holds no paper that can be read'],
    ['@article{x', 'This BibTeX holds no paper that can be read'],
    ['TY  - JOUR\nAU  - Nobody\nER  - ', 'This RIS holds no paper that can be read'],
  ])('of no one paper are refused: %s', async (text, message) => {
    await expect(finderOf({}).find(text)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining(message) as string })
  })

  it('brought twice at once, without any identifier, are one paper', async () => {
    const finder = finderOf({})
    const all = await Promise.all([finder.bring(bibtex('')), finder.bring(bibtex('')), finder.bring(bibtex(''))])
    expect(new Set(all.map(({ paper }) => paper.key)).size).toBe(1)
    expect(await parts.store.count()).toBe(1)
  })
})

describe('without network', () => {
  it('says what could not be asked and what works instead', async () => {
    await expect(finderOf({ arxiv: offline }).find('3103.00001')).rejects.toMatchObject({
      code: 'unavailable',
      message: 'arXiv was not found: the name export.arxiv.org could not be looked up. Is there a network? Try again later, or paste the paper’s BibTeX or RIS: that needs no network.',
    })
  })

  it('waits for nobody for ever', async () => {
    const silent = (_: string, signal: AbortSignal): Promise<never> => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    await expect(finderOf({ arxiv: silent }, 20).find('3103.00001')).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('arXiv has not answered within') as string })
  })

  it('opens no address and asks nobody for what names no paper', async () => {
    const { finder, asked } = replayed()
    for (const text of ['http://127.0.0.1/admin', 'https://example.com/10.1/x', 'http://[::1]/', 'file:///etc/passwd', '', 'three plain words']) await expect(finder.find(text)).rejects.toMatchObject({ code: 'bad-input' })
    expect(asked).toEqual([])
  })

  it('asks before each question whether it may, and not where the answer is known', async () => {
    let times = 0
    const { finder } = replayed()
    const beforeAsking = (): void => void times++
    await finder.find(known.id, { beforeAsking })
    await finder.bring(known.id, { beforeAsking })
    await finder.find(known.id, { beforeAsking })
    expect(times).toBe(1)
    await expect(finder.find('2603.88888', { beforeAsking: () => { throw new Error('no more') } })).rejects.toThrow('no more')
  })
})

describe('services that misbehave', () => {
  it.each(FAULT_KINDS.map((kind) => [kind] as [FaultKind]))('in the manner of %s bring the paper, or a sentence, and nothing by halves', async (kind) => {
    let ill = true
    const { finder } = replayed(seededFaults({ seed: 3, always: () => (ill ? kind : undefined) }))
    for (const what of [known.id, '10.1234/owls.5']) {
      try {
        const { paper } = await finder.bring(what)
        expect(paper.id).toBe(what)
      } catch (error) {
        expect(['unavailable', 'not-found']).toContain((error as { code?: string }).code)
        expect((error as Error).message).toMatch(/BibTeX or RIS/)
        expect(await parts.store.find(what)).toBeUndefined()
      }
    }
    // Once it is well again, and has had the silence that it asked for, it is asked again.
    ill = false
    parts.time.at += 25 * 3_600_000
    expect((await finder.bring(other.id)).paper.id).toBe(other.id)
    expect((await finder.bring(known.id)).paper.title).toBe(known.title)
  })
})
