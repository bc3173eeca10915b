import Database from 'libsql'

/** Room for all of any database here. sqlite-vec reads past the cache, so the file is mapped too. */
const BYTES = 4e9

/** A database set up for speed alone: nothing is synced, no search waits for the disk. @param {string} file */
export function openDatabase(file) {
  const db = new Database(file)
  for (const setting of ['journal_mode = off', 'synchronous = off', `mmap_size = ${BYTES}`, `cache_size = -${BYTES / 1000}`, 'temp_store = memory']) db.pragma(setting)
  return db
}
