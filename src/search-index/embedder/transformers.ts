/**
 * A neural model in this process by transformers.js (`@huggingface/transformers`), which is no dependency: it brings
 * hundreds of megabytes of runtimes, so only who configures it installs it. It keeps the models it loads itself.
 */
import { soundVector, textModelFamily, TextModelError, type Prefixes, type TextModelSource } from './text-model.ts'

export interface TransformersOptions {
  /** a model's name on the Hugging Face Hub, such as Xenova/all-MiniLM-L6-v2, or a folder */
  readonly model: string
  readonly prefixes: Prefixes
  /** stands in for the package in tests */
  readonly load?: () => Promise<unknown>
}

/** Texts that go through the network together. */
const BATCH_TEXTS = 16
const PACKAGE = '@huggingface/transformers'

interface Tensor {
  readonly data: Float32Array
  readonly dims: readonly number[]
}
type Extractor = (texts: readonly string[], options: { pooling: 'mean'; normalize: boolean }) => Promise<Tensor>

export function transformersModel({ model, prefixes, load = () => import(PACKAGE) }: TransformersOptions): TextModelSource {
  const { family, name } = textModelFamily('transformers', model, prefixes)
  let loading: Promise<Extractor> | undefined
  const extractor = (): Promise<Extractor> => {
    loading ??= extractorOf(model, load)
    // A download that failed may succeed another time.
    loading.catch(() => (loading = undefined))
    return loading
  }
  const embed = async (texts: readonly string[], kind: 'query' | 'document', dimensions: number | undefined, signal?: AbortSignal): Promise<Float32Array[]> => {
    const extract = await extractor()
    const vectors: Float32Array[] = []
    for (let at = 0; at < texts.length; at += BATCH_TEXTS) {
      signal?.throwIfAborted()
      const batch = texts.slice(at, at + BATCH_TEXTS)
      const { data, dims } = await extract(batch.map((text) => prefixes[kind] + text), { pooling: 'mean', normalize: true }).catch((cause: unknown) => {
        throw new TextModelError(batch.length === 1 ? 'text' : 'down', `The model ${model} could not embed a text.`, { cause })
      })
      const length = dims.at(-1) ?? 0
      for (const row of batch.keys()) {
        const vector = soundVector(data.subarray(row * length, (row + 1) * length), dimensions)
        if (typeof vector === 'string') throw new TextModelError(batch.length === 1 ? 'text' : 'refused', `The model ${model} answered with ${vector}.`)
        vectors.push(vector)
      }
    }
    return vectors
  }
  return {
    label: model,
    family,
    async open(known, signal) {
      const dimensions = known ?? (await embed(['A short text.'], 'document', undefined, signal))[0]!.length
      return { name: name(dimensions), dimensions, embed: (texts, kind, cancel) => embed(texts, kind, dimensions, cancel) }
    },
  }
}

async function extractorOf(model: string, load: () => Promise<unknown>): Promise<Extractor> {
  const library = await load().catch((cause: unknown) => {
    throw new TextModelError('refused', `BROADSHEET_EMBEDDER=transformers needs a package that is not installed: npm install --no-save ${PACKAGE}`, { cause })
  })
  const { pipeline } = library as { pipeline(task: string, model: string, options: object): Promise<Extractor> }
  return pipeline('feature-extraction', model, { dtype: 'q8' }).catch((cause: unknown) => {
    throw new TextModelError('down', `The model ${model} could not be loaded or downloaded.`, { cause })
  })
}
