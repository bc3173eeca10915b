/**
 * Embeddings over HTTP in OpenAI's shape, `POST {base}/embeddings`, as Ollama, vLLM, text-embeddings-inference,
 * llama.cpp and others speak it too (https://platform.openai.com/docs/api-reference/embeddings/create).
 * What comes back is hostile until read: bounded, counted, and shown to nobody unshortened.
 */
import { dimensionsOf } from './given-vectors.ts'
import { largestAnswer, readVectors } from './read-vectors.ts'
import { cut, textModelFamily, TextModelError, type Prefixes, type TextKind, type TextModel, type TextModelSource } from './text-model.ts'

export interface EndpointOptions {
  /** such as http://localhost:11434/v1 */
  readonly url: string
  readonly model: string
  readonly key?: string | undefined
  /** asked of the model too, for those that can shorten their vectors */
  readonly dimensions?: number | undefined
  readonly prefixes: Prefixes
}

/** One request carries no more; services allow from 32 (text-embeddings-inference) upwards. Texts. */
const BATCH_TEXTS = 32
const BATCH_CHARACTERS = 100_000
/** A model on a slow machine takes its time over a batch. */
const TIMEOUT_MS = 120_000
/** A text that is too long is cut to this share again and again, down to LEAST_CHARACTERS. */
const SHORTEN = 0.7
const LEAST_CHARACTERS = 400
const MAX_RETRY_AFTER_MS = 10 * 60_000
/** So much of a service's own words is passed on. */
const SAID_CHARACTERS = 200
const PROBE = 'A short text.'

export function openAiEndpoint(options: EndpointOptions): TextModelSource {
  const { family, name } = textModelFamily('openai', options.model, options.prefixes)
  return {
    label: options.model,
    family,
    async open(known, signal) {
      const dimensions = options.dimensions ?? known ?? (await new Endpoint(options, undefined).embed([PROBE], 'document', signal))[0]!.length
      return asModel(name(dimensions), dimensions, options)
    },
    sibling(other) {
      const [, model = '', , mark] = /^openai\/([^]+)@(\d+)(#[0-9a-f]{8})?$/.exec(other) ?? []
      const dimensions = dimensionsOf(other)
      // With another prefix its queries would need another one too, which nobody knows any more.
      if (dimensions === undefined || model === '' || !family.endsWith(mark ?? options.model)) return undefined
      return asModel(other, dimensions, { ...options, model, dimensions: undefined })
    },
  }
}

function asModel(name: string, dimensions: number, options: EndpointOptions): TextModel {
  const endpoint = new Endpoint(options, dimensions)
  return { name, dimensions, embed: (texts, kind, signal) => endpoint.embed(texts, kind, signal) }
}

class Endpoint {
  readonly #options: EndpointOptions
  readonly #address: URL
  readonly #dimensions: number | undefined

  constructor(options: EndpointOptions, dimensions: number | undefined) {
    this.#options = options
    this.#dimensions = dimensions
    this.#address = new URL(options.url)
    const path = this.#address.pathname.replace(/\/{1,100}$/, '')
    this.#address.pathname = path.endsWith('/embeddings') ? path : `${path}/embeddings`
  }

  async embed(texts: readonly string[], kind: TextKind, signal?: AbortSignal): Promise<Float32Array[]> {
    const prefix = this.#options.prefixes[kind]
    const vectors: Float32Array[] = []
    for (const batch of batches(texts)) vectors.push(...(await this.#embedBatch(batch, prefix, signal)))
    return vectors
  }

  /** A batch that is refused is tried in halves, a text that is refused alone is tried shorter. */
  async #embedBatch(texts: readonly string[], prefix: string, signal: AbortSignal | undefined, tried = false): Promise<Float32Array[]> {
    try {
      return await this.#ask(texts.map((text) => prefix + text), signal)
    } catch (error) {
      if (!(error instanceof TextModelError) || error.trouble !== 'text') throw error
      // Where it takes nothing at all, the texts are not to blame, and nobody should try them one by one.
      if (!tried) await this.#ask([prefix + PROBE], signal).catch((cause: unknown) => Promise.reject(blameless(cause, error)))
      if (texts.length > 1) {
        const half = texts.length >> 1
        return [...(await this.#embedBatch(texts.slice(0, half), prefix, signal, true)), ...(await this.#embedBatch(texts.slice(half), prefix, signal, true))]
      }
      const shorter = Math.floor(texts[0]!.length * SHORTEN)
      if (shorter < LEAST_CHARACTERS) throw error
      return this.#embedBatch([cut(texts[0]!, shorter)], prefix, signal, true)
    }
  }

  async #ask(input: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
    const { model, key, dimensions } = this.#options
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    let response: Response
    let body: string | undefined
    try {
      response = await fetch(this.#address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
        body: JSON.stringify({ model, input, encoding_format: 'float', ...(dimensions === undefined ? {} : { dimensions }) }),
        // A key is for the address that was configured and for no other.
        redirect: 'manual',
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      })
      body = await boundedText(response, largestAnswer(input.length, this.#dimensions))
    } catch (cause) {
      signal?.throwIfAborted()
      throw this.#error('down', timeout.aborted ? `did not answer within ${TIMEOUT_MS / 1000} s` : `cannot be reached${reasonOf(cause)}`, { cause })
    }
    if (!response.ok) throw this.#refusal(response, body ?? '')
    if (body === undefined) throw this.#error('refused', 'answered with far more than was asked')
    const vectors = readVectors(parsed(body), input.length, this.#dimensions)
    if (typeof vectors !== 'string') return vectors
    // A number that is none may be due to the text; a wrong length or count is due to the service.
    throw this.#error(/finite|zeros/.test(vectors) ? 'text' : 'refused', `answered with ${vectors}`)
  }

  #refusal({ status, headers }: Response, body: string): TextModelError {
    const said = this.#said(body)
    const retryAfterMs = retryAfter(headers.get('retry-after'))
    if (status === 400 || status === 413 || status === 422) return this.#error('text', `refused a text (${status}${said})`)
    if (status === 401 || status === 403) return this.#error('refused', `did not accept the key (${status}${said}); see BROADSHEET_EMBEDDINGS_KEY`)
    if (status === 404) return this.#error('refused', `has no such address, or no model “${this.#options.model}” (404${said})`)
    if (status === 429) return this.#error('down', `asks to wait (429${said})`, { retryAfterMs })
    if (status === 408 || status >= 500) return this.#error('down', `is in trouble (${status}${said})`, { retryAfterMs })
    return this.#error('refused', status >= 300 && status < 400 ? `answered with the address of another place (${status})` : `answered ${status}${said}`)
  }

  #error(trouble: 'down' | 'refused' | 'text', what: string, options?: { cause?: unknown; retryAfterMs?: number | undefined }): TextModelError {
    return new TextModelError(trouble, `The embeddings endpoint ${this.#address.origin}${this.#address.pathname} ${what}.`, options)
  }

  /** What the service said, short, on one line, without the key that it may have repeated. */
  #said(body: string): string {
    const answer = parsed(body) as { error?: { message?: unknown } | string; message?: unknown; detail?: unknown } | undefined
    const given = typeof answer?.error === 'object' ? answer.error?.message : (answer?.error ?? answer?.message ?? answer?.detail)
    let text = typeof given === 'string' ? given : ''
    if (this.#options.key !== undefined) text = text.replaceAll(this.#options.key, '(key)')
    text = cut(text.replace(/[\p{C}\s]+/gu, ' ').trim(), SAID_CHARACTERS)
    return text === '' ? '' : `: ${text.replace(/\.$/, '')}`
  }
}

function* batches(texts: readonly string[]): Generator<readonly string[]> {
  let from = 0
  let characters = 0
  for (const [at, text] of texts.entries()) {
    if (at > from && (at - from >= BATCH_TEXTS || characters + text.length > BATCH_CHARACTERS)) {
      yield texts.slice(from, at)
      from = at
      characters = 0
    }
    characters += text.length
  }
  if (from < texts.length) yield texts.slice(from)
}

/** The body as text; undefined when it is longer than allowed. */
async function boundedText(response: Response, bytes: number): Promise<string | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    // Leaving the loop ends the connection.
    if (length > bytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3) as milliseconds from now. */
function retryAfter(said: string | null): number | undefined {
  if (said === null) return undefined
  const ms = /^\d{1,9}$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.min(MAX_RETRY_AFTER_MS, Math.max(0, ms))
}

function reasonOf(error: unknown): string {
  const code = ((error as { cause?: { code?: unknown } }).cause ?? {}).code
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? ` (${code})` : ''
}

/** The error for a service that refuses even a short text. */
function blameless(probe: unknown, first: TextModelError): unknown {
  return probe instanceof TextModelError && probe.trouble === 'text' ? new TextModelError('refused', first.message.replace('refused a text', 'refuses every text'), { cause: probe }) : probe
}
