import { TextModelError, type TextModel } from './text-model.ts'

/**
 * Vectors of papers' texts. Where one text is refused, each is tried alone, and the refused ones have no vector.
 * @throws TextModelError when the model does not answer
 */
export async function embedOrRefuse(texts: readonly string[], model: TextModel, signal?: AbortSignal): Promise<(Float32Array | undefined)[]> {
  try {
    return await model.embed(texts, 'document', signal)
  } catch (error) {
    if (!(error instanceof TextModelError) || error.trouble !== 'text') throw error
    if (texts.length === 1) return [undefined]
    const vectors: (Float32Array | undefined)[] = []
    for (const text of texts) vectors.push(...(await embedOrRefuse([text], model, signal)))
    return vectors
  }
}
