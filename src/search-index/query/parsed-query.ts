/** A query as understood: every part has been folded into index terms. */
export interface ParsedQuery {
  /** what was typed, trimmed */
  readonly text: string
  /** terms that rank, in order typed, words of phrases included; any may match */
  readonly words: readonly string[]
  /** each must stand in title, abstract or keywords, in this order */
  readonly phrases: readonly (readonly string[])[]
  /** restrictions; every one must hold */
  readonly restrictions: readonly Restriction[]
  /** restrictions of which none may hold */
  readonly excluded: readonly Restriction[]
  /** other ways to write what was typed: they rank beside the words and say nothing of what the query is about */
  readonly expansions: readonly Expansion[]
  /** inclusive span of days since 1970 */
  readonly fromDay: number | undefined
  readonly toDay: number | undefined
  /** the whole query was one identifier: show that paper first */
  readonly identifier: string | undefined
  /** lower-case identifiers of the paper that the query describes (a BibTeX entry's DOI): it is first when it is held */
  readonly named: readonly string[]
  /** the query is a text (a pasted abstract, a question), in which nothing is an operator */
  readonly prose: boolean
  /** the query asks for what is new */
  readonly recent: boolean
  /** sentences on what could not be understood, or was understood in a way that should be said */
  readonly notes: readonly string[]
}

/** Terms that rank like words that were typed, each counting `weight` times as much. */
export interface Expansion {
  readonly terms: readonly string[]
  /** above 0, at most 1 */
  readonly weight: number
  /** why they are sought, for a person: `GAN` */
  readonly because: string
}

export type Restriction =
  /** the terms stand side by side, anywhere in title, abstract, keywords (`text`) or in the title */
  | { readonly kind: 'text' | 'title'; readonly terms: readonly string[] }
  /** the terms all stand in one author's name, and each given name does, or its initial, or a name of which it is the initial */
  | { readonly kind: 'author'; readonly terms: readonly string[]; readonly given?: readonly string[] | undefined }
  /** one of these lower-case categories (`cs.lg`) or archives (`cs`) */
  | { readonly kind: 'category'; readonly anyOf: readonly string[] }
  /** all terms stand in the venue's name */
  | { readonly kind: 'venue'; readonly terms: readonly string[] }
  /** a lower-case identifier */
  | { readonly kind: 'id'; readonly value: string }
