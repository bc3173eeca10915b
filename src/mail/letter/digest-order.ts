/** A letter that somebody sends by hand. */
export interface DigestOrder {
  readonly to: string
  /** address of a view; the latest papers unless given */
  readonly view?: string | undefined
  readonly papers?: number | undefined
  /** only written, not sent */
  readonly dryRun: boolean
}
