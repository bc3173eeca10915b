/** Reads the imports of TypeScript files with the parser that the test runner brings along. */
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseAst } from 'vitest/node'

export interface Import {
  /** file that imports, relative to src/ */
  readonly from: string
  /** as written */
  readonly written: string
  /** file imported, relative to src/; undefined for packages and Node's own modules */
  readonly to: string | undefined
  /** the compiler erases it: `import type`, `export type`, or `import('…')` in a type */
  readonly typeOnly: boolean
}

export interface SourceFile {
  /** relative to src/, with forward slashes */
  readonly path: string
  readonly imports: readonly Import[]
  /** says nothing of its own: every statement hands on what another file exports */
  readonly barrel: boolean
  /** touches `process.env` */
  readonly readsEnvironment: boolean
}

/** Every file of a folder that is code and no test, parsed. */
export function sourceFiles(root: string): SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(ts|tsx|cts|mts)$/.test(path) && !/\.(test|test-helper|d)\.\w+$/.test(path))
    .sort()
    .map((path) => parseSource(path, readFileSync(posix.join(root, path), 'utf8')))
}

interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

/** @param path the file's place below src/ */
export function parseSource(path: string, text: string): SourceFile {
  const program = parseAst(text, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' }, path) as unknown as { body: readonly Node[] }
  const imports: Import[] = []
  let readsEnvironment = false
  const add = (source: unknown, typeOnly: boolean): void => {
    const written = (source as { value?: unknown } | null)?.value
    if (typeof written !== 'string') return
    const to = written.startsWith('.') ? posix.join(posix.dirname(path), written) : undefined
    imports.push({ from: path, written, to, typeOnly })
  }
  walk(program.body, (node) => {
    if (node.type === 'ImportDeclaration') add(node['source'], node['importKind'] === 'type' || allTypes(node['specifiers'], 'importKind'))
    else if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') add(node['source'], node['exportKind'] === 'type' || allTypes(node['specifiers'], 'exportKind'))
    else if (node.type === 'ImportExpression') add(node['source'], false)
    else if (node.type === 'TSImportType') add(node['source'] ?? node['argument'], true)
    else if (node.type === 'MemberExpression' && name(node['object']) === 'process' && name(node['property']) === 'env') readsEnvironment = true
  })
  return { path, imports, barrel: isBarrel(program.body), readsEnvironment }
}

const name = (node: unknown): unknown => (node as { name?: unknown; value?: unknown } | null)?.name ?? (node as { value?: unknown } | null)?.value

/** `import { type A, type B }` leaves nothing behind; `import './a.ts'` does. */
function allTypes(specifiers: unknown, kind: string): boolean {
  return Array.isArray(specifiers) && specifiers.length > 0 && (specifiers as Node[]).every((one) => one[kind] === 'type')
}

function isBarrel(body: readonly Node[]): boolean {
  const imported = new Set(
    body.flatMap((node) => (node.type === 'ImportDeclaration' ? (node['specifiers'] as Node[]).map((one) => name(one['local'])) : [])),
  )
  const handsOn = (node: Node): boolean =>
    node.type === 'ExportAllDeclaration' ||
    (node.type === 'ExportNamedDeclaration' &&
      node['declaration'] == null &&
      (node['source'] != null || (node['specifiers'] as Node[]).every((one) => imported.has(name(one['local'])))))
  const rest = body.filter((node) => node.type !== 'ImportDeclaration')
  return rest.length > 0 && rest.every(handsOn)
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(one, visit)
  } else if (typeof value === 'object' && value !== null) {
    if (typeof (value as Node).type === 'string') visit(value as Node)
    for (const field of Object.values(value)) if (typeof field === 'object') walk(field, visit)
  }
}
