/**
 * Every view in formats that programs read, at the view's own address with an ending (`paper/format-of-path.ts`): Atom, RSS 2.0 and
 * JSON Feed here, references in `export/`. It knows views and editions; not how a list comes about, and nothing of pages.
 * The route table below is the table of contents; `/papers/…` is also the page of a paper, so these stand before the pages.
 */
import { Hono } from 'hono'
import type { Context, Next } from 'hono'
import type { Editions } from '../edition/edition.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { FEED_FORMATS, formatOfPath } from '../paper/format-of-path.ts'
import type { Clock } from '../tools/clock.ts'
import { addExportRoutes } from './export/export-routes.ts'
import { KeptFeeds } from './kept-feeds.ts'
import { type Address, showFeed } from './show-feed.ts'

export interface FeedDeps {
  readonly editions: Editions
  readonly clock: Clock
  /** origin that readers use: https://papers.example */
  readonly publicUrl: string
  /** tells what is held and findable from what was: another text after every change */
  readonly state: () => Promise<string>
  /** of papers by key: the first public id that each had, and when it came in (ISO instant) */
  readonly origins: (paperKeys: readonly number[]) => Promise<ReadonlyMap<number, PaperOrigin>>
  /** a WebSub hub that is told of public feeds */
  readonly hub?: string | undefined
  /** path of the icon on this site */
  readonly icon?: string | undefined
}

export interface PaperOrigin {
  readonly firstId: string
  readonly addedAt: string
}

export interface FeedRoom extends FeedDeps {
  readonly kept: KeptFeeds
  /** addresses that were read, as they were sent and by whom */
  readonly addresses: Map<string, Address>
}

const FORMAT = '(?:atom|rss|json)'

/** The formats as routes with their full paths, to be mounted at the root before the pages. */
export function feedRoutes(deps: FeedDeps): Hono {
  const room: FeedRoom = { ...deps, kept: new KeptFeeds(deps), addresses: new Map() }
  const app = new Hono()
  const show = async (c: Context, next: Next): Promise<Response | void> => {
    // Read before decoding: `/papers/notes%2Ejson` is the page of a paper, `.csl.json` another format.
    const found = formatOfPath(pathOf(c.req.url))
    const format = FEED_FORMATS.find((one) => one === found?.format)
    return found === undefined || format === undefined ? next() : showFeed(room, c, found.path, format)
  }
  addExportRoutes(app, deps)
  app.get(`/:list{(?:papers|picks)\\.${FORMAT}}`, show)
  app.get(`/:list{saved\\.${FORMAT}}`, show)
  app.get(`/papers/:list{for-you\\.${FORMAT}}`, show)
  app.get(`/papers/:list{.+\\.${FORMAT}}`, show)
  app.get(`/saved/:shelf{[a-z]+\\.${FORMAT}}`, show)
  app.get(`/saved/tag/:tag{.+\\.${FORMAT}}`, show)
  // For programs: a line of text, whatever it is.
  app.onError((error, c) => {
    if (!(error instanceof BroadsheetError) || (error.code !== 'bad-input' && error.code !== 'not-found')) throw error
    return c.text(`${error.message}\n`, error.code === 'bad-input' ? 400 : 404, { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  })
  return app
}

/** The path of an absolute address, still encoded, without the labour of reading all of it. */
function pathOf(url: string): string {
  return /^[^/]*\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? ''
}
