import { BroadsheetError } from '../paper/errors.ts'
import type { CollectionFiles } from './collection-files.ts'
import type { Grades } from './metrics.ts'
import { readJudgments } from './read-judgments.ts'
import { readQueries, type CollectionQuery } from './read-queries.ts'
import type { ReadOptions } from './read-records.ts'

/** A query with at least one relevant document, its own not among them. */
export interface JudgedQuery extends CollectionQuery {
  readonly grades: Grades
}

export interface Judged {
  readonly queries: readonly JudgedQuery[]
  /** queries left out, as no document is relevant to them */
  readonly unjudged: number
  /** queries that judgments speak of and nobody asks */
  readonly unasked: number
}

/** Queries with their judgments. @throws BroadsheetError bad-input where no query has a relevant document */
export async function readJudged(files: CollectionFiles, options: ReadOptions): Promise<Judged> {
  const read = { damage: options.damage, signal: options.signal }
  const asked = await readQueries(files.queries, read)
  const judgments = await readJudgments(files.judgments, asked, read)
  const queries = [...asked.values()].flatMap((query) => {
    const grades = judgments.get(query.id) ?? new Map<string, number>()
    if (query.self !== undefined) grades.delete(query.self)
    return [...grades.values()].some((grade) => grade > 0) ? [{ ...query, grades }] : []
  })
  if (queries.length === 0) throw new BroadsheetError('bad-input', `Nothing can be measured with ${files.name}: none of its ${asked.size.toLocaleString('en')} queries has a relevant document in qrels.tsv.`)
  return { queries, unjudged: asked.size - queries.length, unasked: [...judgments.keys()].filter((id) => !asked.has(id)).length }
}
