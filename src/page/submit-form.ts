import type { SubmissionRequest } from '../community/submissions.ts'
import { wellFormed } from './words/well-formed.ts'

/** The form as it was filled in. */
export interface SubmitForm extends Required<Omit<SubmissionRequest, 'day' | 'remark' | 'picked'>> {
  readonly day: string
  readonly remark: string
  readonly picked: boolean
}

/** What is given back in a field; what is refused for its length need not come back whole. */
const CHARACTERS_MAX = 60_000
/** A little more than a remark may have, so that it is refused with its number and not cut in silence. */
const REMARK_MAX = 5000

/** Reads the form from an address or a body. */
export function readSubmitForm(values: URLSearchParams): SubmitForm {
  const text = (name: string, most: number): string => wellFormed((values.get(name) ?? '').slice(0, most)).replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ' ')
  return { what: text('what', CHARACTERS_MAX), day: text('day', 40).trim(), remark: text('remark', REMARK_MAX), picked: values.get('picked') === '1' }
}
