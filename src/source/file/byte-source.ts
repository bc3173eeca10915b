import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { BroadsheetError } from '../../paper/errors.ts'

/**
 * The content of a file in pieces. It never throws while it is read: what was good comes first, then the
 * pieces end and `failure` says why they ended too early.
 */
export interface ByteSource {
  /** the file's name as the reader gave it; `-` is standard input */
  readonly file: string
  /** the name at the beginning of a sentence */
  readonly name: string
  readonly chunks: AsyncIterable<Buffer>
  failure: BroadsheetError | undefined
}

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined
  /** called with the bytes read so far of the file on disk (compressed bytes of a compressed file) */
  readonly onBytes?: ((bytes: number) => void) | undefined
}

const READ_BYTES = 64 * 1024
const GUNZIP_BYTES = 256 * 1024

/**
 * Opens a file (`-` is standard input) and undoes gzip, recognised by its first two bytes and never by the
 * file's name; several gzip members in a row are one content.
 * @throws BroadsheetError broken-file when there is nothing to read: missing, a folder, not permitted.
 */
export async function openBytes(path: string, options: OpenOptions = {}): Promise<ByteSource> {
  const name = path === '-' ? 'Standard input' : path
  if (path !== '-') await assertReadable(path)
  const source: { -readonly [K in keyof ByteSource]: ByteSource[K] } = { file: path, name, chunks: [] as never, failure: undefined }
  const fail = (cause: unknown) => {
    source.failure ??= brokenOff(name, cause)
  }
  const raw = readRaw(path, options, fail)
  source.chunks = maybeGunzip(raw, fail)
  return source
}

async function assertReadable(path: string): Promise<void> {
  try {
    const info = await stat(path)
    if (info.isDirectory()) throw new BroadsheetError('broken-file', `${path} is a folder, not a file.`)
  } catch (error) {
    if (error instanceof BroadsheetError) throw error
    throw brokenOff(path, error)
  }
}

function brokenOff(file: string, cause: unknown): BroadsheetError {
  const code = (cause as { code?: unknown } | null)?.code
  const reason =
    code === 'ENOENT' || code === 'ENOTDIR' ? 'does not exist'
    : code === 'EACCES' || code === 'EPERM' ? 'may not be read'
    : code === 'Z_BUF_ERROR' ? 'is cut short: its compressed content breaks off'
    : typeof code === 'string' && code.startsWith('Z_') ? 'is damaged: its compressed content cannot be unpacked further'
    : code === 'ABORT_ERR' ? 'was not read to its end: the reading was interrupted'
    : 'could not be read to its end'
  return new BroadsheetError('broken-file', `${file} ${reason}.`, { cause })
}

/** The bytes as they lie on disk; an error ends them and is handed to `fail`. */
async function* readRaw(path: string, options: OpenOptions, fail: (cause: unknown) => void): AsyncGenerator<Buffer> {
  let bytes = 0
  const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: READ_BYTES })
  // A pipe may have nothing to say for hours: who wants to stop does not wait for its next word.
  const stop = (): void => void stream.destroy(Object.assign(new Error('interrupted'), { code: 'ABORT_ERR' }))
  if (options.signal?.aborted) stop()
  options.signal?.addEventListener('abort', stop, { once: true })
  try {
    for await (const chunk of stream as AsyncIterable<Buffer | string>) {
      options.signal?.throwIfAborted()
      const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      bytes += buffer.length
      yield buffer
      options.onBytes?.(bytes)
    }
  } catch (error) {
    fail(options.signal?.aborted ? Object.assign(new Error('interrupted'), { code: 'ABORT_ERR', cause: error }) : error)
  } finally {
    options.signal?.removeEventListener('abort', stop)
  }
}

async function* maybeGunzip(raw: AsyncGenerator<Buffer>, fail: (cause: unknown) => void): AsyncGenerator<Buffer> {
  try {
    let head: Buffer = Buffer.alloc(0)
    while (head.length < 2) {
      const next = await raw.next()
      if (next.done) break
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
    }
    if (head[0] === 0x1f && head[1] === 0x8b) {
      yield* gunzip(head, raw, fail)
      return
    }
    if (head.length > 0) yield head
    yield* raw
  } finally {
    // Whoever stops early has the file closed all the same.
    await raw.return(undefined)
  }
}

/**
 * Unpacks piece by piece. Written by hand rather than piped, because a pipeline throws away what it has
 * unpacked when the end is missing, and because the end must be asked for apart from the last piece.
 */
async function* gunzip(head: Buffer, raw: AsyncGenerator<Buffer>, fail: (cause: unknown) => void): AsyncGenerator<Buffer> {
  const unzip = createGunzip({ chunkSize: GUNZIP_BYTES })
  let ready: Buffer[] = []
  let failed: unknown
  unzip.on('data', (data: Buffer) => ready.push(data))
  // After an error no callback of a write comes any more, so the error itself ends the wait.
  let wake = () => {}
  unzip.on('error', (error) => {
    failed ??= error
    wake()
  })
  const wait = (start: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      wake = resolve
      if (failed === undefined) start(resolve)
      else resolve()
    })
  const write = (chunk: Buffer) => wait((done) => unzip.write(chunk, done))
  const end = () =>
    wait((done) => {
      unzip.once('end', done)
      unzip.end()
    })
  try {
    // One piece is always being unpacked on another thread while the last one is used here.
    let pending = write(head)
    for (;;) {
      const next = await raw.next()
      await pending
      if (failed !== undefined) break
      const out = ready
      ready = []
      pending = next.done ? end() : write(next.value)
      yield* out
      if (next.done) {
        await pending
        break
      }
    }
    yield* ready
    if (failed !== undefined) fail(failed)
  } finally {
    unzip.destroy()
  }
}
