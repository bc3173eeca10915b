import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BroadsheetError } from '../../paper/errors.ts'

/**
 * The secret that signs cookies: made once and kept in the data folder, readable by its owner only.
 * @param folder of the instance
 * @throws BroadsheetError unavailable when it can be neither read nor written
 */
export function keptSecret(folder: string): string {
  const file = join(folder, 'secret')
  try {
    if (!existsSync(file)) makeSecret(file)
    chmodSync(file, 0o600)
    const secret = readFileSync(file, 'utf8').trim()
    if (secret.length < 32) throw new Error('too short')
    return secret
  } catch (cause) {
    throw new BroadsheetError('unavailable', `The secret of accounts, ${file}, cannot be read or written; mend it, or set BROADSHEET_SECRET.`, { cause })
  }
}

function makeSecret(file: string): void {
  try {
    writeFileSync(file, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // Another process was quicker; its secret is as good.
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  }
}
