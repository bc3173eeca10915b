import { BroadsheetError, type ErrorCode } from '../paper/errors.ts'

/** Why a paper was not put into a day, and which part of what was asked for is to be mended. */
export class SubmissionRefused extends BroadsheetError {
  readonly field: 'what' | 'day' | 'remark' | 'picked' | undefined
  constructor(field: SubmissionRefused['field'], code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options)
    this.field = field
  }
}
