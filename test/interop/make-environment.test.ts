/** `npm run interop` skips where Python or its index is out of reach, and nowhere else: tried with a python3 that says what pip says. */
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
// @ts-expect-error a script without types
import { makeEnvironment } from '../../scripts/interop/make-environment.mjs'
import { temporaryFolder } from '../support/broadsheet.ts'

/** A folder with a `python3` whose environments have a pip that ends so. */
function pythonWhosePip(said: string, code: number, venvCode = 0): string {
  const folder = mkdtempSync(join(temporaryFolder(), 'python-'))
  const words = join(folder, 'said')
  writeFileSync(words, said)
  const pip = `#!/bin/sh\n/bin/cat ${words} >&2\nexit ${code}\n`
  writeFileSync(join(folder, 'pip'), pip)
  chmodSync(join(folder, 'pip'), 0o755)
  writeFileSync(join(folder, 'python3'), `#!/bin/sh\n[ ${venvCode} = 0 ] || { /bin/cat ${words}; exit ${venvCode}; }\n/bin/mkdir -p "$3/bin" && /bin/cp ${join(folder, 'pip')} "$3/bin/python"\n`)
  chmodSync(join(folder, 'python3'), 0o755)
  return folder
}

const make = (PATH: string) => makeEnvironment(join(temporaryFolder(), 'environment'), { PATH })

test('no python3: said', () => {
  expect(make(temporaryFolder())).toEqual({ missing: 'python3 is not here.' })
})

test('a python3 without environments: said', () => {
  expect(make(pythonWhosePip('The virtual environment was not created successfully because ensurepip is not available.', 0, 1))).toEqual({ missing: expect.stringContaining('ensurepip is not available') })
})

test.each([
  ["WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(…)': /simple/\nERROR: Could not find a version that satisfies the requirement huggingface_hub (from versions: none)\nERROR: No matching distribution found", 'Could not find a version'],
  ["WARNING: Retrying after connection broken by 'ReadTimeoutError'\nERROR: HTTPSConnectionPool(host='index', port=443): Read timed out.", 'Read timed out'],
])('an index out of reach: the error is said, not the warnings before it', (said, reason) => {
  expect(make(pythonWhosePip(said, 1))).toEqual({ missing: expect.stringMatching(new RegExp(`could not be installed from the Python index: ERROR: .*${reason}`)) })
})

test('an index that answers, and a client that cannot be installed, is a failure', () => {
  const path = pythonWhosePip('ERROR: Could not find a version that satisfies the requirement huggingface_hub==2.4.0 (from versions: 1.0.0, 1.1.0)', 1)
  expect(() => make(path)).toThrow(/from versions: 1\.0\.0/)
})

test('installed: its python', () => {
  const made = make(pythonWhosePip('', 0))
  expect(made).toEqual({ python: expect.stringMatching(/environment\/bin\/python$/) })
})
