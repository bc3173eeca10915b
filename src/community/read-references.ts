import { parseIdentifier } from '../paper/identifier.ts'
import type { Identifier } from '../paper/paper.ts'
import { BroadsheetError } from '../paper/errors.ts'
import { normalise } from '../normalise/normalise.ts'
import { readBytes } from '../source/file/file.ts'
import type { RawRecord } from '../source/source.ts'
import { cleanText } from '../store/clean-text.ts'

/** A paper that somebody named, however they did: by an identifier, by a title, or by a whole record. */
export interface Reference {
  /** as it was written, or the record's title: for a person */
  readonly written: string
  readonly identifiers: readonly Identifier[]
  /** '' where only an identifier was given */
  readonly title: string
  readonly abstract: string
  readonly authors: readonly { readonly name: string }[]
}

export interface References {
  readonly references: readonly Reference[]
  /** what was no paper, each with why; at most `REJECTED_MAX` */
  readonly rejected: readonly string[]
}

/** Longest text taken, characters or bytes: a library of some thousand papers with their abstracts. */
export const REFERENCES_BYTES_MAX = 16 * 1024 * 1024
/** Papers read from one text. */
export const REFERENCES_MAX = 10_000
const REJECTED_MAX = 50
/** A line of a list. Longer ones are prose. */
const LINE_MAX = 2000
/** As identity has it: shorter titles prove nothing. */
const TITLE_LETTERS = 12

const BEGINS_BIBTEX = /^[ \t]{0,40}@[ \t]{0,10}[a-zA-Z]{1,40}[ \t]{0,10}[{(]/m
const BEGINS_RIS = /^[ \t]{0,10}TY {1,2}- ?/m

/**
 * Reads what somebody pasted or sent as a file: ids, DOIs and addresses in any mix, a title on a line of its own, BibTeX, RIS,
 * CSL JSON, or any other format of papers that Broadsheet reads; BibTeX or RIS may follow plain lines.
 * @throws BroadsheetError too-large for more than `REFERENCES_BYTES_MAX`
 */
export async function readReferences(text: string): Promise<References> {
  if (text.length > REFERENCES_BYTES_MAX) throw new BroadsheetError('too-large', 'That is too much at once: 16 MB at most.')
  const sound = cleanText(text).replace(/^\uFEFF/, '')
  const structured = /^\s*[[{<]/.test(sound.slice(0, 10_000)) ? 0 : Math.min(...[BEGINS_BIBTEX, BEGINS_RIS].map((begins) => indexOf(sound, begins)))
  const gathered = new Gathered()
  if (structured > 0) for (const line of sound.slice(0, structured).split(/\r\n?|\n/)) gathered.line(line)
  if (structured < sound.length) await gathered.records(sound.slice(structured))
  return gathered
}

/** What raw records say, such as those of a Zotero library. */
export function referencesOf(records: readonly RawRecord[]): References {
  const gathered = new Gathered()
  for (const record of records) gathered.record(record)
  return gathered
}

function indexOf(text: string, pattern: RegExp): number {
  const at = text.search(pattern)
  return at < 0 ? Infinity : at
}

class Gathered implements References {
  readonly references: Reference[] = []
  readonly rejected: string[] = []

  line(text: string): void {
    const line = text.slice(0, LINE_MAX).replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim()
    if (line === '') return
    const found = line.split(/[\s,;|]+/).flatMap((token) => identifierOf(token) ?? [])
    for (const identifier of found) this.keep({ written: identifier.value, identifiers: [identifier], title: '', abstract: '', authors: [] })
    if (found.length > 0) return
    if (line.includes(' ') && line.replace(/[^\p{L}]/gu, '').length >= TITLE_LETTERS) this.keep({ written: line, identifiers: [], title: line, abstract: '', authors: [] })
    else this.reject(`“${line.slice(0, 80)}” is no id, DOI, address or title of a paper`)
  }

  async records(text: string): Promise<void> {
    try {
      for await (const batch of readBytes('The text', Buffer.from(text))) {
        for (const one of batch) {
          if ('rejected' in one) this.reject(`line ${one.rejected.line}: ${one.rejected.reason}`)
          else this.record(one.record)
        }
        if (this.references.length >= REFERENCES_MAX) return
      }
    } catch (error) {
      if (!(error instanceof BroadsheetError)) throw error
      this.reject(error.message.replace(/\.$/, ''))
    }
  }

  record(raw: RawRecord): void {
    try {
      for (const { title, abstract, authors, identifiers } of normalise(raw)) this.keep({ written: title, title, abstract, authors, identifiers })
    } catch (error) {
      this.reject(error instanceof BroadsheetError ? `line ${raw.line}: ${error.message.replace(/\.$/, '')}` : `line ${raw.line} cannot be read`)
    }
  }

  private keep(reference: Reference): void {
    if (this.references.length < REFERENCES_MAX) this.references.push(reference)
  }

  private reject(reason: string): void {
    if (this.rejected.length < REJECTED_MAX) this.rejected.push(reason.slice(0, 300))
  }
}

/** An identifier in one word, also as the address of a paper's page here or as an id of our own. */
function identifierOf(token: string): Identifier | undefined {
  const word = token.replace(/^[([{"'“<]+|[)\]}"'”>.:]+$/g, '')
  const known = parseIdentifier(word)
  if (known !== undefined) return known
  const page = /\/papers\/([^?#]{1,300})/.exec(word)
  const own = page === null ? word : decoded(page[1]!)
  if (/^b-[0-9a-f]{12}$/.test(own)) return { scheme: 'local', value: own }
  return page === null ? undefined : parseIdentifier(own)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
