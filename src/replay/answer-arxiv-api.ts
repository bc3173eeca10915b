import { bent, escapeXml, type Answer } from './answer.ts'
import type { ArchiveView } from './archive-view.ts'
import type { Fault } from './faults.ts'
import { categoriesAt, metadataAt, type World, type WorldPaper } from './world.ts'

const ATOM = 'application/atom+xml; charset=utf-8'

/** arXiv's query API for lists of ids (https://info.arxiv.org/help/api/user-manual.html); it answers ten unless told otherwise. */
export function answerArxivApi(world: World, view: ArchiveView, query: URLSearchParams, now: number, fault: Fault | undefined): Answer {
  const ids = (query.get('id_list') ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '')
  const wrong = ids.find((one) => !/^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d{1,3})?$/.test(one))
  if (wrong !== undefined) {
    const address = `http://arxiv.org/api/errors#incorrect_id_format_for_${escapeXml(wrong)}`
    const entry = `<entry>\n<id>${address}</id>\n<title>Error</title>\n<summary>incorrect id format for ${escapeXml(wrong)}</summary>\n<author><name>arXiv api core</name></author>\n</entry>\n`
    return { status: 400, contentType: ATOM, text: feed(query, now, 1, 0, 1, entry) }
  }
  const start = Number(query.get('start') ?? 0) || 0
  const most = Number(query.get('max_results') ?? 10)
  const papers = ids
    .map((id) => world.byId.get(id.replace(/v\d+$/, '')))
    .filter((paper): paper is WorldPaper => paper !== undefined && view.changeOf(paper, now) !== undefined && !(paper.deletedAt !== undefined && paper.deletedAt <= now))
  const page = bent(papers.slice(start, start + Math.min(2000, most)), fault)
  return { status: 200, contentType: ATOM, text: feed(query, now, papers.length, start, most, page.map((paper) => entryOf(paper, now)).join('')) }
}

function entryOf(paper: WorldPaper, now: number): string {
  const versions = paper.versions.filter(({ number, day }) => number === 1 || metadataAt(day) <= now)
  const last = versions.at(-1)!
  const categories = categoriesAt(paper, now)
  const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`
  const withdrawn = paper.withdrawn === true && versions.length === paper.versions.length
  const journalRef = paper.touches.findLast((touch) => touch.at <= now)?.journalRef
  return (
    `<entry>\n<id>http://arxiv.org/abs/${paper.id}v${last.number}</id>\n<updated>${instant(last.submitted)}</updated>\n<published>${instant(versions[0]!.submitted)}</published>\n` +
    `<title>${escapeXml(paper.title)}</title>\n<summary>  ${escapeXml(paper.abstract)}\n</summary>\n${paper.authors.map((name) => `<author><name>${escapeXml(name)}</name></author>\n`).join('')}` +
    `${withdrawn ? '<arxiv:comment>This paper has been withdrawn by the authors</arxiv:comment>\n' : ''}${journalRef === undefined ? '' : `<arxiv:journal_ref>${escapeXml(journalRef)}</arxiv:journal_ref>\n`}` +
    `<link href="http://arxiv.org/abs/${paper.id}v${last.number}" rel="alternate" type="text/html"/>\n<arxiv:primary_category term="${categories[0]}" scheme="http://arxiv.org/schemas/atom"/>\n` +
    `${categories.map((one) => `<category term="${one}" scheme="http://arxiv.org/schemas/atom"/>\n`).join('')}</entry>\n`
  )
}

function feed(query: URLSearchParams, now: number, total: number, start: number, most: number, entries: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">\n` +
    `<id>http://arxiv.org/api/replayed</id>\n<title type="html">ArXiv Query: id_list=${escapeXml(query.get('id_list') ?? '')}</title>\n<updated>${new Date(now).toISOString().slice(0, 10)}T00:00:00-04:00</updated>\n` +
    `<opensearch:totalResults>${total}</opensearch:totalResults>\n<opensearch:startIndex>${start}</opensearch:startIndex>\n<opensearch:itemsPerPage>${most}</opensearch:itemsPerPage>\n${entries}</feed>\n`
  )
}
