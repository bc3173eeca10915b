import type { Context } from 'hono'

/**
 * Names in a `Link` header where a list goes on: the address that was asked, with one parameter changed. Absolute, because the official
 * client follows it as it stands; and at `publicUrl` where one is configured, because behind a proxy a request names neither the host nor the
 * scheme that readers use. Without one it is the host that was asked.
 */
export function linkNext(c: Context, name: 'p' | 'cursor', value: string, publicUrl: string | undefined): void {
  const { pathname, search, origin } = new URL(c.req.url)
  const next = new URL(publicUrl ?? origin)
  next.pathname = pathname
  next.search = search
  next.searchParams.set(name, value)
  c.header('Link', `<${next.href}>; rel="next"`)
}
