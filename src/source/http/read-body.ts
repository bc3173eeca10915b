import { SourceTrouble } from './http.ts'

/**
 * The whole body, unpacked. A stream that breaks off rejects with the stream's own error.
 * @param name the service's, for a person
 * @param onBytes called whenever some have come
 * @throws SourceTrouble `cut` when it is shorter than announced, `broken` when it is larger than `maxBytes`
 */
export async function readBody(response: Response, name: string, maxBytes: number, onBytes: () => void): Promise<Buffer> {
  const announced = lengthOf(response)
  if (announced !== undefined && announced > maxBytes) throw tooLarge(name, maxBytes)
  const pieces: Uint8Array[] = []
  let bytes = 0
  if (response.body !== null) {
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      onBytes()
      bytes += piece.byteLength
      if (bytes > maxBytes) throw tooLarge(name, maxBytes)
      pieces.push(piece)
    }
  }
  if (announced !== undefined && bytes < announced) throw new SourceTrouble('cut', `The answer of ${name} broke off: ${bytes} of ${announced} bytes came.`, { status: response.status })
  return Buffer.concat(pieces, bytes)
}

/** The body's length as announced; of packed bodies it says nothing about what they unpack to. */
function lengthOf(response: Response): number | undefined {
  const encoding = response.headers.get('content-encoding')
  if (encoding !== null && encoding.trim().toLowerCase() !== 'identity') return undefined
  const text = response.headers.get('content-length')
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function tooLarge(name: string, maxBytes: number): SourceTrouble {
  return new SourceTrouble('broken', `The answer of ${name} is larger than ${Math.round(maxBytes / 1024 / 1024)} MB and was not read.`)
}
