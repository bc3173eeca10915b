import type { Context } from 'hono'
import type { Talk } from '../community/comments.ts'
import type { Community } from '../community/community.ts'
import type { Editions, ListEdition, PaperEdition } from '../edition/edition.ts'
import type { ChosenSources } from '../paper/chosen-sources.ts'
import type { View } from '../paper/view.ts'
import type { Clock } from '../tools/clock.ts'
import type { Assets } from './assets.ts'
import type { Frame } from './frame.ts'
import type { ViewName } from './read-list-query.ts'
import type { ApiDocument } from './view/api-page.tsx'
import type { RenderedText, Tex } from './rendered-text.ts'

/** What the pages are given from outside. */
export interface PageDeps {
  readonly editions: Editions
  readonly community: Community
  readonly tex: Tex
  readonly clock: Clock
  /** whether a reader may take the starter shelf out from the page */
  readonly canClearShelf: boolean
  /** answers how many papers went */
  clearShelf(): Promise<number>
  /** absent where readers only look: then nothing is chosen from the pages, and what is the owner's alone is not shown */
  chooseSources?: ((chosen: ChosenSources) => Promise<void>) | undefined
  /** where readers reach this server, as configured: what is said of a page's own address; without it, the host that was asked */
  readonly publicUrl?: string | undefined
  /** what programs that read pages, and not the API, find on them: plain JSON; nothing without it */
  readonly props?: {
    list(edition: ListEdition): object
    /** @param address of the paper's page, absolute */
    paper(edition: PaperEdition, talk: Talk, address: string): Promise<object>
  } | undefined
  /** The letter that a view would be sent as; undefined where the view is empty. */
  readonly previewLetter?: ((request: { readonly view: View; readonly email: string; readonly person: { readonly id: string } }) => Promise<{ readonly subject: string; readonly html: string; readonly text: string } | undefined>) | undefined
  /** the API as an OpenAPI document, for its page; no page without it */
  readonly apiDocument?: ApiDocument | undefined
  /** from `loadAssets()` */
  readonly assets: Assets
}

/** What each deed works with. */
export interface PageRoom extends PageDeps {
  readonly texts: RenderedText
  /** without a request, as nobody reads it */
  frame(c: Context | undefined, view?: ViewName): Frame
}
