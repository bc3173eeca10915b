/**
 * What people do: votes, marks, comments, submissions, a reader's own taste, and the accounts behind them. This file is the
 * room's door. Each deed has rules of its own and a file of its own; faces call deeds with the person who is asking and never
 * check a rule themselves. The room knows the store and nouns; it does not know HTTP, HTML or where papers come from.
 */
export interface Community {
  // Each part is added here by the file that makes it: `readonly votes: Votes`.
}
