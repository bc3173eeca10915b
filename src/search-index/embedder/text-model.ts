/**
 * A model that gives whole texts a vector, asked from outside the index's threads: a service or a neural network.
 * Its vectors come to the index with the papers (`IndexDocument.vector`) and the queries (`SearchOptions.vector`).
 */
import { createHash } from 'node:crypto'
import { BroadsheetError } from '../../paper/errors.ts'
import { texToText } from '../../paper/tex/tex-to-text.ts'

export type TextKind = 'query' | 'document'

export interface TextModel {
  /** kind, model, length and document prefix in one: equal names mean vectors that may be compared */
  readonly name: string
  /** length of its vectors, 1 to 4,096 */
  readonly dimensions: number
  /**
   * Vectors in the order of the texts, each finite and not zero, of any length but zero.
   * @throws TextModelError
   */
  embed(texts: readonly string[], kind: TextKind, signal?: AbortSignal): Promise<Float32Array[]>
}

/** A model as configured, which need not answer yet. */
export interface TextModelSource {
  /** for people, such as “all-minilm” */
  readonly label: string
  /** what its name begins with, whatever the length of its vectors */
  readonly family: string
  /**
   * @param dimensions where known from before; otherwise the model is asked for a vector
   * @throws TextModelError when it must be asked and does not answer
   */
  open(dimensions: number | undefined, signal?: AbortSignal): Promise<TextModel>
  /** Another model by its name, where the same service may have it: for queries while its vectors still serve. */
  sibling?(name: string): TextModel | undefined
}

/**
 * `down`: may work later, not before `retryAfterMs` where that is known. `refused`: will not work until somebody
 * changes something. `text`: this one text cannot be embedded, others can.
 */
export type TextModelTrouble = 'down' | 'refused' | 'text'

/** What went wrong with a model, as a sentence for a person; never holds a key. */
export class TextModelError extends BroadsheetError {
  readonly trouble: TextModelTrouble
  readonly retryAfterMs: number | undefined
  constructor(trouble: TextModelTrouble, message: string, options: { cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super('unavailable', message, options)
    this.trouble = trouble
    this.retryAfterMs = options.retryAfterMs
  }
}

/** e5 and its like want to be told what a text is. */
export interface Prefixes {
  readonly query: string
  readonly document: string
}

/** The family of a model: the query prefix is no part of it, as it changes no paper's vector. */
export function textModelFamily(kind: string, model: string, { document }: Prefixes): { family: string; name(dimensions: number): string } {
  const mark = document === '' ? '' : `#${createHash('sha256').update(document).digest('hex').slice(0, 8)}`
  const before = `${kind}/${model}`
  return { family: before + mark, name: (dimensions) => `${before}@${dimensions}${mark}` }
}

/** Beyond this a paper's text is cut: longer than any abstract worth the name, and near the limit of many models. */
const MAX_CHARACTERS = 8_000

/** What a model is given of a paper: title and abstract as readable Unicode. A change here makes every vector anew. */
export function paperText({ title, abstract }: { readonly title: string; readonly abstract: string }): string {
  return cut(`${texToText(title)}\n${texToText(abstract)}`.trim(), MAX_CHARACTERS)
}

/** The first so many characters, no pair of surrogates cut in two. */
export function cut(text: string, characters: number): string {
  if (text.length <= characters) return text
  const last = text.charCodeAt(characters - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? characters - 1 : characters)
}

/** The vector as float32 if it can be one: of this length where known, finite, not zero. Otherwise what is wrong with it. */
export function soundVector(values: ArrayLike<unknown>, dimensions: number | undefined): Float32Array | string {
  if (values.length === 0 || values.length !== (dimensions ?? values.length)) return `${values.length} numbers in place of ${dimensions ?? 'some'}`
  const vector = new Float32Array(values.length)
  let any = false
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (typeof value !== 'number') return 'something that is no number'
    vector[i] = value
    if (!Number.isFinite(vector[i])) return 'a number that is not finite'
    any ||= vector[i] !== 0
  }
  return any ? vector : 'nothing but zeros'
}
