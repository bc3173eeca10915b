/** A community in which nobody has done anything: for tests of faces. Every part of the door has a quiet stand-in here. */
import type { Community } from './community.ts'

export function fakeCommunity(part: Partial<Community> = {}): Community {
  return { ...part }
}
