import type { World } from '../../src/replay/world.ts'
import type { Store } from '../../src/store/store.ts'

/**
 * What is wrong with an instance, judged by a world that it has fetched from; sentences, none when all is right.
 * @param span days whose ledger must be true; before them the instance did not yet listen
 */
export async function judge(world: World, store: Store, now: number, categories: readonly string[], span: { from: string; to: string }): Promise<string[]> {
  const wrong: string[] = []
  const offered = world.truth.offered(now, categories)
  const held = await store.held('arxiv', offered)
  for (const id of offered) if (!held.has(id)) wrong.push(`${id} was offered and is not held`)
  const seen = new Map<number, string>()
  for (const id of offered) {
    const paper = await store.find(id)
    if (paper === undefined) continue
    if (seen.has(paper.key)) wrong.push(`${id} and ${seen.get(paper.key)} are one paper`)
    seen.set(paper.key, id)
    const truth = world.byId.get(id)!
    const versions = truth.versions.filter(({ day }) => Date.parse(`${day}T03:30:00Z`) < now)
    if (paper.versions.length > 0 && (paper.versions.at(-1)?.number ?? 0) < versions.length) wrong.push(`${id} is held as version ${paper.versions.at(-1)?.number} of ${versions.length}`)
  }
  const daily = new Set(world.truth.dailyDays.filter((day) => day >= span.from && day <= span.to).flatMap((day) => world.truth.daily(day, now)))
  const total = new Set([...offered, ...daily]).size
  const count = await store.count()
  if (count < total) wrong.push(`${count} papers are held of at least ${total}`)

  const rows = await store.ledger(span)
  const rowOf = (source: string, day: string, category: string) => rows.find((row) => row.source === source && row.day === day && row.category === category)
  const compare = (name: string, row: (typeof rows)[number] | undefined, truth: readonly string[]): void => {
    const expected = new Set(row?.expected)
    for (const id of truth) if (!expected.has(id)) wrong.push(`${name}: ${id} is not expected`)
    for (const id of expected) if (!truth.includes(id)) wrong.push(`${name}: ${id} is expected, and was never told`)
    for (const id of row?.missing ?? []) wrong.push(`${name}: ${id} is missing`)
    if (row?.completeAt === undefined) wrong.push(`${name} never was complete${row?.trouble === undefined ? '' : ` (${row.trouble})`}`)
  }
  for (const day of world.truth.arxivDays.filter((one) => one >= span.from && one <= span.to)) {
    for (const category of categories) {
      const { new: first, cross } = world.truth.arxiv(day, category)
      const truth = [...new Set([...first, ...cross])]
      compare(`arXiv ${day} ${category}`, rowOf('arxiv', day, category), truth)
      for (const id of truth) {
        const paper = await store.find(id)
        if (paper !== undefined && !(await store.daysOf(paper.key)).some((entry) => entry.source === 'arxiv' && entry.day === day)) wrong.push(`${id} does not stand on ${day}`)
      }
    }
  }
  for (const day of world.truth.dailyDays.filter((one) => one >= span.from && one <= span.to)) compare(`Daily Papers ${day}`, rowOf('huggingface', day, ''), world.truth.daily(day, now))
  return wrong
}
