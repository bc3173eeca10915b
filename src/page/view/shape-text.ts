/** A JSON Schema, as far as the API's description uses it, in the notation of TypeScript: `{ paper: string, saved: boolean }`. */
export function shapeText(schema: unknown): string {
  const { $ref, const: only, enum: words, anyOf, type, properties, required, additionalProperties, items } = (schema ?? {}) as Readonly<Record<string, unknown>>
  if (typeof $ref === 'string') return $ref.split('/').at(-1)!
  if (only !== undefined) return JSON.stringify(only)
  if (Array.isArray(words)) return words.map((one) => JSON.stringify(one)).join(' | ')
  if (Array.isArray(anyOf)) return anyOf.map(shapeText).join(' | ')
  if (Array.isArray(type)) return type.join(' | ')
  if (type === 'array') {
    const one = shapeText(items)
    return one.includes(' | ') && !one.startsWith('{') ? `(${one})[]` : `${one}[]`
  }
  if (type !== 'object') return typeof type === 'string' ? type : 'anything'
  const fields = Object.entries((properties ?? {}) as Readonly<Record<string, unknown>>)
  if (fields.length > 0) return `{ ${fields.map(([name, one]) => `${name}${Array.isArray(required) && required.includes(name) ? '' : '?'}: ${shapeText(one)}`).join(', ')} }`
  return typeof additionalProperties === 'object' ? `{ [name]: ${shapeText(additionalProperties)} }` : '{}'
}
