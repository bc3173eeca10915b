import { readJsonRecords, type JsonRecord, type ReadOptions } from './read-records.ts'
import { recordId } from './record-id.ts'

/** A query of a collection. */
export interface CollectionQuery {
  readonly id: string
  readonly text: string
  /** the document that the query was made of, which is left out of its answers */
  readonly self: string | undefined
}

/**
 * Reads queries, one `{id, text, self?}` a line. `self` may be `true` where the query has its document's id.
 * @throws BroadsheetError broken-file when there is no such file
 */
export async function readQueries(file: string, options: ReadOptions): Promise<Map<string, CollectionQuery>> {
  const queries = new Map<string, CollectionQuery>()
  for await (const records of readJsonRecords(file, options)) {
    for (const record of records) {
      const query = queryOf(record)
      if (typeof query === 'string') options.damage.line({ file, line: record.line, reason: query })
      else if (queries.has(query.id)) options.damage.line({ file, line: record.line, reason: `the query “${query.id}” has been given before` })
      else queries.set(query.id, query)
    }
  }
  return queries
}

/** The query, or what is wrong with it. */
function queryOf({ value }: JsonRecord): CollectionQuery | string {
  const id = recordId(value['id'])
  if (id === undefined) return 'the query has no id'
  const { text, self } = value
  if (typeof text !== 'string' || text.trim() === '') return `the query “${id}” has no text`
  if (self === undefined || self === null || self === false || self === '') return { id, text, self: undefined }
  const own = self === true ? id : recordId(self)
  return own === undefined ? `“self” of the query “${id}” is no id` : { id, text, self: own }
}
