/** In place of src/server/serve.ts: listens nowhere and keeps the application that was to be served. */
import type { Hono } from 'hono'

let held: Hono | undefined

export async function serve({ app }: { readonly app: Hono }) {
  held = app
  return { url: 'http://nowhere.invalid', port: 0, close: async (): Promise<void> => {} }
}

export function caught(): Hono {
  if (held === undefined) throw new Error('Nothing was served: mock src/server/serve.ts by this file.')
  return held
}
