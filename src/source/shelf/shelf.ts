import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { RawRecord } from '../source.ts'

/** A paper of the starter shelf: facts, and a summary in the project's own words. */
export const ShelfPaper = z.object({
  title: z.string(),
  summary: z.string(),
  arxiv: z.string().optional(),
  authors: z.array(z.string()).optional(),
  categories: z.array(z.string()).optional(),
  published: z.string().optional(),
  venue: z.string().optional(),
})
export type ShelfPaper = z.infer<typeof ShelfPaper>

/** The starter shelf, which travels with the project so that a new instance has something to read at once. */
export function readShelf(): RawRecord[] {
  const file = new URL('./shelf.json', import.meta.url)
  const papers = z.array(ShelfPaper).parse(JSON.parse(readFileSync(file, 'utf8')))
  return papers.map((value, at) => ({ shape: 'shelf', value, line: at + 2, file: 'shelf.json' }))
}
