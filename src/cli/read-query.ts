import { open } from 'node:fs/promises'
import { BroadsheetError } from '../paper/errors.ts'
import type { Terminal } from './terminal.ts'

/** More than any query is read of; what is too long for one is cut, and said, where queries are understood. Bytes. */
const MOST = 65_536

/** The query in a file, or from standard input for `-`. @throws BroadsheetError bad-input when there is none to read */
export async function readQuery(file: string, terminal: Terminal): Promise<string> {
  const bytes = file === '-' ? await beginningOf(terminal.input) : await beginningOfFile(file)
  const text = new TextDecoder().decode(bytes).trim()
  if (text === '') throw new BroadsheetError('bad-input', `${file === '-' ? 'Standard input' : file} holds no query.`)
  return text
}

async function beginningOfFile(file: string): Promise<Buffer> {
  try {
    const handle = await open(file)
    try {
      return await beginningOf(handle.createReadStream({ end: MOST, autoClose: false }))
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw new BroadsheetError('bad-input', `${file} cannot be read.`, { cause })
  }
}

async function beginningOf(stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk))
    length += chunk.length
    if (length >= MOST) break
  }
  return Buffer.concat(chunks).subarray(0, MOST)
}
