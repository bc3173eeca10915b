/** Everything that people do, put together from its nouns. */
import type { People } from '../people.ts'
import type { PeopleBase } from './base.ts'
import { createComments } from './comments.ts'
import { createFollows } from './follows.ts'
import { createMarks } from './marks.ts'
import { createNotes } from './notes.ts'
import { createPeopleChanges } from './people-changes.ts'
import { createPersonSettings } from './person-settings.ts'
import { createPersons } from './persons.ts'
import { createRankings } from './rankings.ts'
import { createReports } from './reports.ts'
import { createSeeds } from './seeds.ts'
import { createSubmissions } from './submissions.ts'
import { createTags } from './tags.ts'
import { createTokens } from './tokens.ts'
import { createVotes } from './votes.ts'

export function createSqlPeople(base: PeopleBase): People {
  return {
    together: async (work) => {
      let gone = false
      // The database's log is cleared of somebody only once their removal stands.
      const answer = await base.write((db) => work(createSqlPeople({ ...base, reader: () => db, write: (deed) => deed(db), forget: () => void (gone = true) })))
      if (gone) base.forget()
      return answer
    },
    ...createPersons(base),
    ...createTokens(base),
    ...createVotes(base),
    ...createMarks(base),
    ...createTags(base),
    ...createNotes(base),
    ...createComments(base),
    ...createReports(base),
    ...createSubmissions(base),
    ...createFollows(base),
    ...createSeeds(base),
    ...createPersonSettings(base),
    ...createRankings(base),
    ...createPeopleChanges(base),
  }
}
