import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { publicMessage } from '../../paper/errors.ts'
import { printableConfig } from '../../config/config.ts'
import type { CommandContext } from '../context.ts'
import type { DoctorCheck } from '../instance.ts'
import { plainLine } from '../plain-text.ts'
import { printJson } from '../print-json.ts'
import { styleOf } from '../style.ts'

/** The oldest Node.js that Broadsheet runs on: [major, minor]. */
const NODE_LEAST = [20, 19] as const

/** `doctor`: looks at everything that can be wrong and says so; exit code 1 when something is. Changes nothing. */
export async function doctorCommand(context: CommandContext): Promise<number> {
  const { terminal, config } = context
  const checks: DoctorCheck[] = [nodeVersion(), await dataFolder(config.dataDir)]
  const folder = checks[1]
  if (folder?.ok && (config.databaseUrl !== undefined || (await exists(config.dataDir)))) checks.push(...(await insideChecks(context)))
  const ok = checks.every((check) => check.ok)
  if (context.json) {
    printJson(terminal, { ok, checks, config: printableConfig(config) })
  } else {
    const style = styleOf(terminal)
    const width = Math.max(...checks.map((check) => plainLine(check.name).length))
    for (const check of checks) {
      const mark = check.ok ? 'ok   ' : style.bad('WRONG')
      terminal.out(`${mark}  ${plainLine(check.name).padEnd(width)}  ${plainLine(check.detail)}\n`)
    }
    if (!ok) terminal.err('Something is wrong; the lines marked WRONG say what.\n')
  }
  return ok ? 0 : 1
}

async function insideChecks(context: CommandContext): Promise<readonly DoctorCheck[]> {
  try {
    const instance = await context.open('read')
    try {
      return (await instance.doctor()).checks
    } finally {
      await instance.close()
    }
  } catch (error) {
    return [{ name: 'opening', ok: false, detail: publicMessage(error) }]
  }
}

function nodeVersion(): DoctorCheck {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > NODE_LEAST[0] || (major === NODE_LEAST[0] && minor >= NODE_LEAST[1])
  return { name: 'Node.js', ok, detail: ok ? process.versions.node : `${process.versions.node}; ${NODE_LEAST.join('.')} or later is needed` }
}

async function dataFolder(folder: string): Promise<DoctorCheck> {
  const name = 'data folder'
  try {
    if (!(await stat(folder)).isDirectory()) return { name, ok: false, detail: `${folder} is not a folder` }
    await access(folder, constants.R_OK | constants.W_OK)
    return { name, ok: true, detail: folder }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') return { name, ok: true, detail: `${folder} (not there yet; the first import or start makes it)` }
    return { name, ok: false, detail: `${folder} cannot be read and written (${code ?? 'unknown reason'})` }
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
