import { escapeXml } from './answer.ts'
import { setOf } from './set-of.ts'
import { categoriesAt, metadataAt } from './world.ts'
import type { Changed } from './archive-view.ts'

/** An OAI-PMH record in arXivRaw as of an instant; deleted ones have a header only. */
export function rawRecord({ paper, day: datestamp }: Changed, now: number): string {
  const categories = categoriesAt(paper, now)
  const deleted = paper.deletedAt !== undefined && paper.deletedAt <= now
  const sets = [...new Set(categories.map(setOf))].map((one) => `<setSpec>${one}</setSpec>`).join('')
  const header = `<header${deleted ? ' status="deleted"' : ''}><identifier>oai:arXiv.org:${paper.id}</identifier><datestamp>${datestamp}</datestamp>${sets}</header>`
  if (deleted) return `<record>\n${header}\n</record>\n`
  const versions = paper.versions.filter(({ number, day }) => number === 1 || metadataAt(day) <= now)
  const withdrawn = paper.withdrawn === true && versions.length === paper.versions.length
  const journalRef = paper.touches.findLast((touch) => touch.at <= now)?.journalRef
  return (
    `<record>\n${header}\n<metadata>\n<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://arxiv.org/OAI/arXivRaw/ http://arxiv.org/OAI/arXivRaw.xsd">\n` +
    `<id>${paper.id}</id>\n<submitter>${escapeXml(texAccents(paper.authors[0] ?? ''))}</submitter>\n` +
    versions.map(({ number, submitted }, place) => `<version version="v${number}"><date>${new Date(submitted).toUTCString()}</date><size>${withdrawn && place === versions.length - 1 ? 0 : 100 + number}kb</size>${withdrawn && place === versions.length - 1 ? '<source_type>I</source_type>' : ''}</version>\n`).join('') +
    `<title>${escapeXml(paper.title)}</title>\n<authors>${escapeXml(texAccents(paper.authors.join(', ')))}</authors>\n<categories>${categories.join(' ')}</categories>\n` +
    `${withdrawn ? '<comments>This paper has been withdrawn by the authors</comments>\n' : ''}${journalRef === undefined ? '' : `<journal-ref>${escapeXml(journalRef)}</journal-ref>\n`}` +
    `<license>http://creativecommons.org/licenses/by/4.0/</license>\n<abstract>  ${escapeXml(paper.abstract)}\n</abstract>\n</arXivRaw>\n</metadata>\n</record>\n`
  )
}

/** arXivRaw leaves accents as TeX. */
function texAccents(text: string): string {
  return text.replace(/[áéíóúčłöüØø]/g, (letter) => TEX[letter] ?? letter)
}
const TEX: Readonly<Record<string, string>> = { á: "\\'a", é: "\\'e", í: "\\'i", ó: "\\'o", ú: "\\'u", č: '\\v{c}', ö: '\\"o', ü: '\\"u', Ø: '\\O{}', ø: '\\o{}' }
