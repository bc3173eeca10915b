/** The replayed services, by their documented formats, as this project's own readers understand them. */
import { describe, expect, it } from 'vitest'
import { estimatedArxivDay, arxivDay } from '../paper/announcements.ts'
import { instantOf } from '../tools/time-zone.ts'
import { readXml } from '../source/file/xml/read-xml.ts'
import type { Parsed } from '../source/source.ts'
import { normalise } from '../normalise/normalise.ts'
import { generateWorld } from './generate-world.ts'
import { createReplay } from './replay.ts'
import { virtualTime } from './virtual-time.ts'
import { metadataAt } from './world.ts'

const HEADERS = { 'user-agent': 'replay-test (mailto:test@example.org)' }
const world = generateWorld({ seed: 3, from: '2026-02-02', to: '2026-03-31', perDay: 30 })

/** A replay whose Eastern clock shows a time. */
function replayAt(day: string, minute: number, pageSize = 50) {
  const time = virtualTime(instantOf(day, minute, 'America/New_York'))
  const replay = createReplay({ world, time, pageSize })
  const get = async (path: string): Promise<string> => {
    await time.sleep(3000)
    return (await replay.fetch(`http://replay.test${path}`, { headers: HEADERS })).text()
  }
  return { time, replay, get }
}

async function read(text: string): Promise<Parsed[]> {
  const source = { file: 'answer', name: 'The answer', chunks: (async function* () { yield Buffer.from(text) })(), failure: undefined as never }
  const found: Parsed[] = []
  for await (const batch of readXml(source)) found.push(...batch)
  if (source.failure !== undefined) throw source.failure
  return found
}
const idsOf = (parsed: readonly Parsed[]): string[] => parsed.flatMap((one) => ('record' in one ? [normalise(one.record)[0]!.sourceKey] : [])).sort()

describe('the feed', () => {
  it.each(['rss', 'atom'])('shows the Eastern day and nothing else, as %s', async (format) => {
    const { get, time, replay } = replayAt('2026-03-17', 23 * 60 + 59)
    const idsSaid = async (): Promise<string[]> => idsOf(await read((await get(`/arxiv-feed/${format}/cs.LG`)).replaceAll(/<(item|entry)>(?:(?!<\/\1>)[^])*?announce_type>replace[^]*?<\/\1>/g, '')))
    const tuesday = world.truth.arxiv('2026-03-17', 'cs.LG')
    expect(tuesday.new.length).toBeGreaterThan(2)
    expect(await idsSaid()).toEqual([...tuesday.new, ...tuesday.cross].sort())
    await time.advance(60_000)
    const wednesday = world.truth.arxiv('2026-03-18', 'cs.LG')
    expect(await idsSaid()).toEqual([...wednesday.new, ...wednesday.cross].sort())
    await time.advance(3 * 86_400_000)
    expect(await idsSaid()).toEqual([])
    expect(replay.stats.broken).toEqual([])
  })
})

describe('OAI-PMH', () => {
  it('lists everything that was announced, page by page', async () => {
    const { get, time, replay } = replayAt('2026-03-20', 22 * 60)
    const ids: string[] = []
    let path = '/arxiv-oai?verb=ListRecords&metadataPrefix=arXivRaw&set=cs:cs:LG&from=2026-02-02'
    for (let pages = 0; path !== ''; pages++) {
      expect(pages).toBeLessThan(100)
      const text = await get(path)
      ids.push(...idsOf(await read(text)))
      const token = /<resumptionToken[^>]*>([^<]+)</.exec(text)?.[1]
      path = token === undefined ? '' : `/arxiv-oai?verb=ListRecords&resumptionToken=${encodeURIComponent(token)}`
    }
    expect(ids.sort()).toEqual(world.truth.offered(time.now(), ['cs.LG']))
    expect(ids.length).toBeGreaterThan(150)
    expect(replay.stats).toMatchObject({ broken: [], byService: { 'arxiv-oai': replay.stats.requests } })
  })
})

describe('Daily Papers', () => {
  it('lists a day by votes', async () => {
    const { get } = replayAt('2026-03-20', 12 * 60)
    const entries = JSON.parse(await get('/huggingface/api/daily_papers?date=2026-03-19&limit=100')) as { paper: { id: string; upvotes: number } }[]
    expect(entries.map(({ paper }) => paper.id).sort()).toEqual(world.truth.daily('2026-03-19'))
    const votes = entries.map(({ paper }) => paper.upvotes)
    expect(votes).toEqual([...votes].sort((one, other) => other - one))
  })
})

describe('a made-up world', () => {
  it('announces papers on the day that the calendar gives their submission, or later', () => {
    let held = 0
    for (const paper of world.papers) {
      const { day, submitted } = paper.versions[0]!
      expect(arxivDay(day).announced).toBe(true)
      expect(submitted).toBeLessThan(metadataAt(day))
      const estimated = estimatedArxivDay(new Date(submitted).toISOString(), paper.id)
      expect(estimated <= day, `${paper.id} ${estimated} ${day}`).toBe(true)
      if (estimated < day) held++
    }
    expect(held / world.papers.length).toBeGreaterThan(0.02)
    expect(held / world.papers.length).toBeLessThan(0.1)
  })
})
