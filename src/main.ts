/** The program: the command line on the instance that wire.ts puts together. */
import { readFileSync } from 'node:fs'
import { runCli } from './cli/cli.ts'
import { openIndex, openInstance } from './wire.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

await runCli(process.argv, { open: openInstance, openIndex, version })
