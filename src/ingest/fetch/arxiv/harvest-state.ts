/** A listing by date of change that is under way, as it is kept in the store between two requests. */
export interface HarvestState {
  readonly category: string
  /** first day of change asked for */
  readonly from: string
  readonly until?: string | undefined
  /** ms since 1970, our clock: when the first request was answered */
  readonly startedAt?: number | undefined
  readonly token?: string | undefined
  /** ms since 1970 */
  readonly tokenExpires?: number | undefined
  /** the day of change that the listing has come to */
  readonly reached?: string | undefined
  readonly records: number
  /** records that could not be read, and of which nobody can say which they are */
  readonly nameless?: number | undefined
  /** restarts since the listing last came further */
  readonly restarts?: number | undefined
  /** days at which one page ended and the next began */
  readonly seams?: readonly string[] | undefined
  /** those of them that are still to be listed again, once the listing has come to its end */
  readonly again?: readonly string[] | undefined
  /** the listing has come to its end, and what that says of the days is still to be written */
  readonly listed?: boolean | undefined
  readonly finished?: boolean | undefined
}
