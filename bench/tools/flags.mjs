import { parseArgs } from 'node:util'

/**
 * Reads the words of a command. A number given as the default makes a flag of numbers.
 * @param {string} usage shown for --help and for words that are not understood
 * @param {Record<string, number | string | boolean | string[]>} defaults by flag name; a list takes every word up to the next flag
 * @param {string[]} argv
 * @returns {{ flags: Record<string, any>, words: string[] }}
 */
export function readFlags(usage, defaults, argv = process.argv.slice(2)) {
  const flags = { ...defaults }
  const rest = []
  for (let at = 0; at < argv.length; at++) {
    const name = argv[at].startsWith('--') ? argv[at].slice(2) : ''
    if (!Array.isArray(defaults[name])) rest.push(argv[at])
    else {
      flags[name] = []
      while (at + 1 < argv.length && !argv[at + 1].startsWith('--')) flags[name].push(argv[++at])
    }
  }
  /** @type {Record<string, { type: 'string' | 'boolean' }>} */
  const options = { help: { type: 'boolean' } }
  for (const [name, value] of Object.entries(defaults)) if (!Array.isArray(value)) options[name] = { type: value === false ? 'boolean' : 'string' }
  try {
    const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true })
    if (values.help === true) {
      console.log(usage)
      process.exit(0)
    }
    for (const [name, value] of Object.entries(values)) {
      if (typeof defaults[name] !== 'number') flags[name] = value
      else if (/^\d+(\.\d+)?$/.test(String(value))) flags[name] = Number(value)
      else throw new Error(`--${name} must be a number`)
    }
    return { flags, words: positionals }
  } catch (error) {
    return complain(usage, error instanceof Error ? error.message : String(error))
  }
}

/**
 * Says what is wrong with a command and ends.
 * @param {string} usage
 * @param {string} problem
 * @returns {never}
 */
export function complain(usage, problem) {
  console.error(`${problem}\n${usage}`)
  process.exit(2)
}
