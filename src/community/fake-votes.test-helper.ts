/** Votes, marks, visits and lists of an instance in which nobody has done anything: every deed is taken, and nothing is kept. */
import type { Community } from './community.ts'

export function fakeVotes(): Pick<Community, 'votes' | 'marks' | 'visits' | 'mine' | 'readingList'> {
  return {
    votes: {
      vote: async (_visitor, paper, on) => ({ paper: String(paper), voted: on, byAuthor: false, votes: on ? 1 : 0, own: 0 }),
      names: async () => [],
      claimNames: async (_visitor, names) => names,
    },
    marks: {
      mark: async (_visitor, paper) => ({ paper: String(paper) }),
      tag: async (_visitor, paper, tags) => ({ paper: String(paper), tags }),
      note: async (_visitor, paper, note) => ({ paper: String(paper), note }),
      tags: async () => [],
    },
    visits: { arrive: async () => undefined },
    mine: async () => new Map(),
    readingList: {
      list: async () => ({ total: 0, papers: [] }),
      keys: async () => [],
      counts: async () => ({ saved: 0, voted: 0, read: 0, tagged: 0, noted: 0, hidden: 0 }),
    },
  }
}
