import type { Context } from 'hono'
import type { z } from 'zod'
import { BroadsheetError } from '../paper/errors.ts'

/**
 * A request's body as JSON of a shape.
 * @param example as in “send an object such as …”
 * @throws BroadsheetError bad-input that names the field
 */
export async function jsonBody<Shape>(c: Context, shape: z.ZodType<Shape>, example: string): Promise<Shape> {
  const text = await c.req.text()
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new BroadsheetError('bad-input', `The body is not JSON; send an object such as ${example}.`, { cause })
  }
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue === undefined || issue.path.length === 0 ? 'The body' : issue.path.join('.').slice(0, 40)
  throw new BroadsheetError('bad-input', `${field}: ${(issue?.message ?? 'is not understood').slice(0, 200)}.`)
}
