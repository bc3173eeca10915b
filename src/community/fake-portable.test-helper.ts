/** Nothing to take along, nothing to bring. */
import type { ImportReport, Portable } from './portable.ts'
import { PortableFile } from './portable/portable-file.ts'

export const NOTHING_IMPORTED: ImportReport = { votes: 0, saved: 0, hidden: 0, read: 0, tags: 0, notes: 0, comments: 0, submissions: 0, follows: 0, seeds: 0, settings: 0, letters: 0, unknown: [], unknownMore: 0, texts: 0, leftOut: [] }

export function fakePortable(part: Partial<Portable> = {}): Portable {
  return {
    export: async () => PortableFile.parse({ format: 'broadsheet-person', version: 1 }),
    import: async () => NOTHING_IMPORTED,
    phrase: () => 'forget everything about me',
    remove: async () => {},
    ...part,
  }
}
