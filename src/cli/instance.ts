import type { Accounts } from '../community/accounts/accounts.ts'
import type { Config } from '../config/config.ts'
import type { SubmissionRequest, Submitted } from '../community/submissions.ts'
import type { Editions } from '../edition/edition.ts'
import type { ForYouEdition, ForYouOptions } from '../edition/for-you/for-you-edition.ts'
import type { IndexToFill } from '../evaluate/evaluate.ts'
import type { FetchProgress, FetchReport, FetchRequest } from '../ingest/fetch/fetch-now.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { ComposedLetter } from '../mail/letter/compose-letter.ts'
import type { DigestOrder } from '../mail/letter/digest-order.ts'
import type { McpRoom } from '../mcp/mcp.ts'
import type { ChosenSources } from '../paper/chosen-sources.ts'
import type { Visitor } from '../paper/people.ts'
import type { LetterTally, SendLettersRequest } from '../paper/letter-tally.ts'
import type { Subscription } from '../paper/subscription.ts'

/** One finding of `doctor`: `detail` is a sentence or a figure for a person. */
export interface DoctorCheck {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

export interface DoctorReport {
  /** database, index, counts … in the order to be read */
  readonly checks: readonly DoctorCheck[]
}

/** Pages and API that are being served. */
export interface Serving {
  /** for a person: http://localhost:8765 */
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** An opened instance of Broadsheet: all that the command line may ask of it. */
export interface Instance {
  readonly editions: Editions
  readonly ingest: Ingest
  /** Keeps where the paper is to come from; a running server follows it. */
  chooseSources(chosen: ChosenSources): Promise<void>
  /** Fetches from the chosen sources, or from the one that is named. What goes in stays in. */
  fetchNow(request: FetchRequest, options: { onProgress?: (progress: FetchProgress) => void; signal?: AbortSignal }): Promise<FetchReport>
  /** Puts a paper into a day's list, as the person of this e-mail address; without one as the reader of an instance without accounts. */
  submit(request: SubmissionRequest, as?: string): Promise<Submitted>
  /** A reader's own front page: of the person of this e-mail address; without one of the reader of an instance without accounts. */
  forYou(options: ForYouOptions, as?: string): Promise<ForYouEdition>
  /** Who is let in, for the command line to change; the caller closes it. */
  accounts(): Promise<Accounts>
  /** Who has papers by mail; `stop` ends everything to an address and answers how many kinds of letters that were. */
  readonly letters: { list(): AsyncIterable<Subscription>; stop(address: string): Promise<number>; send(request: SendLettersRequest): Promise<LetterTally> }
  /** What the tools of the Model Context Protocol need, for the person of this e-mail address; without one for the reader of an instance without accounts, else for nobody. New papers come in while they are used. */
  mcp(as?: string): Promise<{ readonly room: McpRoom; readonly visitor: Visitor }>
  /** Writes one letter by hand and, unless it is a dry run, sends it; undefined where there is nothing to send. */
  digest(order: DigestOrder): Promise<ComposedLetter | undefined>
  /** Checks the database, the index and the counts; what is wrong is in the report, not thrown. */
  doctor(): Promise<DoctorReport>
  /** Puts the pages and the API on the configured address. */
  serve(): Promise<Serving>
  /** Writes what is pending and lets go of the data folder. */
  close(): Promise<void>
}

/**
 * Opens the instance that the configuration names; the folder is made when `write` needs it.
 * `serve` answers readers and writes, `write` changes papers or index, `read` only looks.
 */
export type OpenInstance = (config: Config, mode: 'read' | 'write' | 'serve') => Promise<Instance>

/** Opens an empty index in memory with the configured model, for what is measured beside any instance. */
export type OpenIndex = (config: Config) => Promise<IndexToFill>
