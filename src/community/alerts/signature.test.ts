import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { signature } from './signature.ts'

/** The receiver's half as docs/webhooks.md prints it. */
async function asPrinted(): Promise<(header: string, body: Uint8Array, secret: string, now: number) => boolean> {
  const code = /```js\n([\s\S]+?)```/.exec(readFileSync(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8'))![1]!
  const { isFromBroadsheet } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { isFromBroadsheet: Awaited<ReturnType<typeof asPrinted>> }
  return isFromBroadsheet
}

test('the receiver in the docs knows ours, and nobody else’s', async () => {
  const holds = await asPrinted()
  const body = '{"title":"On α 🦉"}'
  const bytes = Buffer.from(body)
  const header = signature('bsh_secret', body, 1000)
  expect(holds(header, bytes, 'bsh_secret', 1010)).toBe(true)
  expect(holds(header, Buffer.from(`${body} `), 'bsh_secret', 1010)).toBe(false)
  expect(holds(header, bytes, 'bsh_other', 1010)).toBe(false)
  expect(holds(header, bytes, 'bsh_secret', 1301)).toBe(false)
  expect(holds(header.replace('t=1000', 't=1001'), bytes, 'bsh_secret', 1010)).toBe(false)
  for (const wrong of ['', 't=1000', 't=1000,v1=00', `${header},v1=00`, header.toUpperCase()]) expect(holds(wrong, bytes, 'bsh_secret', 1010)).toBe(false)
})
