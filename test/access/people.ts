/** Who lives in the made-up town, and the papers that they have. */
export const WHO = ['reader', 'other', 'curator', 'admin'] as const
export type Who = (typeof WHO)[number]

export const EMAIL: Readonly<Record<Who, string>> = { reader: 'rhea@xprivate.example', other: 'otto@xother.example', curator: 'cora@xcurator.example', admin: 'adam@xadmin.example' }
export const NAME: Readonly<Record<Who, string>> = { reader: 'Rhea Reader', other: 'Otto Other', curator: 'Cora Curator', admin: 'Adam Admin' }

export const today = new Date().toISOString().slice(0, 10)
const before = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
export const yesterday = before(1)

/** Papers by what is done with them: `a` has everything of the reader's, `fresh` nothing of anybody's, `slashed` an id with slashes. */
export const PAPER = { a: '2603.00001', hidden: '2603.00002', seeded: '2603.00003', submitted: '2603.00004', talked: '2603.00005', fresh: '2603.00006', picked: '2603.00007', slashed: '10.1234/owls.5' } as const

export const PAPERS = Object.values(PAPER).map((id, place) => ({
  source: id.startsWith('10.') ? 'openalex' : 'arxiv', sourceKey: id, title: `Counting owls by ear, part ${['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'][place]}`, abstract: `We count owls at night, each of them once. Then we count ${place} again.`,
  authors: [{ name: 'Ada Example' }, { name: 'Bo Sample' }], identifiers: [{ scheme: id.startsWith('10.') ? 'doi' : 'arxiv', value: id }], categories: ['cs.SD'], published: before(3),
  days: place < 3 ? [{ day: yesterday, position: place, upvotes: 0, numComments: 0 }] : [],
}))

export async function inOrder<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (const one of list) done.push(await work(one))
  return done
}
