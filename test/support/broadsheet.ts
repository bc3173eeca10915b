/** Broadsheet as a person has it: the built program, in processes of its own, on instances in temporary folders. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const program = join(root, 'dist', 'main.js')

/** Beyond this a process hangs. */
const PATIENCE_MS = 60_000
const STOP_PATIENCE_MS = 20_000

const folders: string[] = []
const processes = new Set<ChildProcess>()

afterAll(() => {
  for (const child of processes) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** An empty folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-test-'))
  folders.push(folder)
  return folder
}

/** The folder of an instance that is not there yet. */
export const newInstance = (): string => join(temporaryFolder(), 'instance')

/** What the tester's own settings would change is taken out of the environment. */
function cleanEnvironment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(BROADSHEET_|PORT$|NODE_OPTIONS$|VITEST|NODE_ENV$)/.test(name)))
  return { ...env, NO_COLOR: '1', BROADSHEET_RATE_LIMIT: '0', ...extra }
}

/** Starts a process of `broadsheet` without waiting for anything. */
export function start(words: readonly string[], options: { env?: Readonly<Record<string, string>> } = {}): ChildProcess {
  if (!existsSync(program)) throw new Error('dist/ is missing: run `npm run build` first.')
  return startNode([program, ...words], options)
}

/** Starts a process of Node on the built program's parts. */
export function startNode(words: readonly string[], { env = {} }: { env?: Readonly<Record<string, string>> } = {}): ChildProcess {
  const child = spawn(process.execPath, words, { cwd: tmpdir(), env: cleanEnvironment(env), stdio: ['pipe', 'pipe', 'pipe'] })
  processes.add(child)
  child.once('exit', () => processes.delete(child))
  child.stdin?.on('error', () => {}) // it may be gone before it has read everything
  return child
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
  /** standard output as JSON; throws with both outputs where it is none */
  json<T = unknown>(): T
}

/** Waits for the end of a process and gathers what it said. @param patienceMs for work that takes long */
export function ended(child: ChildProcess, patienceMs = PATIENCE_MS): Promise<Ended> {
  let out = ''
  let err = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text))
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`The process did not end within ${patienceMs} ms.\n${out.slice(-2000)}\n${err.slice(-2000)}`))
    }, patienceMs)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      clearTimeout(patience)
      const json = <T>(): T => {
        try {
          return JSON.parse(out) as T
        } catch (cause) {
          throw new Error(`Standard output is not JSON (exit ${code}):\n${out.slice(0, 2000)}\n${err.slice(0, 2000)}`, { cause })
        }
      }
      resolve({ code, signal, out, err, json })
    })
  })
}

/** Lets a process run until the moment and kills it; true when it did not end before. @throws Error where it ended by itself and not well */
export async function killedAt(child: ChildProcess, moment: () => boolean, patienceMs = PATIENCE_MS): Promise<boolean> {
  const end = ended(child, patienceMs)
  let over = false
  void end.finally(() => (over = true)).catch(() => {})
  while (!over && !moment()) await new Promise((resolve) => setTimeout(resolve, 1))
  child.kill('SIGKILL')
  const { signal, code, err } = await end
  if (signal === null && (code !== 0 || err !== '')) throw new Error(`The process ended with ${code}: ${err}`)
  return signal === 'SIGKILL'
}

/** Runs one command to its end. */
export async function broadsheet(words: readonly string[], options: { input?: string | Buffer; env?: Readonly<Record<string, string>> } = {}): Promise<Ended> {
  const child = start(words, options)
  child.stdin?.end(options.input)
  return ended(child)
}

export interface ImportAnswer {
  readonly read: number
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: readonly { readonly file: string; readonly line: number; readonly reason: string }[]
  readonly rejectedMore: number
  readonly broken: readonly { readonly file: string; readonly reason: string }[]
  readonly interrupted: boolean
}

/** `import --json`: the report and the exit code. */
export async function importFiles(data: string, files: readonly string[], input?: string | Buffer): Promise<ImportAnswer & { code: number | null; err: string }> {
  const done = await broadsheet(['import', '--json', '--data', data, ...files], input === undefined ? {} : { input })
  return { ...done.json<ImportAnswer>(), code: done.code, err: done.err }
}

export interface Server {
  readonly url: string
  readonly process: ChildProcess
  /** a path of the server, fetched; redirects are not followed */
  get(path: string, init?: RequestInit): Promise<Response>
  json<T>(path: string): Promise<T>
  /** asks it to end, as Ctrl-C does; answers the exit code */
  stop(): Promise<number | null>
  /** everything on standard error so far */
  log(): string
}

/** Starts `serve` on a free port, or on one that was chosen, and waits until it says its address. */
export async function serve(data: string, env: Readonly<Record<string, string>> = {}, chosenPort = 0): Promise<Server> {
  const child = start(['serve', '--json', '--data', data, '--port', String(chosenPort)], { env })
  let log = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text))
  const { port } = await new Promise<{ port: number }>((resolve, reject) => {
    let out = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text
      try {
        resolve(JSON.parse(out) as { port: number })
      } catch {
        // more is to come
      }
    })
    child.once('exit', (code, signal) => reject(new Error(`The server ended (${code ?? signal}) before it listened:\n${out}\n${log}`)))
  })
  const url = `http://127.0.0.1:${port}`
  const get = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(url + path, { redirect: 'manual', ...init }).catch((cause: unknown) => {
      throw new Error(`${path.slice(0, 200)} got no answer; the server ${child.exitCode ?? child.signalCode ?? 'runs'}.\n${log.slice(-2000)}`, { cause })
    })
  return {
    url,
    process: child,
    get,
    json: async <T>(path: string) => {
      const answer = await get(path)
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
      return (await answer.json()) as T
    },
    stop: () => new Promise((resolve, reject) => {
      if (child.exitCode !== null || child.signalCode !== null) return reject(new Error(`The server had ended by itself (${child.exitCode ?? child.signalCode}):\n${log}`))
      const patience = setTimeout(() => {
        child.kill('SIGKILL')
        reject(new Error(`The server did not end when it was asked to:\n${log}`))
      }, STOP_PATIENCE_MS)
      child.once('exit', (code) => {
        clearTimeout(patience)
        resolve(code)
      })
      child.kill('SIGTERM')
    }),
    log: () => log,
  }
}

/** Asks again until the answer is there; a time limit is only for what would hang. */
export async function until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > end) throw new Error(`Waited ${PATIENCE_MS} ms in vain: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
