/** How the fetching from a service goes, kept in the store under `status/KEY` by whoever fetches, for every face to say. */
export interface SourceStatus {
  /** `arxiv`, `huggingface`, or the key of a further source */
  readonly key: string
  /** for a person */
  readonly label: string
  /** ISO instants */
  readonly triedAt?: string | undefined
  /** the last answer that was whole */
  readonly okAt?: string | undefined
  /** since when every attempt has failed, and the sentence of the last one */
  readonly trouble?: { readonly since: string; readonly sentence: string } | undefined
  /** when it will be asked again */
  readonly nextAt?: string | undefined
  /** longer work under way or waiting, such as a backfill */
  readonly work?: { readonly what: string; readonly progress?: number | undefined } | undefined
}

export const STATUS_PREFIX = 'status/'
