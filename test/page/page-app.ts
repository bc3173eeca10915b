/** The pages over the fake editions, as the tests and the looking-glass use them. */
import { fakeCommunity } from '../../src/community/fake-community.test-helper.ts'
import { paragraphs, texToHtml } from '../../src/paper/tex/tex-to-html.ts'
import { texToText } from '../../src/paper/tex/tex-to-text.ts'
import { loadAssets } from '../../src/page/assets.ts'
import type { ChosenSources } from '../../src/paper/chosen-sources.ts'
import type { PageDeps } from '../../src/page/page.ts'
import { pageRoutes } from '../../src/page/page.ts'
import { terms } from '../../src/search-index/terms.ts'
import { fakeEditions } from './fake-editions.ts'
import type { FakeOptions } from './fake-editions.ts'

export function pageApp(options: FakeOptions & Partial<PageDeps> = {}) {
  const editions = fakeEditions(options)
  const cleared = { times: 0 }
  const kept: ChosenSources[] = []
  const deps: PageDeps = {
    editions,
    community: fakeCommunity(),
    tex: { texToHtml, texToText, paragraphs, termsOf: terms },
    clock: { now: () => Date.UTC(2024, 9, 20, 9, 30) },
    canClearShelf: true,
    clearShelf: async () => {
      cleared.times++
      return 333
    },
    chooseSources: async (chosen) => void kept.push(chosen),
    assets: loadAssets(),
    ...options,
  }
  return { app: pageRoutes(deps), editions, cleared, kept, deps }
}
