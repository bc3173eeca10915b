import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { allocate, Segment, type SegmentLayout } from './segment.ts'

/**
 * The index on disk: one file a segment, and a manifest that names them. A segment file is written once, under a
 * temporary name, synced and renamed; the manifest is replaced the same way, so a killed process leaves the old
 * index whole. Anything damaged is reported as absent: the index can always be rebuilt from the store.
 */
const MAGIC = 'broadsheet segment 2\n'
const PREFIX = 64

export const Manifest = z.object({
  format: z.literal(1),
  /** the embedder that made the vectors */
  model: z.string(),
  /** the store's change number reached */
  seq: z.number(),
  segments: z.array(z.object({ id: z.number(), file: z.string().regex(/^segment-\d+\.bin$/) })),
  /** keys of papers that were taken out and still lie in a segment */
  removed: z.array(z.number()),
})
export type Manifest = z.infer<typeof Manifest>

export const segmentFile = (id: number): string => `segment-${id}.bin`

export function writeSegment(folder: string, segment: Segment): void {
  const data = new Uint8Array(segment.memory.buffer, 0, segment.layout.bytes)
  const header = Buffer.from(JSON.stringify({ layout: segment.layout, checksum: crc32(data) }))
  const prefix = Buffer.alloc(PREFIX)
  prefix.write(MAGIC)
  prefix.writeUInt32LE(header.length, 32)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, segmentFile(segment.id))
  const file = openSync(`${path}.new`, 'w')
  try {
    for (const part of [prefix, header, data]) {
      for (let at = 0; at < part.length; ) at += writeSync(file, part, at, Math.min(part.length - at, 1 << 28))
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.new`, path)
}

/** The segment in a file; undefined when the file is missing, cut short, damaged or of another format. */
export function readSegment(folder: string, id: number): Segment | undefined {
  let file: number
  try {
    file = openSync(join(folder, segmentFile(id)), 'r')
  } catch {
    return undefined
  }
  try {
    const prefix = Buffer.alloc(PREFIX)
    if (readSync(file, prefix, 0, PREFIX, 0) !== PREFIX || prefix.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined
    const header = Buffer.alloc(Math.min(prefix.readUInt32LE(32), 1 << 20))
    if (readSync(file, header, 0, header.length, PREFIX) !== header.length) return undefined
    const { layout, checksum } = JSON.parse(header.toString('utf8')) as { layout: SegmentLayout; checksum: number }
    const segment = new Segment(id, layout, allocate(layout))
    const data = new Uint8Array(segment.memory.buffer, 0, layout.bytes)
    const start = PREFIX + header.length
    for (let at = 0; at < data.length; ) {
      const count = readSync(file, data, at, Math.min(data.length - at, 1 << 28), start + at)
      if (count === 0) return undefined
      at += count
    }
    return crc32(data) === checksum ? segment : undefined
  } catch {
    return undefined
  } finally {
    closeSync(file)
  }
}

export function writeManifest(folder: string, manifest: Manifest): void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'manifest.json')
  writeFileSync(`${path}.new`, JSON.stringify(manifest), { flush: true })
  renameSync(`${path}.new`, path)
  const kept = new Set(manifest.segments.map(({ file }) => file))
  for (const name of readdirSync(folder)) {
    if (/^segment-\d+\.bin(\.new)?$/.test(name) && !kept.has(name)) rmSync(join(folder, name), { force: true })
  }
}

/** The manifest, or undefined when there is none that can be read. */
export function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path)) return undefined
  try {
    return Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}
