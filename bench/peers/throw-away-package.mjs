import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { endWithUs, temporaryFolder } from '../tools/temporary.mjs'

const { platform, arch } = process
const lancedbBinary = `@lancedb/lancedb-${platform}-${arch}${{ linux: '-gnu', win32: '-msvc' }[/** @type {string} */ (platform)] ?? ''}`

/**
 * Peers that are no dependency of the project: too big (LanceDB has 200 MB), or wanted by nothing but a comparison.
 * LanceDB's binary is named beside it so that its other optional packages, models' runtimes of 370 MB, can stay away.
 */
const PACKAGES = {
  lancedb: { entry: '@lancedb/lancedb', packages: { '@lancedb/lancedb': '0.39.0', [lancedbBinary]: '0.39.0', 'apache-arrow': '18.1.0' } },
  orama: { entry: '@orama/orama', packages: { '@orama/orama': '3.1.18' } },
}

/**
 * Installs a peer from the registry into a folder that goes with this process; no script of a package is run.
 * @param {string} name of an engine
 * @returns {Promise<string | undefined>} the address to import; undefined for engines that need nothing of the kind
 * @throws Error that says why the registry gave nothing
 */
export async function installThrowAway(name) {
  const wanted = PACKAGES[/** @type {keyof typeof PACKAGES} */ (name)]
  if (wanted === undefined) return undefined
  const folder = join(temporaryFolder(), 'packages')
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: wanted.packages }))
  const words = ['install', '--prefix', folder, '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', '--fetch-retries=1', '--fetch-timeout=30000']
  const npm = endWithUs(spawn(platform === 'win32' ? 'npm.cmd' : 'npm', words, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], shell: platform === 'win32' }))
  let said = ''
  npm.stderr.setEncoding('utf8').on('data', (text) => (said += text))
  // Without npm there is no exit, only an error, which once() throws.
  const [code] = await once(npm, 'close')
  if (code !== 0) throw new Error(`${wanted.entry} cannot be had from the registry: ${said.replace(/npm (error|warn) ?/g, '').replace(/\s+/g, ' ').trim().slice(0, 160)}`)
  return pathToFileURL(createRequire(join(folder, 'package.json')).resolve(wanted.entry)).href
}
