/** The tables of alerts. Instants are ISO text on both databases. */

export interface HooksTable {
  id: string
  person_id: string
  kind: string
  view: string
  address: string
  secret: string
  paused_why: string | null
  floor: number
  /** 0 or 1 */
  primed: number
  failures: number
  created_at: string
  sent_at: string | null
  last_error: string | null
  /** JSON, `{id, paperKeys, more, at, attempts, nextAt, isUnderWay}` */
  alert: string | null
}

export interface HookPapersTable {
  hook_id: string
  paper_key: number
}

export interface HookTables {
  hooks: HooksTable
  hook_papers: HookPapersTable
}
