// Python's environment for `npm run interop`, with the real client in it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const CLIENT = 'huggingface_hub==2.4.0'
const INSTALL_MS = 60_000

/** What pip says where it got no answer, or where what answered knows nothing of the client. */
const OUT_OF_REACH = /from versions: none|connection broken|connection error|max retries|timed out|ProxyError|SSLError|network is unreachable/i

/**
 * Makes the environment in `folder`.
 * @returns {{ python: string } | { missing: string }} its python, or why there is none to be had here: then there is nothing to try
 * @throws where the index answers and the client still cannot be installed: that is a failure like any other, and no reason to skip
 */
export function makeEnvironment(folder, env = process.env) {
  const options = { encoding: 'utf8', timeout: INSTALL_MS, env }
  const made = spawnSync('python3', ['-m', 'venv', folder], options)
  if (made.error !== undefined) return { missing: made.error.code === 'ENOENT' ? 'python3 is not here.' : `python3 cannot be run: ${made.error.message}` }
  if (made.status !== 0) return { missing: `python3 makes no environment: ${telling(made.stdout + made.stderr)}` }
  const python = join(folder, 'bin', 'python')
  const pip = spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1', '--timeout', '15', CLIENT], options)
  if (pip.status === 0) return { python }
  if (pip.error !== undefined) return { missing: `${CLIENT} was not installed from the Python index within ${INSTALL_MS / 1000} seconds.` }
  const sentence = `${CLIENT} could not be installed from the Python index: ${telling(pip.stderr)}`
  if (OUT_OF_REACH.test(pip.stderr)) return { missing: sentence }
  throw new Error(sentence)
}

/** The line that says why: an error before a warning. */
function telling(text) {
  const lines = text.trim().split('\n')
  return (lines.find((line) => /^error/i.test(line)) ?? lines.find((line) => /error|cannot|not /i.test(line)) ?? lines[0] ?? '').slice(0, 300)
}
