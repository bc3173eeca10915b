import type { Context } from 'hono'
import { BroadsheetError } from '../paper/errors.ts'

/** A form as a browser sent it, with files. @throws BroadsheetError bad-input for a body that is no form */
export async function readPost(c: Context): Promise<{ text(name: string): string; all(name: string): readonly string[]; has(name: string): boolean; file(name: string): Promise<string> }> {
  const form = await c.req.formData().catch((cause: unknown) => {
    throw new BroadsheetError('bad-input', 'The form could not be read.', { cause })
  })
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  return {
    text,
    all: (name) => form.getAll(name).filter((one) => typeof one === 'string'),
    has: (name) => form.has(name),
    file: async (name) => {
      const value = form.get(name)
      return value === null || typeof value === 'string' ? '' : value.text()
    },
  }
}
