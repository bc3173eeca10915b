/** What every store keeps to of the walk through papers by date. Called by each database's test. */
import { describe, expect, test } from 'vitest'
import { madeUpPaper } from './made-up-papers.ts'
import type { Store } from './store.ts'

/** @param open opens a new, empty store */
export function byDateContract(name: string, open: () => Promise<Store>): void {
  describe(`papers by date in ${name}`, () => {
    test('every dated paper once, newest first, also where papers come in meanwhile', async () => {
      const store = await open()
      try {
        expect(await store.papersByDate({ limit: 5 })).toEqual([])
        const dates = ['2024-03-01', '2024-03', undefined, '2025', '2024-03-01', '2023-12-31', '2024-03-01']
        await store.write((writer) => writer.write(dates.map((published, number) => madeUpPaper(number, { published }))))
        const whole = await store.papersByDate({ limit: 50 })
        expect(whole.map(({ published }) => published)).toEqual(['2025', '2024-03-01', '2024-03-01', '2024-03-01', '2024-03', '2023-12-31'])
        const walked: string[] = []
        let last: { published: string; id: string } | undefined
        for (let step = 0; step < 10; step++) {
          const [paper] = await store.papersByDate({ after: last, limit: 1 })
          if (paper === undefined) break
          walked.push(paper.id)
          last = { published: paper.published!, id: paper.id }
          if (step === 1) await store.write((writer) => writer.write([madeUpPaper(100, { published: '2026-01-01' })]))
        }
        expect(walked).toEqual(whole.map(({ id }) => id))
        expect((await store.papersByDate({ limit: 1 }))[0]?.published).toBe('2026-01-01')
        expect(await store.papersByDate({ limit: 0 })).toEqual([])
        expect(await store.papersByDate({ after: { published: '9999', id: "'; drop\u0000" }, limit: 1 })).toHaveLength(1)
      } finally {
        await store.close()
      }
    })
  })
}
