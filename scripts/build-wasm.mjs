// Assembles each .wat of src/ into the .wasm.ts beside it. A test fails when two differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import wabt from 'wabt'
import { root } from './prepare.mjs'

export const KERNELS = [
  { wat: 'src/search-index/embedded/scan.wat', constant: 'SCAN_WASM_BASE64' },
  { wat: 'src/train/kernels.wat', constant: 'KERNELS_WASM_BASE64' },
  { wat: 'src/rank/taste/row-products.wat', constant: 'ROW_PRODUCTS_WASM_BASE64' },
]

/** @param {string} wat path from the root */
export async function assemble(wat) {
  const { parseWat } = await wabt()
  const module = parseWat(basename(wat), readFileSync(join(root, wat), 'utf8'), { simd: true, threads: true })
  return Buffer.from(module.toBinary({}).buffer).toString('base64')
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const { wat, constant } of KERNELS) {
    writeFileSync(
      join(root, wat.replace(/\.wat$/, '.wasm.ts')),
      `/** ${basename(wat)}, assembled by \`npm run build:wasm\`. */\nexport const ${constant} =\n  '${await assemble(wat)}'\n`,
    )
  }
}
