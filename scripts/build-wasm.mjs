// Assembles src/search-index/embedded/scan.wat into scan.wasm.ts. A test fails when the two differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import wabt from 'wabt'
import { root } from './prepare.mjs'

export async function assemble() {
  const { parseWat } = await wabt()
  const folder = join(root, 'src', 'search-index', 'embedded')
  const module = parseWat('scan.wat', readFileSync(join(folder, 'scan.wat'), 'utf8'), { simd: true, threads: true })
  return Buffer.from(module.toBinary({}).buffer).toString('base64')
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const base64 = await assemble()
  writeFileSync(
    join(root, 'src', 'search-index', 'embedded', 'scan.wasm.ts'),
    `/** scan.wat, assembled by \`npm run build:wasm\`. */\nexport const SCAN_WASM_BASE64 =\n  '${base64}'\n`,
  )
}
