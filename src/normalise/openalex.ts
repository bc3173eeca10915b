import type { PaperRecord } from '../paper/paper.ts'
import { badField } from './fields.ts'

export function normaliseOpenalex(_value: unknown): PaperRecord {
  throw badField('this source is not read yet')
}
