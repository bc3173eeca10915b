import type { SourceStatus } from '../paper/source-status.ts'

/** True for a source in trouble that has answered since: one of the things asked of it fails while others succeed. */
export function answersInPart({ trouble, okAt }: SourceStatus): boolean {
  return trouble !== undefined && okAt !== undefined && okAt > trouble.since
}
