import type { Context, Hono } from 'hono'
import type { Editions } from '../../edition/edition.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { EXPORT_FORMATS, type ExportFormat, formatOfPath } from '../../paper/format-of-path.ts'
import { showExport } from './show-export.ts'

export interface ExportDeps {
  readonly editions: Pick<Editions, 'view' | 'paper'>
  /** origin that readers use: https://papers.example */
  readonly publicUrl: string
}

const FORMAT = '(?:bib|ris|csl\\.json)'

/**
 * References as routes with their full paths: every list, and every paper. To be added before feeds, whose `.json` is the end of
 * `.csl.json`.
 */
export function addExportRoutes(app: Hono, deps: ExportDeps): void {
  const show = (c: Context): Promise<Response> => {
    const { path, format } = asked(c)
    return showExport(deps, c, path, format)
  }
  app.get(`/:list{(?:papers|picks)\\.${FORMAT}}`, show)
  app.get(`/:list{saved\\.${FORMAT}}`, show)
  app.get(`/papers/:list{for-you\\.${FORMAT}}`, show)
  app.get(`/papers/:list{.+\\.${FORMAT}}`, show)
  app.get(`/saved/:shelf{[a-z]+\\.${FORMAT}}`, show)
  app.get(`/saved/tag/:tag{.+\\.${FORMAT}}`, show)
}

/** Page and format of the address as it was sent, before decoding. */
function asked(c: Context): { path: string; format: ExportFormat } {
  const found = formatOfPath(new URL(c.req.url).pathname)
  const format = EXPORT_FORMATS.find((one) => one === found?.format)
  if (found === undefined || format === undefined) throw new BroadsheetError('not-found', 'There is nothing at this address.')
  return { path: found.path, format }
}
