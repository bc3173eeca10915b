import { readTextLines, type ReadOptions } from './read-records.ts'
import { recordId } from './record-id.ts'

/** Grades of documents by query. */
export type Judgments = Map<string, Map<string, number>>

const GRADE = /^[+-]?\d{1,6}(?:\.\d{1,6})?$/

/**
 * Reads judgments, one `query document grade` a line, separated by tabs or blanks; also with TREC's second column, which
 * nobody uses. A first line whose grade is no number names the columns, unless it speaks of a known query.
 * @throws BroadsheetError broken-file when there is no such file
 */
export async function readJudgments(file: string, queries: { has(id: string): boolean }, options: ReadOptions): Promise<Judgments> {
  const judgments: Judgments = new Map()
  let first = true
  for await (const lines of readTextLines(file, options)) {
    for (const { line, text } of lines) {
      const wrong = take(columnsOf(text), judgments)
      if (wrong !== undefined && !(first && isHeader(text, queries))) options.damage.line({ file, line, reason: wrong })
      first = false
    }
  }
  return judgments
}

/** Answers what is wrong with a line, if anything. */
function take(columns: readonly string[], judgments: Judgments): string | undefined {
  if (columns.length !== 3 && columns.length !== 4) return `${columns.length} ${columns.length === 1 ? 'column' : 'columns'} where 3 are wanted: query, document, grade`
  const query = recordId(columns[0])
  const document = recordId(columns.at(-2))
  const grade = columns.at(-1)!
  if (query === undefined) return 'the query has no id'
  if (document === undefined) return 'the document has no id'
  if (!GRADE.test(grade)) return grade === '' ? 'there is no grade' : `“${grade.slice(0, 40)}” is no grade`
  const grades = judgments.get(query) ?? new Map<string, number>()
  const before = grades.get(document)
  if (before !== undefined) return before === Number(grade) ? undefined : `“${document}” has been judged ${before} for this query before`
  judgments.set(query, grades.set(document, Number(grade)))
  return undefined
}

/** Ids in a line with tabs may hold blanks. */
function columnsOf(text: string): string[] {
  const line = text.trimEnd()
  return line.includes('\t') ? line.split('\t').map((column) => column.trim()) : line.trim().split(/\s+/)
}

function isHeader(text: string, queries: { has(id: string): boolean }): boolean {
  const columns = columnsOf(text)
  return columns.length >= 3 && !queries.has(columns[0]!) && columns.every((column) => column !== '' && !GRADE.test(column))
}

