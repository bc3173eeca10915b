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
  /** inclusive span of days since 1970 */
  readonly fromDay: number | undefined
  readonly toDay: number | undefined
  /** the whole query was one identifier: show that paper first */
  readonly identifier: string | undefined
  /** sentences on what could not be understood */
  readonly notes: readonly string[]
}

export type Restriction =
  /** the terms stand side by side, anywhere in title, abstract, keywords (`text`) or in the title */
  | { readonly kind: 'text' | 'title'; readonly terms: readonly string[] }
  /** the terms all stand in one author's name */
  | { readonly kind: 'author'; readonly terms: readonly string[] }
  /** one of these lower-case categories (`cs.lg`) or archives (`cs`) */
  | { readonly kind: 'category'; readonly anyOf: readonly string[] }
  /** all terms stand in the venue's name */
  | { readonly kind: 'venue'; readonly terms: readonly string[] }
  /** a lower-case identifier */
  | { readonly kind: 'id'; readonly value: string }
