/** `npm run train` as a person runs it: stopped, gone on with, finished. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { madeUpPapers, writePapers } from '../src/train/made-up-papers.test-helper.ts'

const script = fileURLToPath(new URL('../scripts/train.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-train-script-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const papers = writePapers(folder, madeUpPapers(1400))

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** @param stopAt what it says when it is to be interrupted */
async function run(args: readonly string[], stopAt?: string): Promise<Ran> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  let stopped = false
  child.stdout.on('data', (data: Buffer) => (out += data))
  child.stderr.on('data', (data: Buffer) => {
    err += data
    if (stopAt === undefined || stopped || !err.includes(stopAt)) return
    stopped = true
    child.kill('SIGINT')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

describe('npm run train', () => {
  const rest = ['--start', 'none', '--steps', '16', papers]

  it('ends with the checksum, stopped by Ctrl-C in between or not', async () => {
    const undisturbed = await run(['--out', join(folder, 'a.bin'), ...rest])
    expect(undisturbed).toMatchObject({ code: 0 })
    expect(undisturbed.err).toMatch(/^Step 16 of 16 {2}loss \d\.\d{4} {2}\d+\.\d steps\/s {2}0 s left$/m)
    expect(undisturbed.out).toMatch(/a\.bin: [\d,]+ bytes, from 1,400 papers in/)

    const out = join(folder, 'b.bin')
    const stopped = await run(['--out', out, ...rest], 'Step 1 of')
    expect(stopped).toMatchObject({ code: 130, out: '' })
    const [, step] = /Stopped at step (\d+) of 16\. To go on from there: npm run train -- --out /.exec(stopped.err) ?? []
    expect(existsSync(out)).toBe(false)

    const again = await run(['--out', out, ...rest])
    expect(again.err).toContain(`Going on from step ${step}.`)
    const checksum = (ran: Ran): string | undefined => /^SHA-256 ([0-9a-f]{64})$/m.exec(ran.out)?.[1]
    expect(checksum(again)).toBeDefined()
    expect(checksum(again)).toBe(checksum(undisturbed))
    expect(existsSync(`${out}.part`)).toBe(false)

    const packed = join(folder, 'start.bin.gz')
    writeFileSync(packed, gzipSync(readFileSync(out)))
    const steps = ['--out', join(folder, 'd.bin'), '--steps', '1', papers]
    const begun = await run([...steps, '--start', packed])
    expect(begun).toMatchObject({ code: 0, err: expect.stringContaining('start.bin.gz') })
    expect(checksum(begun)).toBe(checksum(await run([...steps, '--start', out])))
  })

  it.each([
    [['--steps', '0'], '--steps is a whole number'],
    [['--seed', '-1x'], '--seed'],
    [['--start', '/nowhere.bin'], 'There is no /nowhere.bin.'],
    [['/nowhere.jsonl'], 'There is no /nowhere.jsonl.'],
    [['--stepz', '4'], 'Unknown option'],
  ])('refuses %j', async (args, sentence) => {
    const { code, err } = await run([...args, papers])
    expect(code).toBe(2)
    expect(err).toContain(sentence)
    expect(err).toContain('npm run train')
  })

  it('refuses a start that is no model, and files that are no papers', async () => {
    const out = ['--out', join(folder, 'c.bin')]
    const cut = join(folder, 'cut.bin.gz')
    writeFileSync(cut, gzipSync('broadsheet word vectors 1').subarray(0, -9))
    for (const start of [papers, cut]) expect(await run([...out, '--start', start, papers])).toMatchObject({ code: 1, err: expect.stringContaining('damaged') })
    expect(await run([...out, '--start', 'none', script])).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read as papers beyond line 0.') })
  })
})
