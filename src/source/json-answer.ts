import { parseJson } from './file/json/parse-json.ts'
import { SourceTrouble } from './http/http.ts'

/** What a service answered, as it should be: one JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * The JSON object in an answer's body.
 * @param name the service, for a person
 * @throws SourceTrouble `cut` where the JSON breaks off, `broken` for anything else that is no object
 */
export function jsonAnswer(body: Buffer, name: string): JsonObject {
  const parsed = parseJson(body)
  if (parsed === undefined) throw new SourceTrouble('broken', `${name} answered with nothing.`)
  if (parsed.error !== undefined) {
    if (/breaks off/.test(parsed.error)) throw new SourceTrouble('cut', `The answer of ${name} broke off.`)
    const page = /^\s*<(?:!doctype|html|\?xml)/i.test(body.subarray(0, 200).toString('utf8'))
    throw new SourceTrouble('broken', page ? `${name} answered with a web page instead of its list.` : `The answer of ${name} cannot be read: it ${parsed.error.replace(/^the JSON/, 'is JSON that')}.`)
  }
  if (!isObject(parsed.value)) throw new SourceTrouble('broken', `The answer of ${name} is not the object that it should be.`)
  return parsed.value
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
