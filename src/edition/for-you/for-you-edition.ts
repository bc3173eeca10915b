import type { TasteSettings, TasteSpan, TasteSwitch } from '../../paper/taste-settings.ts'
import type { ListEdition, Paging } from '../edition.ts'

export interface ForYouOptions extends Paging {
  /** instead of the reader's own setting, for this once: 0 (mine) to 1 (the community's) */
  readonly dial?: number | undefined
  /** instead of the reader's own setting, for this once */
  readonly span?: TasteSpan | undefined
}

/** How much of each kind is known of a reader and counts: nothing of what is switched off or lies before a reset. */
export interface KnownOfReader {
  readonly votes: number
  readonly saves: number
  readonly hides: number
  readonly tags: number
  readonly read: number
  readonly authors: number
  readonly categories: number
  readonly words: number
  /** held and not held */
  readonly seeds: number
}

/** A reader's own front page: the papers of the last days, those first that suit them. */
export interface ForYouEdition extends ListEdition {
  readonly kind: 'for-you'
  /** as they were used: the reader's own, with what was asked for this once */
  readonly settings: TasteSettings
  readonly known: KnownOfReader
  /** nothing is known of the reader yet that shapes an order */
  readonly new: boolean
  /** papers of these days that were left out: hidden, with a word that is excluded, read or saved already */
  readonly leftOut: number
  /** switches that are off */
  readonly off: readonly TasteSwitch[]
}
