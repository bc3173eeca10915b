// Makes a clone runnable: installs what package-lock.json names when it is not there, and builds what is
// older than its source. Plain JavaScript, because it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stampFile = join(root, 'node_modules', '.cache', 'broadsheet-installed')

/** Stops with a sentence where Node is older than package.json asks. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Broadsheet needs Node 20.19 or newer; this is ${process.versions.node}.`)
    process.exit(1)
  }
}

/** `npm ci` unless node_modules already holds what the lock file names. */
export function install({ quiet = false } = {}) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock) return
  if (!quiet) console.error('Broadsheet: installing packages (once)…')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('Broadsheet: `npm ci` failed. Is the package registry within reach?')
    process.exit(1)
  }
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, lock)
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* files(path)
    else yield path
  }
}

function newest() {
  let time = 0
  for (const path of files(join(root, 'src'))) time = Math.max(time, statSync(path).mtimeMs)
  for (const name of ['tsconfig.json', 'tsconfig.client.json', 'package-lock.json']) {
    time = Math.max(time, statSync(join(root, name)).mtimeMs)
  }
  return time
}

/** Files that travel beside the code as they are. */
const isAsset = (path) => /\.(css|svg|json|wasm|txt|md)$/.test(path) && !/\.test\./.test(path) && !path.includes('__')

/** Compiles src/ into dist/ when any source is newer than the last build. */
export function build({ quiet = false, force = false } = {}) {
  const stamp = join(root, 'dist', '.built')
  if (!force && existsSync(stamp) && Number(readFileSync(stamp, 'utf8')) >= newest()) return
  if (!quiet) console.error('Broadsheet: building…')
  const time = newest()
  if (force || !existsSync(stamp)) {
    rmSync(join(root, 'dist'), { recursive: true, force: true })
    for (const path of existsSync(join(root, 'node_modules', '.cache')) ? readdirSync(join(root, 'node_modules', '.cache')) : [])
      if (path.endsWith('.tsbuildinfo')) rmSync(join(root, 'node_modules', '.cache', path))
  }
  for (const project of ['tsconfig.json', 'tsconfig.client.json']) tsc(['-p', project])
  for (const path of files(join(root, 'src'))) {
    if (!isAsset(path)) continue
    const to = join(root, 'dist', path.slice(join(root, 'src').length))
    mkdirSync(dirname(to), { recursive: true })
    cpSync(path, to)
  }
  writeFileSync(stamp, String(time))
}

export function tsc(args) {
  const done = spawnSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (done.status !== 0) process.exit(done.status ?? 1)
}
