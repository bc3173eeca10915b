import type { Context } from 'hono'

/** `GET /api/openapi.json`: what the API answers, as OpenAPI 3.1. Pages of other sites, editors of such documents among them, may read it. */
export function openApi(c: Context, document: object): Response {
  c.header('Cache-Control', 'private, max-age=300')
  c.header('Access-Control-Allow-Origin', '*')
  return c.json(document)
}
