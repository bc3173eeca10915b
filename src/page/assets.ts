/**
 * The style sheets, the browser code and the icon, read once. All stand under one address that carries a hash
 * of them all (`/assets/HASH/client/main.js`), so that browsers may keep them for ever and modules may import
 * each other by their plain relative names.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Asset {
  readonly body: string
  readonly type: string
}

export interface Assets {
  /** 16 hex digits over every asset */
  readonly hash: string
  readonly files: ReadonlyMap<string, Asset>
  /** The address of an asset, or undefined where it was not built. */
  href(name: string): string | undefined
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  cjs: 'text/javascript; charset=utf-8',
}

function* read(folder: string, prefix: string, endings: readonly string[]): Generator<[string, Asset]> {
  for (const name of readdirSync(folder).sort()) {
    const ending = name.slice(name.lastIndexOf('.') + 1)
    const type = endings.includes(ending) ? TYPES[ending] : undefined
    if (type !== undefined) yield [prefix + name, { body: readFileSync(join(folder, name), 'utf8'), type }]
  }
}

/** Compiled browser code stands beside this room in a build, and in the build when this room runs from source. */
function clientFolder(here: string): string | undefined {
  const beside = join(here, '..', 'client')
  const built = join(here, '..', '..', 'dist', 'client')
  return [beside, built].find((folder) => existsSync(join(folder, 'main.js')))
}

/** Reads every asset from the disk. Without compiled browser code the pages go without scripts. */
export function loadAssets(here = fileURLToPath(new URL('.', import.meta.url))): Assets {
  const files = new Map(read(here, '', ['css', 'svg']))
  const client = clientFolder(here)
  if (client !== undefined) for (const [name, asset] of read(client, 'client/', ['js', 'cjs'])) files.set(name, asset)
  const digest = createHash('sha256')
  for (const [name, { body }] of files) digest.update(`${name}\0${body.length}\0${body}`)
  const hash = digest.digest('hex').slice(0, 16)
  return { hash, files, href: (name) => (files.has(name) ? `/assets/${hash}/${name}` : undefined) }
}
