/** The program: the command line on the instance that wire.ts puts together. */
import { runCli } from './cli/cli.ts'
import { openIndex } from './engines.ts'
import { openInstance, VERSION } from './wire.ts'

await runCli(process.argv, { open: openInstance, openIndex, version: VERSION })
