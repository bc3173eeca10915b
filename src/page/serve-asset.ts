import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Assets } from './assets.ts'
import { NOSNIFF } from './send.ts'

/** GET /assets/HASH/NAME. An address of another build gets today's file, but not for keeping. */
export function serveAsset(assets: Assets, c: Context): Response {
  const [, , hash = '', ...rest] = new URL(c.req.url).pathname.split('/')
  const asset = assets.files.get(rest.join('/'))
  if (asset === undefined) return c.text('There is no such file.', 404, { ...NOSNIFF, 'cache-control': 'no-store' })
  const etag = `W/"${createHash('sha256').update(asset.body).digest('base64url').slice(0, 22)}"`
  const headers = {
    ...NOSNIFF,
    etag,
    'cache-control': hash === assets.hash ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
  return c.body(asset.body, 200, { ...headers, 'content-type': asset.type })
}
