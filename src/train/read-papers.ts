import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BroadsheetError } from '../paper/errors.ts'

export interface TrainingPaper {
  readonly title: string
  readonly abstract: string
  /** what it is filed under: its first category, or its conference without the year; `''` when neither is known */
  readonly filed: string
}

/** Characters. A longer line is no paper. */
const LONGEST_LINE = 1 << 22

/**
 * Papers from JSON Lines with `title`, `abstract` and, if they have one, `primary` or `venue`; plain, or gzipped where
 * the name ends in `.gz`.
 * @throws BroadsheetError broken-file naming the file and the last line that could be read: to learn from a part would be another training
 */
export async function* readPapers(files: readonly string[]): AsyncGenerator<TrainingPaper> {
  for (const file of files) {
    let whole = 0
    try {
      for await (const line of readLines(file)) {
        if (line.trim() !== '') yield paperOf(JSON.parse(line))
        whole++
      }
    } catch (cause) {
      throw new BroadsheetError('broken-file', `${file} cannot be read as papers beyond line ${whole}.`, { cause })
    }
  }
}

async function* readLines(file: string): AsyncGenerator<string> {
  const raw = createReadStream(file)
  // An error of the file is thrown where the lines are asked for.
  const text = file.endsWith('.gz') ? pipeline(raw, createGunzip(), () => {}) : raw
  let rest = ''
  for await (const chunk of text.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    if (rest.length > LONGEST_LINE) throw new RangeError('The line is too long.')
    yield* lines
  }
  if (rest !== '') yield rest
}

function paperOf(line: unknown): TrainingPaper {
  const { title, abstract, primary, venue } = line as Record<string, unknown>
  if (typeof title !== 'string' || typeof abstract !== 'string') throw new TypeError('A paper has a title and an abstract.')
  const filed = typeof primary === 'string' ? primary : typeof venue === 'string' ? venue.replace(/\d{4}$/, '').trimEnd() : ''
  return { title, abstract, filed }
}
