/** What people put into days. A submission makes a place of source `community` in the day's list, which goes with the last one. */
import type { Submission } from '../../paper/people.ts'
import { cleanText } from '../clean-text.ts'
import type { People } from '../people.ts'
import { count, countOf, type Db, keysOf, needPaper, needPerson, pageOf, type PeopleBase } from './base.ts'
import { noteChange } from './people-changes.ts'

type Submissions = Pick<People, 'submit' | 'withdraw' | 'submissions' | 'picks'>

export function createSubmissions({ flavour, reader, write }: PeopleBase): Submissions {
  return {
    submit: ({ day, paperKey, personId, at, picked, remark }) =>
      write(async (db) => {
        await needPaper(db, paperKey)
        await needPerson(db, personId)
        const there = await db.selectFrom('submissions').select('person_id').where('day', '=', day).where('paper_key', '=', paperKey).limit(1).executeTakeFirst()
        // Said again by the same person it keeps its instant, and says what was said last.
        const said = { picked: picked ? 1 : 0, remark: cleanText(remark) }
        await db
          .insertInto('submissions')
          .values({ day, paper_key: paperKey, person_id: personId, at, ...said })
          .onConflict((conflict) => conflict.columns(['day', 'paper_key', 'person_id']).doUpdateSet(said))
          .execute()
        await settlePlace(db, day, paperKey)
        return there === undefined ? 'added' : 'joined'
      }),

    withdraw: ({ day, paperKey, personId }) =>
      write(async (db) => {
        const held = await db.selectFrom('submissions').select('at').where('day', '=', day).where('paper_key', '=', paperKey).where('person_id', '=', personId).executeTakeFirst()
        if (held === undefined) return false
        await db.deleteFrom('submissions').where('day', '=', day).where('paper_key', '=', paperKey).where('person_id', '=', personId).execute()
        await settlePlace(db, day, paperKey)
        return true
      }),

    async submissions(asked) {
      let query = selectSubmissions(reader())
      if ('day' in asked) query = query.where('submissions.day', '=', asked.day)
      else if ('personId' in asked) query = query.where('submissions.person_id', '=', asked.personId)
      else {
        const keys = keysOf(asked.paperKeys)
        if (keys.length === 0) return []
        query = query.where(flavour.anyOf('submissions.paper_key', keys))
      }
      const rows = await query.orderBy('submissions.at').orderBy('submissions.day').orderBy('submissions.paper_key').orderBy('submissions.person_id').execute()
      return rows.map(submissionOf)
    },

    async picks(page) {
      const { offset, limit } = pageOf(page)
      const total = await countOf(reader().selectFrom('submissions').select(count.as('n')).where('picked', '=', 1))
      const rows = await selectSubmissions(reader()).where('submissions.picked', '=', 1).orderBy('submissions.at', 'desc').orderBy('submissions.day', 'desc').orderBy('submissions.paper_key', 'desc').orderBy('submissions.person_id').offset(offset).limit(limit).execute()
      return { total, submissions: rows.map(submissionOf) }
    },
  }
}

const selectSubmissions = (db: Db) =>
  db
    .selectFrom('submissions')
    .leftJoin('persons', 'persons.id', 'submissions.person_id')
    .select(['submissions.day', 'submissions.paper_key', 'submissions.person_id', 'persons.name', 'submissions.at', 'submissions.picked', 'submissions.remark'])

function submissionOf(row: { day: string; paper_key: number; person_id: string; name: string | null; at: string; picked: number; remark: string }): Submission {
  return {
    day: row.day,
    paperKey: row.paper_key,
    person: row.name === null ? undefined : { id: row.person_id, name: row.name },
    at: row.at,
    picked: row.picked === 1,
    remark: row.remark,
  }
}

/** Brings a day's place of a paper in line with its submissions: there while there is one, last in the list when new. It names nobody. */
export async function settlePlace(db: Db, day: string, paperKey: number): Promise<void> {
  const first = await db.selectFrom('submissions').select('at').where('day', '=', day).where('paper_key', '=', paperKey).orderBy('at').limit(1).executeTakeFirst()
  const list = () => db.selectFrom('day_entries').where('day', '=', day).where('source', '=', 'community')
  const held = await list().select('submitted_at').where('paper_key', '=', paperKey).executeTakeFirst()
  if (first === undefined) {
    if (held === undefined) return
    await db.deleteFrom('day_entries').where('day', '=', day).where('source', '=', 'community').where('paper_key', '=', paperKey).execute()
    return noteChange(db, 'submissions')
  }
  if (held !== undefined) {
    if (held.submitted_at === first.at) return
    await db.updateTable('day_entries').set({ submitted_at: first.at }).where('day', '=', day).where('source', '=', 'community').where('paper_key', '=', paperKey).execute()
    return noteChange(db, 'submissions')
  }
  const paper = await db.selectFrom('papers').select(['published', 'venue', 'categories']).where('key', '=', paperKey).executeTakeFirstOrThrow()
  const last = await list().select('position').orderBy('position', 'desc').limit(1).executeTakeFirst()
  await db
    .insertInto('day_entries')
    .values({
      day, source: 'community', paper_key: paperKey, position: (last?.position ?? -1) + 1, upvotes: 0, num_comments: 0, submitted_at: first.at,
      submitter: null, submitted_by: null, ...paper, estimated: 0,
    })
    .execute()
  await noteChange(db, 'submissions')
}
