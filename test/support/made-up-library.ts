/** A made-up library in the shapes that files of papers have: the same number gives the same paper. */
import { seeded } from '../../src/replay/random.ts'

const NOUNS = 'kettles lanterns harbours orchards bridges violins glaciers beehives mirrors compasses ferries looms wells sundials kites bakeries tunnels anchors gardens telescopes'.split(' ')
const DEEDS = 'weighing sorting mending counting guessing folding tracing lifting pairing sketching'.split(' ')
const HOWS = 'slowly twice blindly sparsely together backwards gently alone'.split(' ')
const FAMILIES = 'Abendroth Birdwhistle Castellan Dubois Eriksen Fontaine Galanis Hartmann Ishikawa Jellinek'.split(' ')

const pick = (list: readonly string[], next: () => number): string => list[Math.floor(next() * list.length)]!

export interface MadeUpWork {
  readonly arxiv: string
  readonly title: string
  readonly abstract: string
  readonly authors: readonly string[]
  readonly day: string
}

export function madeUpWork(number: number): MadeUpWork {
  const next = seeded(number * 7919 + 13)
  const month = String(1 + (number % 12)).padStart(2, '0')
  const sentences = Array.from({ length: 6 }, (_, place) => `We look at ${pick(NOUNS, next)} by ${pick(DEEDS, next)} ${pick(NOUNS, next)} ${pick(HOWS, next)}, ${place === 0 ? `$x_{${number % 90}}$` : 'one'} at a time.`)
  return {
    arxiv: `23${month}.${String(10_000 + number).slice(-5)}`,
    title: `On ${pick(DEEDS, next)} ${pick(NOUNS, next)} ${pick(HOWS, next)}: study ${number} of ${pick(NOUNS, next)}`,
    abstract: sentences.join(' '),
    authors: Array.from({ length: 1 + (number % 4) }, (_, place) => `${pick(FAMILIES, next)[0]}. ${FAMILIES[(number + place) % FAMILIES.length]}`),
    day: `2023-${month}-${String(1 + (number % 28)).padStart(2, '0')}`,
  }
}

/** As arXiv's metadata snapshot has it, one JSON object. */
export function snapshotLine(work: MadeUpWork, versions = 1): string {
  return JSON.stringify({
    id: work.arxiv,
    submitter: work.authors[0],
    authors: work.authors.join(', '),
    title: work.title,
    categories: 'cs.LG stat.ML',
    abstract: `  ${work.abstract}\n`,
    versions: Array.from({ length: versions }, (_, place) => ({ version: `v${place + 1}`, created: `${new Date(Date.parse(`${work.day}T10:00:00Z`) + place * 86_400_000).toUTCString()}` })),
    update_date: work.day,
    authors_parsed: work.authors.map((author) => [author.slice(3), author.slice(0, 2), '']),
  })
}

/** One entry of an answer of `/api/daily_papers`. */
export function dailyEntry(work: MadeUpWork, listed: string, upvotes: number): object {
  return {
    paper: {
      id: work.arxiv, title: work.title, summary: work.abstract, upvotes,
      authors: work.authors.map((name, place) => ({ _id: `${place}`, name, hidden: false })),
      publishedAt: `${work.day}T10:00:00.000Z`, submittedOnDailyAt: `${listed}T02:11:00.000Z`,
    },
    publishedAt: `${listed}T02:11:00.000Z`, title: work.title, summary: work.abstract, numComments: 1,
    submittedBy: { _id: '5f', name: 'curator', fullname: 'A Curator', avatarUrl: '/a.svg', type: 'user', isPro: false, isHf: false },
  }
}

/** A line of a list of conference papers. */
export function conferenceLine(work: MadeUpWork, venue = 'ICLR 2024'): string {
  return JSON.stringify({ id: `${venue.replace(' ', '').toLowerCase()}/Ab${work.arxiv.slice(-5)}Xy9`, title: work.title, abstract: work.abstract, authors: work.authors, venue })
}
