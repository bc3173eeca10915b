import type { Mine } from '../community/mine.ts'
import type { VisitEnd } from '../community/visits.ts'
import type { Visitor } from '../paper/people.ts'
import type { View } from '../paper/view.ts'
import type { Assets } from './assets.ts'
import type { ViewName } from './read-list-query.ts'
import type { RenderedText } from './rendered-text.ts'

/** What every page is made with, whatever it shows. */
export interface Frame {
  readonly assets: Assets
  readonly texts: RenderedText
  /** ms since 1970 */
  readonly now: number
  /** the ISO day it is where the services live */
  readonly today: string
  /** titles only or whole abstracts, where the address says so */
  readonly view: ViewName | undefined
  /** who reads */
  readonly visitor: Visitor
  /** the path of this page, for forms that come back to it */
  readonly back: string
  /** the list that this page shows, as programs, feeds and letters name it */
  readonly shown: View | undefined
  /** what the reader did with the papers of this page */
  readonly mine: Mine
  /** the end of the reader's visit before this one: later papers are marked as new */
  readonly visit: VisitEnd | undefined
  /** comments that a curator has to look at; 0 for everybody else */
  readonly openReports: number
  /** papers can be asked for by mail here */
  readonly letters?: boolean
}
