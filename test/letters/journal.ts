import { closeSync, existsSync, openSync, readSync } from 'node:fs'

/** What the mail server wrote down: a letter that it took, or somebody who is not there. */
export interface Noted {
  readonly event: 'taken' | 'nobody'
  /** of its answer: `dropped` and `stalled` ones never came */
  readonly fate: 'answered' | 'dropped' | 'stalled'
  /** which run of the sender handed it over */
  readonly by: string
  readonly to: string
  /** Message-ID */
  readonly id: string
  /** how many of these the letter has */
  readonly ids: number
  /** of the papers in it */
  readonly papers: readonly string[]
}

/** Follows the file: reads only what has come to it since. */
export class Journal {
  readonly lines: Noted[] = []
  readonly #path: string
  #read = 0

  constructor(path: string) {
    this.#path = path
  }

  look(): readonly Noted[] {
    if (!existsSync(this.#path)) return this.lines
    const file = openSync(this.#path, 'r')
    const piece = Buffer.alloc(1 << 20)
    try {
      for (;;) {
        const length = readSync(file, piece, 0, piece.length, this.#read)
        const end = piece.subarray(0, length).lastIndexOf(10) + 1
        if (end === 0) return this.lines
        this.#read += end
        for (const line of piece.toString('utf8', 0, end).split('\n')) if (line !== '') this.lines.push(JSON.parse(line) as Noted)
      }
    } finally {
      closeSync(file)
    }
  }
}
