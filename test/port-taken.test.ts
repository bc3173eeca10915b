/** A port that another program has: one sentence and exit code 1, though the search threads are just starting. */
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { broadsheet, newInstance } from './support/broadsheet.ts'

test('serve says that its port is taken and which one is free', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  try {
    const { code, out, err } = await broadsheet(['serve', '--data', newInstance(), '--port', String(port)])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(new RegExp(`^broadsheet: Port ${port} is taken, perhaps by another Broadsheet\\. [^\\n]+\\n$`))
  } finally {
    other.close()
  }
})
