import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { visitorOf } from '../../community/visitor.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { asPage, type ExportFormat } from '../../paper/format-of-path.ts'
import { isPrivate, type View, viewOfPath, viewPath } from '../../paper/view.ts'
import { tokenIn } from '../feed-token.ts'
import { isKnown } from '../is-known.ts'
import { pageAddresses } from '../page-addresses.ts'
import type { ExportDeps } from './export-routes.ts'
import { exportFileName } from './file-name.ts'
import { papersOfView } from './papers-of-view.ts'
import { EXPORT_TYPES, writePapers } from './write-papers.ts'

const MAX_AGE_S = 60
const MAX_PAGE = 999
const MAX_ID_CHARACTERS = 400

/**
 * GET a view's or a paper's address with .bib, .ris or .csl.json. A view comes whole up to MAX_EXPORTED papers, after that in pages of so
 * many (`p`, from 0), which `Link: rel="next"` names; `X-Total-Count` says how many papers the view has.
 * @throws BroadsheetError not-found, bad-input, not-signed-in
 */
export async function showExport(deps: ExportDeps, c: Context, path: string, format: ExportFormat): Promise<Response> {
  const { search, searchParams } = new URL(c.req.url)
  const view = viewOfPath(path + search)
  if (view !== undefined) return showView(deps, c, view, searchParams, format)
  if (viewOfPath(path) !== undefined || /^\/papers\/(?:date|week|month)\//.test(path)) throw new BroadsheetError('bad-input', 'The day, search or filter in this address cannot be read: dates are written 2024, 2024-10 or 2024-10-18.')
  const id = /^\/papers\/(.+)$/s.exec(path)?.[1]
  if (id === undefined) throw new BroadsheetError('not-found', 'There is no list and no paper at this address.')
  return showPaper(deps, c, idOf(id), format)
}

function idOf(encoded: string): string {
  let id: string
  try {
    id = decodeURIComponent(encoded).trim()
  } catch {
    throw new BroadsheetError('bad-input', 'This address cannot be read: a percent sign in it encodes nothing.')
  }
  // eslint-disable-next-line no-control-regex
  if (id.length > MAX_ID_CHARACTERS || /[\u0000-\u001f]/.test(id)) throw new BroadsheetError('bad-input', 'No paper has an id like this.')
  return id
}

async function showPaper({ editions, publicUrl }: ExportDeps, c: Context, id: string, format: ExportFormat): Promise<Response> {
  const edition = await editions.paper(id, { similar: 0 })
  if (edition === undefined) throw new BroadsheetError('not-found', 'No such paper is held here.')
  const { paper } = edition
  const page = asPage(`/papers/${paper.id.split('/').map(encodeURIComponent).join('/')}`)
  return answer(c, await writePapers([paper], format), exportFileName(paper.id, format), format, { link: `<${new URL(page, publicUrl).href}>; rel="alternate"; type="text/html"` })
}

async function showView({ editions, publicUrl }: ExportDeps, c: Context, view: View, values: URLSearchParams, format: ExportFormat): Promise<Response> {
  const page = pageOf(values.get('p'))
  const { person } = visitorOf(c)
  if (isPrivate(view) && person === undefined) throw new BroadsheetError('not-signed-in', 'This list is somebody’s own: sign in, or ask with a token.')
  const { papers, total, more } = await papersOfView(editions, view, { page, person: isPrivate(view) ? person : undefined })
  const at = pageAddresses(publicUrl, view, format, person === undefined ? undefined : tokenIn(values))
  const links = [`<${new URL(viewPath(view), publicUrl).href}>; rel="alternate"; type="text/html"`]
  if (page > 0) links.push(`<${at(page - 1)}>; rel="prev"`)
  if (more && page < MAX_PAGE) links.push(`<${at(page + 1)}>; rel="next"`)
  const name = page === 0 ? nameOf(view) : `${nameOf(view)}-${page + 1}`
  return answer(c, await writePapers(papers, format), exportFileName(name, format), format, { link: links.join(', '), 'x-total-count': String(total) })
}

function nameOf(view: View): string {
  const own = view.kind === 'search' ? view.query : view.kind === 'tag' ? view.tag : view.kind === 'picks' ? (view.by ?? 'picks') : 'subject' in view ? view.subject : view.kind === 'latest' ? 'papers' : view.kind
  return [own, view.filters?.category, view.filters?.venue].filter(Boolean).join('-')
}

/** What is sent depends on who asks where it is theirs, and is then kept by nobody on the way. */
function answer(c: Context, body: string, fileName: string, format: ExportFormat, more: Readonly<Record<string, string>>): Response {
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = { ...more, etag, 'cache-control': `${visitorOf(c).person === undefined ? 'public' : 'private'}, max-age=${MAX_AGE_S}`, 'referrer-policy': 'no-referrer' }
  if (isKnown({ ifNoneMatch: c.req.header('if-none-match'), ifModifiedSince: undefined }, etag, undefined)) return c.body(null, 304, headers)
  return c.body(body, 200, { ...headers, 'content-type': EXPORT_TYPES[format], 'content-disposition': `attachment; filename="${fileName}"` })
}

function pageOf(text: string | null): number {
  if (text === null || text === '') return 0
  if (!/^\d{1,3}$/.test(text)) throw new BroadsheetError('bad-input', `The page number p must be a whole number from 0 to ${MAX_PAGE}.`)
  return Number(text)
}
