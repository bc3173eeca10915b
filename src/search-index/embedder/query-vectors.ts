import type { Clock } from '../../tools/clock.ts'
import { cut, TextModelError, type TextModel } from './text-model.ts'

/** A reader waits no longer for a query's meaning; the words have been there for long. */
const PATIENCE_MS = 1_500
/** A model that did not answer is left alone for so long; then one query tries it again. */
const REST_MS = 5_000
/** Queries whose vectors are remembered: paging, going back and popular searches cost nothing. */
const REMEMBERED = 512
/** What is longer is a text of its own, and its beginning tells what it is about. */
const MAX_CHARACTERS = 4_000

/** A reader need not know where the model is and what it said; the log has that as the cause. */
function forReader(cause: unknown): TextModelError {
  const trouble = cause instanceof TextModelError ? cause.trouble : 'down'
  return new TextModelError(trouble, trouble === 'text' ? 'The embedding model does not take this query.' : 'The embedding model does not answer.', { cause })
}

/** Vectors of queries by one model, within a reader's patience. */
export class QueryVectors {
  readonly #model: TextModel
  readonly #clock: Clock
  /** newest last */
  readonly #known = new Map<string, Float32Array>()
  readonly #asked = new Map<string, Promise<Float32Array>>()
  #trouble: { readonly until: number; readonly error: unknown } | undefined

  constructor(model: TextModel, clock: Clock) {
    this.#model = model
    this.#clock = clock
  }

  get name(): string {
    return this.#model.name
  }

  /** @throws TextModelError within the patience; at once while the model rests after a failure */
  async of(query: string): Promise<Float32Array> {
    const text = cut(query, MAX_CHARACTERS)
    const known = this.#known.get(text)
    if (known !== undefined) {
      this.#known.delete(text)
      this.#known.set(text, known)
      return known
    }
    const asked = this.#asked.get(text)
    if (asked !== undefined) return asked
    if (this.#trouble !== undefined && this.#clock.now() < this.#trouble.until) throw this.#trouble.error
    // While one query tries whether the model is back, the others do not wait with it.
    if (this.#trouble !== undefined) this.#trouble = { ...this.#trouble, until: this.#clock.now() + REST_MS }
    const vector = this.#ask(text)
    this.#asked.set(text, vector)
    vector.catch(() => {}).finally(() => this.#asked.delete(text))
    return vector
  }

  async #ask(text: string): Promise<Float32Array> {
    const patience = new AbortController()
    let timer: NodeJS.Timeout | undefined
    try {
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(new TextModelError('down', `no answer within ${PATIENCE_MS} ms`))
          patience.abort()
        }, PATIENCE_MS)
      })
      // A model in this process cannot be stopped, so its patience is held here and not left to it.
      const [vector] = await Promise.race([this.#model.embed([text], 'query', patience.signal), late])
      this.#trouble = undefined
      this.#known.set(text, vector!)
      if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value as string)
      return vector!
    } catch (cause) {
      const error = forReader(cause)
      // One text that the model does not take is no reason to rest.
      if (error.trouble !== 'text') this.#trouble = { until: this.#clock.now() + REST_MS, error }
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
}
