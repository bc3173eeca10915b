/** The two kinds of connection to a store's file and how each is set. */
import { Connection } from './connection.ts'

/** While opening and reading, SQLite itself waits, in milliseconds: only for another process to open, close or recover the file. */
const LOCK_TIMEOUT_MS = 5_000
const WRITER_CACHE_KIB = 32_000
const READER_CACHE_KIB = 16_000
/** Larger pages than the usual 4096: a row with its abstract is about 2 kB, and two such waste half a small page. */
const PAGE_BYTES = 8192
/** The log is folded into the file after this many pages (64 MB): often enough to stay small, seldom enough to gather writes. */
const CHECKPOINT_PAGES = 8192

/** The connection that writes: a commit is on the disk before it is reported. Makes the file where there is none. */
export function connectWriter(file: string): Connection {
  return connect(file, [
    `page_size = ${PAGE_BYTES}`,
    'journal_mode = wal',
    'synchronous = full',
    `cache_size = -${WRITER_CACHE_KIB}`,
    `wal_autocheckpoint = ${CHECKPOINT_PAGES}`,
    `journal_size_limit = ${CHECKPOINT_PAGES * PAGE_BYTES}`,
    // What is deleted is overwritten: of a person who goes, nothing may be left in the file.
    'secure_delete = on',
    // Waiting for the right to write is done without holding up the process: see `begin`.
    'busy_timeout = 0',
  ])
}

/** The connection that reads what is committed, also while the other one writes. */
export function connectReader(file: string): Connection {
  return connect(file, ['query_only = on', `cache_size = -${READER_CACHE_KIB}`])
}

function connect(file: string, settings: readonly string[]): Connection {
  const connection = new Connection(file)
  try {
    for (const setting of [`busy_timeout = ${LOCK_TIMEOUT_MS}`, 'foreign_keys = on', ...settings]) connection.exec(`pragma ${setting}`)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}
