/**
 * Files of papers. Opens a file, unpacks gzip, recognises the format by its content and hands on raw records
 * in the order in which they stand. It knows formats; not what becomes of the records.
 */
import { BroadsheetError } from '../../paper/errors.ts'
import type { Parsed } from '../source.ts'
import { openBytes, type ByteSource, type OpenOptions } from './byte-source.ts'
import { readJsonDocument } from './json/json-document.ts'
import { readJsonLines } from './json/json-lines.ts'
import { readResultPage } from './page/result-page.ts'
import { HEAD_BYTES, recognise, type FileFormat } from './recognise.ts'

const PIECE_BYTES = 64 * 1024

type Reader = (source: ByteSource) => AsyncGenerator<Parsed[]>

/** The rarer formats bring libraries with them, which are loaded when a file needs them. */
const READERS: Readonly<Record<FileFormat, () => Promise<Reader> | Reader>> = {
  'json-lines': () => readJsonLines,
  json: () => readJsonDocument,
  page: () => readResultPage,
  xml: async () => (await import('./xml/read-xml.ts')).readXml,
  bibtex: async () => (await import('./bibtex/bibtex.ts')).readBibtex,
  ris: async () => (await import('./ris/ris.ts')).readRis,
}

/**
 * Reads a file of papers (`-` is standard input) and yields its records and rejections in order, some
 * hundred at a time. `onBytes` is told how many bytes of the file on disk have been used.
 * @throws BroadsheetError broken-file, after all that was good, when the file cannot be read, is in no known
 * format or breaks off.
 */
export async function* readFile(path: string, options: OpenOptions = {}): AsyncGenerator<Parsed[]> {
  yield* readSource(await openBytes(path, options))
}

/** The same of bytes that are in memory: what somebody pasted or sent. gzip is not undone. @throws as `readFile` */
export async function* readBytes(name: string, bytes: Buffer): AsyncGenerator<Parsed[]> {
  yield* readSource({ file: name, name, chunks: piecesOf(bytes), failure: undefined })
}

/** Other work gets its turn between two pieces. */
async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function* readSource(source: ByteSource): AsyncGenerator<Parsed[]> {
  const { head, chunks, close } = await peek(source.chunks)
  const found = recognise(head)
  if ('unknown' in found) {
    await close()
    throw source.failure ?? new BroadsheetError('broken-file', `${source.name} ${found.unknown}.`)
  }
  // The reader sees the failure as it comes: what the source says last decides how its last record is judged.
  const whole: ByteSource = {
    file: source.file,
    name: source.name,
    chunks,
    get failure() {
      return source.failure
    },
    set failure(failure) {
      source.failure = failure
    },
  }
  const read = await READERS[found.format]()
  yield* read(whole)
  if (source.failure !== undefined) throw source.failure
}

/** The first HEAD_BYTES without a byte order mark, and the content from its beginning. */
async function peek(chunks: AsyncIterable<Buffer>): Promise<{ head: Buffer; chunks: AsyncGenerator<Buffer>; close: () => Promise<unknown> }> {
  const iterator = chunks[Symbol.asyncIterator]()
  const pieces: Buffer[] = []
  let bytes = 0
  while (bytes < HEAD_BYTES) {
    const next = await iterator.next()
    if (next.done) break
    pieces.push(next.value)
    bytes += next.value.length
  }
  const head = withoutMark(Buffer.concat(pieces))
  return { head: head.subarray(0, HEAD_BYTES), chunks: rest(head, iterator), close: async () => iterator.return?.() }
}

async function* rest(head: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield head
    for (;;) {
      const next = await iterator.next()
      if (next.done) return
      yield next.value
    }
  } finally {
    await iterator.return?.()
  }
}

function withoutMark(head: Buffer): Buffer {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head
}
