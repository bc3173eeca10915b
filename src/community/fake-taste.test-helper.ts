/** Somebody new, who says nothing of their taste and of whom nothing is kept. */
import { TasteSettings } from '../paper/taste-settings.ts'
import type { SeedReport } from './seeds.ts'
import type { TasteDeeds } from './taste.ts'
import type { ZoteroDeeds } from './zotero-seeds.ts'

export const NOTHING_ADDED: SeedReport = { added: 0, already: 0, texts: 0, notFound: [], notFoundMore: 0, rejected: [], over: 0 }

export function fakeTaste(part: Partial<TasteDeeds> = {}): TasteDeeds {
  const settings = TasteSettings.parse({})
  return {
    of: async () => ({ settings, follows: [], seeds: 0, papers: [], texts: [] }),
    following: async () => [],
    follow: async (_person, kind, value) => ({ kind: kind as 'author', value }),
    set: async () => settings,
    addSeeds: async () => NOTHING_ADDED,
    addReferences: async () => NOTHING_ADDED,
    seed: async () => {},
    removeText: async () => {},
    reset: async () => {},
    ...part,
  }
}

export function fakeZotero(part: Partial<ZoteroDeeds> = {}): ZoteroDeeds {
  return { offered: false, bring: async () => ({ state: 'done', read: 0, total: 0, report: NOTHING_ADDED, trouble: undefined }), state: () => undefined, kept: async () => undefined, forget: async () => {}, ...part }
}
