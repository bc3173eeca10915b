import { mkdtempSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ProcessLock } from './process-lock.ts'

const place = (): string => join(mkdtempSync(join(tmpdir(), 'broadsheet-lock-')), 'lock')

describe('ProcessLock', () => {
  it('is held once by a living process, and free after release', () => {
    const path = place()
    writeFileSync(path, JSON.stringify({ pid: process.ppid, host: hostname() }))
    const lock = new ProcessLock(path)
    expect(lock.acquire()).toBe(false)
    expect(lock.held).toBe(false)
    const other = new ProcessLock(place())
    expect(other.acquire()).toBe(true)
    expect(other.acquire()).toBe(true)
    other.release()
    expect(other.held).toBe(false)
  })
  it.each([['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() })], ['left half written', '{"pid":'], ['left empty', '']])('takes over a file %s', (_, content) => {
    const path = place()
    writeFileSync(path, content)
    expect(new ProcessLock(path).acquire()).toBe(true)
  })
  it('respects another machine', () => {
    const path = place()
    writeFileSync(path, JSON.stringify({ pid: 1, host: `${hostname()}-other` }))
    expect(new ProcessLock(path).acquire()).toBe(false)
  })
})
