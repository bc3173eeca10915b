/**
 * Vectors that cost money or hours, kept beside the store in a file of their own: `vectors.db`. It is derived, but
 * dear: whatever happens to the index, a text that a model has seen once is never sent to it again.
 *
 * A vector is kept under its model and a hash of the text, as int8 with a scale of its own (a quarter of float32:
 * 316,000 vectors of 384 are 125 MB in place of 490). The index rounds to int8 again and its scale clips; the scale
 * here is by the largest component, so nothing is clipped, and what is lost beyond the index's own rounding does not
 * show in an order. It also keeps, for each model, the papers with the hash of their text now, so that what is
 * missing is known at once after a start.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'

const SCHEMA = `
  create table if not exists models (id integer primary key, name text not null unique, family text not null, dimensions integer not null, used integer not null, seq integer not null default 0) strict;
  create table if not exists vectors (model integer not null, hash blob not null, vector blob, primary key (model, hash)) strict, without rowid;
  create table if not exists papers (model integer not null, key integer not null, hash blob not null, state integer not null, primary key (model, key)) strict, without rowid;
  create index if not exists waiting on papers (model, state, key) where state < 2;
`
/** Its vector is wanted; it is here; the index has it durably (or the model refuses the text, and there is none to have). */
const WANTED = 0
const HERE = 1
const INDEXED = 2

const HASH_BYTES = 16

export const textHash = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, HASH_BYTES)

/** Papers of a model: all that are known, and those that have a vector or were refused one. */
export interface VectorProgress {
  readonly papers: number
  readonly done: number
  readonly refused: number
}

export class VectorCache {
  readonly #db: Database.Database

  /** @param file made where there is none; moved aside where it is damaged */
  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true })
    try {
      this.#db = open(file)
    } catch (error) {
      if (!/^SQLITE_(NOTADB|CORRUPT)/.test(String((error as { code?: unknown }).code))) throw error
      renameSync(file, `${file}.damaged`)
      this.#db = open(file)
    }
  }

  /** The name and vector length that a family of models had when last asked. */
  lastOf(family: string): { readonly name: string; readonly dimensions: number } | undefined {
    const row = this.#db.prepare('select name, dimensions from models where family = ? order by used desc limit 1').get(family) as { name: string; dimensions: number } | undefined
    return row && { name: row.name, dimensions: row.dimensions }
  }

  model(name: string, family: string, dimensions: number): ModelVectors {
    this.#db
      .prepare('insert into models (name, family, dimensions, used) select ?, ?, ?, 1 + coalesce(max(used), 0) from models where true on conflict (name) do update set used = excluded.used')
      .run(name, family, dimensions)
    return new ModelVectors(this.#db, (this.#db.prepare('select id from models where name = ?').get(name) as { id: number }).id, dimensions)
  }

  /** The vectors of a model by its name, where any have been asked for. */
  held(name: string): ModelVectors | undefined {
    const row = this.#db.prepare('select id, dimensions from models where name = ?').get(name) as { id: number; dimensions: number } | undefined
    return row && new ModelVectors(this.#db, row.id, row.dimensions)
  }

  close(): void {
    if (this.#db.open) this.#db.close()
  }
}

/** What is held of one model. */
export class ModelVectors {
  readonly #db: Database.Database
  readonly #model: number
  readonly #dimensions: number
  readonly #statements = new Map<string, Database.Statement>()

  constructor(db: Database.Database, model: number, dimensions: number) {
    this.#db = db
    this.#model = model
    this.#dimensions = dimensions
  }

  /** The store's change number up to which papers are known. */
  get seq(): number {
    return (this.#prepare('select seq from models where id = ?').get(this.#model) as { seq: number }).seq
  }

  /** Takes note of papers as they are now and of those that are gone, up to a change number of the store; all or nothing. */
  track(papers: readonly { readonly key: number; readonly hash: Buffer }[], removed: readonly number[], seq: number): void {
    const known = this.#prepare('select 1 from vectors where model = ? and hash = ?')
    const upsert = this.#prepare(
      `insert into papers (model, key, hash, state) values (?, ?, ?, ?)
       on conflict (model, key) do update set hash = excluded.hash, state = excluded.state where hash <> excluded.hash`,
    )
    const forget = this.#prepare('delete from papers where model = ? and key = ?')
    this.#atOnce(() => {
      for (const { key, hash } of papers) upsert.run(this.#model, key, hash, known.get(this.#model, hash) === undefined ? WANTED : HERE)
      for (const key of removed) forget.run(this.#model, key)
      this.#prepare('update models set seq = ? where id = ?').run(seq, this.#model)
    })
  }

  /** Papers whose vector is wanted, the newest first: they are what readers look for. */
  wanted(limit: number): number[] {
    return this.#keys(WANTED, limit)
  }

  /** Papers whose vector is here and not yet in the index. */
  waiting(limit: number): number[] {
    return this.#keys(HERE, limit)
  }

  #keys(state: number, limit: number): number[] {
    const rows = this.#prepare(`select key from papers where model = ? and state = ${state} and state < 2 order by key desc limit ?`).all(this.#model, limit) as { key: number }[]
    return rows.map(({ key }) => key)
  }

  /** Keeps vectors, durably; `undefined` for a text that the model refuses. Papers that wait for them are ready then. */
  keep(entries: readonly { readonly key: number; readonly hash: Buffer; readonly vector: Float32Array | undefined }[]): void {
    const insert = this.#prepare('insert into vectors (model, hash, vector) values (?, ?, ?) on conflict (model, hash) do update set vector = excluded.vector')
    const ready = this.#prepare('update papers set state = ? where model = ? and key = ? and hash = ?')
    this.#atOnce(() => {
      for (const { key, hash, vector } of entries) {
        insert.run(this.#model, hash, vector === undefined ? null : packed(vector))
        ready.run(vector === undefined ? INDEXED : HERE, this.#model, key, hash)
      }
    })
  }

  /** The vector of a text; undefined where there is none. */
  get(hash: Buffer): Float32Array | undefined {
    const row = this.#prepare('select vector from vectors where model = ? and hash = ?').get(this.#model, hash) as { vector: Uint8Array | null } | undefined
    return row?.vector ? unpacked(row.vector, this.#dimensions) : undefined
  }

  /** The index has these papers with the vectors of these texts, durably. */
  indexed(papers: readonly { readonly key: number; readonly hash: Buffer }[]): void {
    if (papers.length === 0) return
    const done = this.#prepare(`update papers set state = ${INDEXED} where model = ? and key = ? and hash = ? and state = ${HERE}`)
    this.#atOnce(() => {
      for (const { key, hash } of papers) done.run(this.#model, key, hash)
    })
  }

  progress(): VectorProgress {
    const count = (sql: string): number => (this.#prepare(sql).get(this.#model) as { n: number }).n
    const papers = count('select count(*) n from papers where model = ?')
    const wanted = count(`select count(*) n from papers where model = ? and state = ${WANTED} and state < 2`)
    return { papers, done: papers - wanted, refused: count('select count(*) n from vectors where model = ? and vector is null') }
  }

  /** Asks again for what the model has refused. */
  retryRefused(): void {
    this.#atOnce(() => {
      this.#prepare(`update papers set state = ${WANTED} where model = ?1 and hash in (select hash from vectors where model = ?1 and vector is null)`).run(this.#model)
      this.#prepare('delete from vectors where model = ? and vector is null').run(this.#model)
    })
  }

  #prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql)
    if (statement === undefined) this.#statements.set(sql, (statement = this.#db.prepare(sql)))
    return statement
  }

  #atOnce(work: () => void): void {
    this.#db.exec('begin immediate')
    try {
      work()
      this.#db.exec('commit')
    } catch (error) {
      this.#db.exec('rollback')
      throw error
    }
  }
}

function open(file: string): Database.Database {
  const db = new Database(file)
  try {
    // A commit that a power cut takes back costs one batch; what is committed before stays sound.
    for (const setting of ['busy_timeout = 5000', 'journal_mode = wal', 'synchronous = normal']) db.exec(`pragma ${setting}`)
    db.exec(SCHEMA)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Four bytes of scale, then a byte a component. */
function packed(vector: Float32Array): Buffer {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  const bytes = Buffer.alloc(4 + vector.length)
  bytes.writeFloatLE(largest / 127)
  for (let i = 0; i < vector.length; i++) bytes.writeInt8(Math.round((vector[i]! * 127) / (largest || 1)), 4 + i)
  return bytes
}

/** Undefined where the bytes are not those of a vector of that length. */
function unpacked(bytes: Uint8Array, dimensions: number): Float32Array | undefined {
  if (bytes.length !== 4 + dimensions) return undefined
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const scale = view.readFloatLE(0)
  return Float32Array.from({ length: dimensions }, (_, i) => view.readInt8(4 + i) * scale)
}
