/** The tables of letters. Instants are ISO text on both databases. */

export interface SubscriptionsTable {
  id: string
  person_id: string | null
  /** lower case */
  email: string
  view: string
  rhythm: string
  weekday: number
  hour: number
  time_zone: string
  papers: number
  state: string
  stopped_why: string | null
  created_at: string
  confirmed_at: string | null
  /** null unless active */
  due_at: string | null
}

export interface LettersTable {
  id: number
  subscription_id: string
  email: string
  occasion: string
  message_id: string
  state: string
  attempts: number
  next_at: string
  last_error: string | null
  planned_at: string
  sent_at: string | null
  /** the process that has it, and until when */
  taken_by: string | null
  taken_until: string | null
}

export interface LetterPapersTable {
  letter_id: number
  paper_key: number
}

export interface SuppressedTable {
  /** SHA-256 of the address, hex */
  address: string
  why: string
  at: string
}

export interface PostTables {
  subscriptions: SubscriptionsTable
  letters: LettersTable
  letter_papers: LetterPapersTable
  suppressed: SuppressedTable
}
