import { isDay } from '../tools/dates.ts'
import { bent, escapeXml, XML, type Answer } from './answer.ts'
import type { ArchiveView, Changed } from './archive-view.ts'
import type { Fault } from './faults.ts'
import { rawRecord } from './raw-record.ts'
import { setOf } from './set-of.ts'
import type { World } from './world.ts'

const EARLIEST = '2005-09-16'
const PREFIXES = ['arXivRaw']

/**
 * arXiv's OAI-PMH 2.0 (https://info.arxiv.org/help/oa/index.html). A resumption token says from which day and after how
 * many of that day's records to go on; it is no snapshot, so records that change meanwhile move to the end and shift the rest.
 * @param pageSize records of a page
 */
export function answerArxivOai(world: World, view: ArchiveView, query: URLSearchParams, now: number, pageSize: number, fault: Fault | undefined): Answer {
  const verb = query.get('verb')
  const answer = (inside: string): Answer => ({ status: 200, contentType: XML, text: document(query, now, inside) })
  const error = (code: string, sentence: string): Answer => answer(`<error code="${code}">${escapeXml(sentence)}</error>\n`)
  for (const name of new Set(query.keys())) if (query.getAll(name).length > 1) return error('badArgument', `The argument ${name} was given twice.`)
  switch (verb) {
    case 'Identify':
      return answer(
        `<Identify>\n<repositoryName>arXiv</repositoryName>\n<baseURL>https://oaipmh.arxiv.org/oai</baseURL>\n<protocolVersion>2.0</protocolVersion>\n<adminEmail>help@arxiv.org</adminEmail>\n` +
          `<earliestDatestamp>${EARLIEST}</earliestDatestamp>\n<deletedRecord>persistent</deletedRecord>\n<granularity>YYYY-MM-DD</granularity>\n</Identify>\n`,
      )
    case 'ListSets': {
      const sets = [...new Set(world.papers.flatMap(({ categories }) => categories).map(setOf))].sort()
      return answer(`<ListSets>\n${sets.map((one) => `<set><setSpec>${one}</setSpec><setName>${one}</setName></set>\n`).join('')}</ListSets>\n`)
    }
    case 'ListMetadataFormats':
      return answer('<ListMetadataFormats>\n<metadataFormat><metadataPrefix>arXivRaw</metadataPrefix><schema>http://arxiv.org/OAI/arXivRaw.xsd</schema><metadataNamespace>http://arxiv.org/OAI/arXivRaw/</metadataNamespace></metadataFormat>\n</ListMetadataFormats>\n')
    case 'GetRecord': {
      if (!PREFIXES.includes(query.get('metadataPrefix') ?? '')) return query.has('metadataPrefix') ? error('cannotDisseminateFormat', 'This format is not offered.') : error('badArgument', 'metadataPrefix is missing.')
      const paper = world.byId.get((query.get('identifier') ?? '').replace(/^oai:arXiv\.org:/, ''))
      const change = paper && view.changeOf(paper, now)
      if (change === undefined) return error('idDoesNotExist', 'Nothing matches this identifier.')
      return answer(`<GetRecord>\n${rawRecord(change, now)}</GetRecord>\n`)
    }
    case 'ListRecords':
      return listRecords()
    default:
      return error('badVerb', 'This verb is not known.')
  }

  function listRecords(): Answer {
    const token = query.get('resumptionToken')
    const known = ['verb', ...(token === null ? ['metadataPrefix', 'set', 'from', 'until'] : ['resumptionToken'])]
    for (const name of query.keys()) if (!known.includes(name)) return error('badArgument', `The argument ${name} is not allowed here.`)
    if (fault?.kind === 'expired-token') return error('badResumptionToken', 'The token has expired.')
    const asked = token === null ? query : readToken(token)
    if (asked === undefined) return error('badResumptionToken', 'Token decoding failed or format is invalid.')
    const [prefix, set, from, until, expires, skipped] = ['metadataPrefix', 'set', 'from', 'until', 'expires', 'skip'].map((name) => asked.get(name) ?? undefined)
    const skip = Number(skipped ?? 0)
    if (token !== null && (expires === undefined || now >= Date.parse(`${expires}T00:00:00Z`))) return error('badResumptionToken', 'The token has expired.')
    if (prefix === undefined) return error('badArgument', 'metadataPrefix is missing.')
    if (!PREFIXES.includes(prefix)) return error('cannotDisseminateFormat', 'This format is not offered.')
    for (const day of [from, until]) if (day !== undefined && !isDay(day)) return error('badArgument', 'from and until must be days, YYYY-MM-DD.')
    if (from !== undefined && until !== undefined && from > until) return error('badArgument', 'from must not be after until.')
    if (set !== undefined && !/^[\w-]+(:[\w-]+){0,2}$/.test(set)) return error('badArgument', 'The set is not known.')

    const chosen = view.ofSet(set, now).filter(({ day }) => (from === undefined || day >= from) && (until === undefined || day <= until))
    const rest = chosen.slice(skip)
    if (rest.length === 0) return error('noRecordsMatch', 'The combination of the values results in an empty list.')
    const size = fault?.kind === 'page-size' ? Math.max(1, Math.floor(pageSize * (0.1 + 0.8 * fault.next()))) : pageSize
    const page = fault?.kind === 'empty' ? [] : rest.slice(0, size)
    const tomorrow = new Date((Math.floor(now / 86_400_000) + 1) * 86_400_000).toISOString()
    const resumption = rest.length > page.length ? tokenAfter(page, { prefix, set, from, until, skip, expires: tomorrow.slice(0, 10) }) : undefined
    const end = resumption === undefined ? (token === null ? '' : '<resumptionToken/>\n') : `<resumptionToken expires='${tomorrow.slice(0, 19)}Z'>${resumption}</resumptionToken>\n`
    return answer(`<ListRecords>\n${bent(page, fault).map((one) => rawRecord(one, now)).join('')}${end}</ListRecords>\n`)
  }
}

interface Place {
  readonly prefix: string
  readonly set: string | undefined
  readonly from: string | undefined
  readonly until: string | undefined
  readonly skip: number
  readonly expires: string
}

/** Where the next page begins: on the last day of this one, after so many of that day. */
function tokenAfter(page: readonly Changed[], place: Place): string {
  const last = page.at(-1)
  const first = page[0]
  let { from, skip } = place
  if (last !== undefined && first !== undefined) {
    // On one day only, what was skipped before is skipped again: `from` may still be an earlier day.
    if (first.day === last.day) skip += page.length
    else {
      from = last.day
      skip = page.filter((one) => one.day === from).length
    }
  }
  const values = { metadataPrefix: place.prefix, set: place.set, from, until: place.until, expires: place.expires, skip: String(skip) }
  const given = Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return encodeURIComponent(new URLSearchParams(given).toString())
}

function readToken(token: string): URLSearchParams | undefined {
  let text: string
  try {
    text = decodeURIComponent(token)
  } catch {
    return undefined
  }
  const values = new URLSearchParams(text)
  return /^\d{1,9}$/.test(values.get('skip') ?? '') ? values : undefined
}

function document(query: URLSearchParams, now: number, inside: string): string {
  const attributes = [...new Set(query.keys())].filter((name) => /^[a-zA-Z]+$/.test(name)).map((name) => ` ${name}="${escapeXml(query.get(name) ?? '')}"`).join('')
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">\n` +
    `<responseDate>${new Date(now).toISOString().slice(0, 19)}Z</responseDate>\n<request${/<error code="bad(?:Verb|Argument)"/.test(inside) ? '' : attributes}>https://oaipmh.arxiv.org/oai</request>\n${inside}</OAI-PMH>\n`
  )
}
