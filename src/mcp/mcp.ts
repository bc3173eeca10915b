/**
 * The face for models and their programs: the same views as tools and resources of the Model Context Protocol, over standard input
 * and over HTTP. It knows editions, deeds and the protocol; not how a list comes about. Each tool is one file-less row in `tools.ts`.
 */
import type { Community } from '../community/community.ts'
import type { Editions } from '../edition/edition.ts'

/** What the tools need of an instance. */
export interface McpRoom {
  readonly editions: Pick<Editions, 'front' | 'view' | 'paper' | 'similar'>
  readonly community: Pick<Community, 'marks'>
  /** base of addresses for people, no slash at its end */
  readonly publicUrl: string
  readonly version: string
}
