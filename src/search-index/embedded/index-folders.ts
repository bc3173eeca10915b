/**
 * The folders of an instance's indexes, each of one model: `index`, and `index-` with a mark of the model beside it
 * while a new model's index is made. When that is whole the others go, and it serves under its own name.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readManifest } from './snapshot.ts'

export interface IndexFolder {
  readonly folder: string
  readonly model: string
}

/** The indexes that are held, those furthest along first; folders without a manifest that can be read are none. */
export function indexFolders(dataDir: string): IndexFolder[] {
  const names = existsSync(dataDir) ? readdirSync(dataDir).filter((name) => /^index(-[0-9a-f]{12})?$/.test(name)) : []
  return names
    .flatMap((name) => {
      const folder = join(dataDir, name)
      const manifest = readManifest(folder)
      return manifest === undefined ? [] : [{ folder, model: manifest.model, seq: manifest.seq }]
    })
    .toSorted((a, b) => b.seq - a.seq)
}

/** Where a model's index lies, or is to be made. */
export function folderFor(dataDir: string, model: string): string {
  const held = indexFolders(dataDir)
  const own = held.find((one) => one.model === model)
  if (own !== undefined) return own.folder
  const plain = join(dataDir, 'index')
  return held.some(({ folder }) => folder === plain) ? join(dataDir, `index-${createHash('sha256').update(model).digest('hex').slice(0, 12)}`) : plain
}

/** Takes an index away. Its manifest goes first: from then on it is none, whatever of it is left. */
export function removeIndex(folder: string): void {
  rmSync(join(folder, 'manifest.json'), { force: true })
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
