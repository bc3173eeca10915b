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

describe('the feed and its reader', () => {
  it('is not sent again while it is the same, and is another on the next day', async () => {
    const { replay, time } = replayAt('2026-03-17', 600)
    const ask = (etag?: string | null) => replay.fetch('http://replay.test/arxiv-feed/rss/cs.LG', { headers: { ...HEADERS, ...(etag ? { 'if-none-match': etag } : {}) } })
    const etag = (await ask()).headers.get('etag')
    const second = await ask(etag)
    expect([second.status, await second.text()]).toEqual([304, ''])
    await time.advance(86_400_000)
    expect((await ask(etag)).status).toBe(200)
  })

  it('says of categories that there are not that they are an error', async () => {
    const { get } = replayAt('2026-03-17', 600)
    expect(await read(await get('/arxiv-feed/rss/cs.XX'))).toEqual([{ rejected: expect.objectContaining({ reason: expect.stringContaining('the feed reports an error') as string }) as object }])
  })

  it('joins categories, and takes archives', async () => {
    const { get } = replayAt('2026-03-17', 600)
    const union = idsOf(await read(await get('/arxiv-feed/rss/cs.LG+cs.CL')))
    const each = [...idsOf(await read(await get('/arxiv-feed/rss/cs.LG'))), ...idsOf(await read(await get('/arxiv-feed/rss/cs.CL')))]
    expect(union).toEqual([...new Set(each)].sort())
    const archive = idsOf(await read(await get('/arxiv-feed/atom/cs')))
    expect(union.filter((id) => !archive.includes(id))).toEqual([])
    expect(archive.length).toBeGreaterThan(union.length)
  })
})

describe('OAI-PMH', () => {
  it('answers Identify, GetRecord and every error by its code', async () => {
    const { get, time } = replayAt('2026-03-20', 12 * 60)
    const id = world.truth.arxiv('2026-03-17', 'cs.LG').new[0]!
    expect(await get('/arxiv-oai?verb=Identify')).toContain('<earliestDatestamp>2005-09-16</earliestDatestamp>')
    expect(idsOf(await read(await get(`/arxiv-oai?verb=GetRecord&metadataPrefix=arXivRaw&identifier=oai:arXiv.org:${id}`)))).toEqual([id])
    const ahead = world.truth.arxiv('2026-03-25', 'cs.LG').new[0]!
    for (const [query, code] of [
      [`verb=GetRecord&metadataPrefix=arXivRaw&identifier=oai:arXiv.org:${ahead}`, 'idDoesNotExist'],
      ['verb=ListRecords&metadataPrefix=arXivRaw&from=2026-03-21', 'noRecordsMatch'],
      ['verb=ListRecords&metadataPrefix=arXivRaw&set=cs:cs:NI', 'noRecordsMatch'],
      ['verb=ListRecords&metadataPrefix=arXivRaw&from=2026-02-30', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=arXivRaw&from=2026-03-10&until=2026-03-09', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=arXivRaw&page=2', 'badArgument'],
      ['verb=ListRecords', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=marc', 'cannotDisseminateFormat'],
      ['verb=ListRecords&resumptionToken=x', 'badResumptionToken'],
      ['verb=ListRecords&resumptionToken=%25', 'badResumptionToken'],
      ['verb=Dance', 'badVerb'],
    ]) expect([query, /<error code="(\w+)">/.exec(await get(`/arxiv-oai?${query}`))?.[1]]).toEqual([query, code])
    expect(time.now()).toBeLessThan(metadataAt('2026-03-25'))
  })

  it('takes a token until the next midnight UTC', async () => {
    const { get, time } = replayAt('2026-03-20', 12 * 60)
    const token = /<resumptionToken expires='([^']+)'>([^<]+)</.exec(await get('/arxiv-oai?verb=ListRecords&metadataPrefix=arXivRaw&set=cs&from=2026-03-10'))!
    expect(token[1]).toBe('2026-03-21T00:00:00Z')
    const again = `/arxiv-oai?verb=ListRecords&resumptionToken=${encodeURIComponent(token[2]!)}`
    await time.advance(Date.parse('2026-03-20T23:59:50Z') - time.now())
    expect(await get(again)).toContain('<record>')
    await time.advance(10_000)
    expect(await get(again)).toContain('badResumptionToken')
  })

  it('has versions, withdrawals, cross-lists and deletions from their day on, and not before', async () => {
    const versioned = world.papers.find(({ versions, deletedAt, withdrawn }) => versions.length > 1 && deletedAt === undefined && withdrawn !== true && versions[1]!.day < '2026-03-31')!
    const withdrawn = world.papers.find((paper) => paper.withdrawn === true && paper.deletedAt === undefined && paper.versions.at(-1)!.day < '2026-03-31')!
    const crossed = world.papers.find(({ crosses, deletedAt }) => crosses.length > 0 && deletedAt === undefined && crosses[0]!.day < '2026-03-31')!
    const deleted = world.papers.find(({ deletedAt }) => deletedAt !== undefined && deletedAt < Date.parse('2026-03-31'))!
    const at = async (now: number, id: string): Promise<string> =>
      (await createReplay({ world, time: virtualTime(now) }).fetch(`http://replay.test/arxiv-oai?verb=GetRecord&metadataPrefix=arXivRaw&identifier=oai:arXiv.org:${id}`, { headers: HEADERS })).text()
    for (const [id, instant, sign] of [
      [versioned.id, metadataAt(versioned.versions[1]!.day), '<version version="v2">'],
      [withdrawn.id, metadataAt(withdrawn.versions.at(-1)!.day), '<comments>This paper has been withdrawn'],
      [crossed.id, metadataAt(crossed.crosses[0]!.day), crossed.crosses[0]!.category],
      [deleted.id, deleted.deletedAt!, '<header status="deleted">'],
    ] as const) {
      expect(await at(instant - 1, id)).not.toContain(sign)
      expect(await at(instant - 1, id)).toContain(`<id>${id}</id>`)
      expect(await at(instant, id)).toContain(sign)
      expect(await at(instant, id)).toContain(`<datestamp>${new Date(instant).toISOString().slice(0, 10)}</datestamp>`)
    }
    expect(await at(deleted.deletedAt!, deleted.id)).not.toContain('<metadata>')
  })

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

describe('the query API', () => {
  it('answers ten ids unless it is told otherwise, and leaves out what it does not know', async () => {
    const { get } = replayAt('2026-03-20', 12 * 60)
    const ids = world.truth.offered(Date.parse('2026-03-20')).slice(-30)
    expect(idsOf(await read(await get(`/arxiv-api?id_list=${ids.join(',')}&max_results=30`)))).toEqual(ids)
    expect(idsOf(await read(await get(`/arxiv-api?id_list=2601.99999,${ids.join(',')}`)))).toEqual(ids.slice(0, 10))
    expect(await get('/arxiv-api?id_list=2603.x')).toContain('incorrect id format for 2603.x')
  })
})

describe('Daily Papers', () => {
  it('goes on by Link, ends with nothing, and refuses days that are none', async () => {
    const { replay, time } = replayAt('2026-03-20', 12 * 60)
    const ask = (path: string) => replay.fetch(`http://replay.test${path}`, { headers: HEADERS })
    const ids: string[] = []
    let next: string | undefined = '/huggingface/api/daily_papers?date=2026-03-19&limit=4'
    while (next !== undefined) {
      const answer = await ask(next)
      ids.push(...((await answer.json()) as { paper: { id: string } }[]).map(({ paper }) => paper.id))
      next = /^<http:\/\/replay\.test([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1]
    }
    expect(ids.length).toBeGreaterThan(4)
    expect(ids.sort()).toEqual(world.truth.daily('2026-03-19'))
    expect(await (await ask('/huggingface/api/daily_papers?date=2026-03-19&p=100')).text()).toBe('[]')
    for (const query of ['date=2025-13-40', 'limit=0', 'limit=101', 'p=-1']) expect((await ask(`/huggingface/api/daily_papers?${query}`)).status).toBe(400)
    expect(world.truth.daily('2026-03-23').length).toBeGreaterThan(0)
    expect(world.truth.daily('2026-03-23', time.now())).toEqual([])
    expect(await (await ask('/huggingface/api/daily_papers?date=2026-03-23')).text()).toBe('[]')
  })

  it('has days with few entries at weekends, papers without a vote, papers on two days, and votes that grow', () => {
    const all = [...world.daily].flatMap(([day, entries]) => entries.map((entry) => ({ day, entry })))
    const late = Date.parse('2026-06-01')
    expect(all.filter(({ entry }) => entry.upvotes(late) === 0).length).toBeGreaterThan(5)
    expect(all.length - new Set(all.map(({ entry }) => entry.id)).size).toBeGreaterThan(3)
    const mean = (days: readonly number[]): number => {
      const some = [...world.daily].filter(([day]) => days.includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
      return some.reduce((sum, [, entries]) => sum + entries.length, 0) / some.length
    }
    expect(mean([0, 6]) * 2).toBeLessThan(mean([1, 2, 3, 4, 5]))
    const grown = all.filter(({ entry }) => entry.upvotes(entry.listedAt + 1000) < entry.upvotes(entry.listedAt + 86_400_000))
    expect(grown.length / all.length).toBeGreaterThan(0.5)
    for (const { day, entry } of all) expect(world.byId.get(entry.id)!.versions[0]!.day <= day).toBe(true)
  })

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
