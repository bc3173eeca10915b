/** The law of rooms: which folder of src/ may import which. DESIGN has the table; this is what the tests hold it to. */
import type { Import } from './source-imports.ts'

const NOUNS = ['tools', 'paper'] as const
const BELOW_CONDUCTORS = [...NOUNS, 'config', 'source', 'normalise', 'store', 'search-index', 'rank'] as const
const BELOW_FACES = [...NOUNS, 'edition', 'community'] as const
const FACES = ['page', 'feed', 'mail', 'api', 'mcp'] as const
const BELOW_ASSEMBLY = [...BELOW_CONDUCTORS, 'ingest', 'edition', 'community', 'evaluate', ...FACES] as const

/** What each room may import beside itself. A folder that is not here is no room. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  tools: [],
  paper: ['tools'],
  config: NOUNS,
  source: NOUNS,
  normalise: NOUNS,
  store: NOUNS,
  'search-index': NOUNS,
  train: [...NOUNS, 'search-index', 'rank'],
  rank: NOUNS,
  ingest: BELOW_CONDUCTORS,
  edition: BELOW_CONDUCTORS,
  community: BELOW_CONDUCTORS,
  evaluate: [...NOUNS, 'source', 'search-index', 'rank', 'edition'],
  page: BELOW_FACES,
  feed: BELOW_FACES,
  mail: BELOW_FACES,
  api: BELOW_FACES,
  mcp: BELOW_FACES,
  server: BELOW_ASSEMBLY,
  schedule: BELOW_ASSEMBLY,
  // the services replayed; of the instance nobody knows it but the command that serves it
  replay: NOUNS,
  cli: [...BELOW_ASSEMBLY, 'replay'],
  client: [],
}

/** Rooms whose types another may name, because their shapes are what it reads. */
const MAY_NAME_TYPES_OF: Readonly<Record<string, readonly string[]>> = { normalise: ['source'], replay: ['source'] }

/** The only files outside the rooms; they know all of them. */
const WIRING = ['wire.ts', 'engines.ts', 'main.ts']

/** One engine behind a seam each; only its own room and engines.ts may name it. */
const ENGINES = ['search-index/embedded', 'store/sqlite', 'store/postgres']

export const roomOf = (path: string): string | undefined => (path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined)

/** The sentence that says which law an import breaks, or undefined where it breaks none. */
export function brokenLaw({ from, to, written, typeOnly }: Import): string | undefined {
  const room = roomOf(from)
  const say = (law: string): string => `src/${from} imports "${written}": ${law}`
  const engine = ENGINES.find((folder) => to?.startsWith(`${folder}/`))
  if (room === undefined) {
    if (!WIRING.includes(from)) return say(`only ${WIRING.join(', ')} lie outside the rooms.`)
    return engine === undefined || from === 'engines.ts' ? undefined : say(`only engines.ts may name the engine ${engine}/.`)
  }
  const allowed = MAY_IMPORT[room]
  if (allowed === undefined) return say(`${room}/ is not a room of the law; give it its place there first.`)
  if (to === undefined) return room === 'client' ? say('browser code loads nothing but its own files.') : undefined
  if (to.startsWith('..')) return say('nothing outside src/ may be imported.')
  if (!/\.(ts|tsx|cts|mts|json)$/.test(written)) return say('imports carry their ending, .ts or .tsx.')
  const other = roomOf(to)
  if (other === undefined) return say(`nobody imports ${to}, which knows every room.`)
  if (other === room) return undefined
  if (engine !== undefined) return say(`only engines.ts may name the engine ${engine}/ outside its room.`)
  if (allowed.includes(other)) return undefined
  if (typeOnly && MAY_NAME_TYPES_OF[room]?.includes(other)) return undefined
  if ((FACES as readonly string[]).includes(room) && (FACES as readonly string[]).includes(other)) return say('faces never know each other.')
  return say(`${room}/ may import only ${allowed.length === 0 ? 'itself' : allowed.map((one) => `${one}/`).join(', ')}${typeOnly ? '' : MAY_NAME_TYPES_OF[room] ? ` (and types of ${MAY_NAME_TYPES_OF[room].join(', ')}/)` : ''}.`)
}

/** Rings of imports that are there at run time, each as the files from one to itself again; types leave nothing behind and make none. */
export function importRings(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>()
  for (const { from, to, typeOnly } of imports) if (to !== undefined && !typeOnly) next.set(from, [...(next.get(from) ?? []), to])
  const rings: string[][] = []
  const done = new Set<string>()
  const visit = (file: string, way: string[]): void => {
    const at = way.indexOf(file)
    if (at >= 0) return void rings.push([...way.slice(at), file])
    if (done.has(file)) return
    for (const one of next.get(file) ?? []) visit(one, [...way, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return rings
}
