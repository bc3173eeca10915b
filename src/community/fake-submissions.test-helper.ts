/** Submissions of an instance to which nobody submits anything. */
import { BroadsheetError } from '../paper/errors.ts'
import { mayActAs } from '../paper/people.ts'
import type { Submissions } from './submissions.ts'

export function fakeSubmissions(): Submissions {
  const refuse = async (): Promise<never> => {
    throw new BroadsheetError('not-found', 'There is no such paper here.')
  }
  return {
    terms: async ({ person }) => ({ may: person !== undefined, mayPick: mayActAs(person, 'curator'), today: '2024-10-18', firstDay: undefined, lastDay: '2024-10-18', sentences: [] }),
    preview: refuse,
    submit: refuse,
    bring: refuse,
    withdraw: async () => false,
    ofDay: async () => [],
  }
}
