/** Comments of an instance in which nobody says anything. */
import { BroadsheetError } from '../paper/errors.ts'
import type { Paper } from '../paper/paper.ts'
import type { Comments } from './comments.ts'

export function fakeComments(): Comments {
  const refuse = async (): Promise<never> => {
    throw new BroadsheetError('not-found', 'This comment is no longer there.')
  }
  return {
    of: async (_visitor, paper) => ({ paper: { id: String(paper) } as Paper, total: 0, comments: [] }),
    newest: async () => ({ total: 0, comments: [] }),
    where: refuse,
    add: refuse,
    edit: refuse,
    remove: refuse,
    report: refuse,
    hide: refuse,
    reports: async () => [],
    openReports: async () => 0,
    dismiss: refuse,
  }
}
