import { SourceTrouble } from './http/http.ts'

export interface DecodedAnswer {
  readonly text: string
  /** bytes were not of the character set: they stand as U+FFFD in the text */
  readonly damaged: boolean
}

/** Damage is borne up to this many places, or one in a thousand characters; beyond that the character set is wrong. */
const FEW = 10

/**
 * An answer's text. Its character set is the byte order mark's, else UTF-8 where the bytes are UTF-8, whatever was
 * declared (servers declare wrongly far more often than other sets look like UTF-8), else the one that the
 * Content-Type or the XML declaration names, else UTF-8 with a few damaged places.
 * @param name the service, for a person
 * @throws SourceTrouble `broken` when too much is damaged
 */
export function decodeAnswer(body: Buffer, contentType: string, name: string): DecodedAnswer {
  const marked = body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : undefined
  const declared = marked ?? declaredSet(body, contentType)
  if (marked === undefined) {
    const text = strictly(body, 'utf-8')
    if (text !== undefined) return { text, damaged: false }
  }
  const other = declared === undefined || isUtf8(declared) ? undefined : strictly(body, declared)
  if (other !== undefined) return { text: other, damaged: false }
  const text = new TextDecoder(marked ?? 'utf-8').decode(body)
  const wrong = text.split('\ufffd').length - 1
  if (wrong > Math.max(FEW, text.length / 1000)) throw new SourceTrouble('broken', `The answer of ${name} is not in the character set that it declares.`)
  return { text, damaged: true }
}

function strictly(body: Buffer, set: string): string | undefined {
  try {
    return new TextDecoder(set, { fatal: true }).decode(body)
  } catch {
    // Not of that set, or a set that nobody knows.
    return undefined
  }
}

function declaredSet(body: Buffer, contentType: string): string | undefined {
  const header = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType)?.[1]
  return header !== undefined && !isUtf8(header) ? header : (/^[\s\ufeff]*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})/i.exec(body.toString('latin1', 0, 400))?.[1] ?? header)
}

function isUtf8(set: string): boolean {
  return /^utf-?8$/i.test(set)
}
