import { expect, it } from 'vitest'
import { z } from 'zod'
import { shapeText } from './shape-text.ts'

it.each([
  ['{ paper: string, saved?: boolean }', z.strictObject({ paper: z.string(), saved: z.boolean().optional() })],
  ['"day" | "week" | null', z.enum(['day', 'week']).nullable()],
  ['(string | integer)[]', z.array(z.union([z.string(), z.int()]))],
  ['{ of: string | null }[]', z.array(z.strictObject({ of: z.union([z.string(), z.null()]) }))],
  ['{ [name]: number }', z.record(z.string(), z.number())],
  ['{}', z.strictObject({})],
  ['true', z.literal(true)],
  ['anything', z.unknown()],
])('%s', (text, shape) => {
  expect(shapeText(z.toJSONSchema(shape))).toBe(text)
})

it('names what is told elsewhere', () => {
  expect(shapeText({ type: 'array', items: { $ref: '#/components/schemas/Entry' } })).toBe('Entry[]')
})
