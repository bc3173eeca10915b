// `npm test`: install, build, check types, run every test, and close with one line: `N passed, N failed, N skipped`.
// `npm test -- PATTERN` runs the files whose path has the pattern.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, checkNode, install, root, tsc } from './prepare.mjs'
checkNode()
install()
build()
tsc(['-p', 'tsconfig.test.json'])
const report = join(root, 'node_modules', '.cache', `test-report-${process.pid}.json`)
const done = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run',
    '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
)
let counts = { passed: 0, failed: 1, skipped: 0 }
try {
  const json = JSON.parse(readFileSync(report, 'utf8'))
  counts = { passed: json.numPassedTests, failed: json.numFailedTests, skipped: json.numPendingTests + json.numTodoTests }
  // A file that could not even be loaded has no test to count, but has failed.
  const broken = json.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((one) => one.status !== 'failed'))
  counts.failed += broken.length
  if (done.status !== 0 && counts.failed === 0) counts.failed = 1
  if (counts.passed === 0 && counts.failed === 0) counts.failed = 1
} catch (cause) {
  console.error('The test report could not be read:', cause)
}
rmSync(report, { force: true })
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(done.status === 0 && counts.failed === 0 ? 0 : 1)
