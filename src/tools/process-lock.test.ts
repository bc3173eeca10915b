import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ProcessLock } from './process-lock.ts'

const place = (): string => join(mkdtempSync(join(tmpdir(), 'broadsheet-lock-')), 'lock')

describe('ProcessLock', () => {
  it('is held once, and free after release', () => {
    const path = place()
    const [one, other] = [new ProcessLock(path), new ProcessLock(path)]
    expect([one.acquire(), one.acquire(), one.held]).toEqual([true, true, true])
    expect([other.acquire(), other.acquire(), other.held]).toEqual([false, false, false])
    other.release()
    expect(new ProcessLock(path).acquire()).toBe(false)
    one.release()
    expect([one.held, other.acquire()]).toEqual([false, true])
    other.release()
  })

  it('is another process\'s while that lives, and free when it was killed', async () => {
    const path = place()
    const libsql = fileURLToPath(import.meta.resolve('libsql'))
    const hold = `const f = new (require(${JSON.stringify(libsql)}))(${JSON.stringify(path)}); f.exec('begin exclusive'); console.log('held'); setInterval(() => f, 1e6)`
    const child = spawn(process.execPath, ['-e', hold], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    const lock = new ProcessLock(path)
    expect(lock.acquire()).toBe(false)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(lock.acquire()).toBe(true)
    lock.release()
  })

  it.each([['of another program', '{"pid":1,"host":"elsewhere"}'], ['left half written', '{"pid":'], ['left empty', '']])('takes a file %s', (_, content) => {
    const path = place()
    writeFileSync(path, content)
    const lock = new ProcessLock(path)
    expect(lock.acquire()).toBe(true)
    expect(new ProcessLock(path).acquire()).toBe(false)
    lock.release()
  })
})
