/** Papers that nobody wrote, in the shapes and lengths of real ones; the same seed gives the same papers. */
import type { Paper } from '../../src/paper/paper.ts'

const SUBJECTS = [
  'sparse attention', 'bilevel optimisation', 'low-rank adaptation', 'graph transformers', 'diffusion bridges', 'retrieval heads',
  'reward models', 'spiking circuits', 'neural operators', 'speculative decoding', 'optimal transport', 'mixture routing',
  'the $\\ell_\\infty$ local Lipschitz constant', 'kernel regression in $\\mathbb{R}^d$', 'long-context evaluation', 'tactile grasping',
]
const FRAMES = [
  (a: string, b: string) => `On the limits of ${a} for ${b}`,
  (a: string, b: string) => `${capital(a)} meets ${b}: a study in restraint`,
  (a: string) => `What does ${a} learn, and when does it forget?`,
  (a: string, b: string) => `Faster ${a} without ${b}`,
  (a: string) => `A second look at ${a}`,
  (a: string, b: string) => `Provable guarantees for ${a} under heavy-tailed noise, with an application to ${b}`,
]
const SENTENCES = [
  'We study how far SUBJECT can be carried before its usual assumptions break, and find that they break earlier than most accounts suggest.',
  'Existing methods either scale poorly with the length of the input or give up the guarantee that made them attractive in the first place.',
  'Our starting point is a simple observation: the error of each layer is bounded by $O(k^{-3})$, so that depth costs less than width.',
  'Across nineteen tasks and three model sizes, the proposed estimator lowers the median error by 14% at a third of the cost.',
  'The proof rests on a coupling argument for $\\mathcal{L}_2$-bounded updates, which may be of interest beyond this setting.',
  'We show by a matching lower bound of $\\Omega(\\sqrt{n \\log d})$ that no method of this family can do much better.',
  'In contrast to earlier work on SUBJECT, nothing has to be tuned by hand, and the result does not depend on the order of the data.',
  'A careful ablation separates what comes from the data from what comes from the objective; most of the gain is due to the former.',
  'On small problems the relaxation is exact, and on large ones it stays within a factor of two of the best known solution.',
  'We release the code, the trained weights and every prompt, so that each figure of this paper can be made again on one machine.',
  'Human raters preferred the shorter answers in 61% of the comparisons, although automatic metrics ranked them last.',
]
const NAMES = ['Ada', 'Noor', 'Tomás', 'Yuki', 'Ingrid', 'Kwame', 'Lívia', 'Wei', 'Salma', 'Piotr', 'Anjali', 'Henrik']
const SURNAMES = ['Okafor', 'Lindqvist', 'Marchetti', 'Tanaka', 'Ben-Ari', 'Novák', 'García Ruiz', 'Zhang', 'Haddad', 'Iyer', 'O’Brien', 'Sørensen']
const CATEGORIES = ['cs.LG', 'cs.CL', 'cs.CV', 'stat.ML', 'cs.AI', 'math.OC', 'cs.RO', 'eess.AS']
const VENUES = ['NeurIPS 2023', 'ICLR 2024', 'ACL 2024', undefined, undefined, undefined]

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** A small multiplicative generator: enough for made-up text, and the same everywhere. */
export function dice(seed: number): (sides: number) => number {
  let state = (seed * 2654435761 + 1) >>> 0
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * sides)
  }
}

export const EMPTY_PAPER: Paper = {
  key: 1, id: '2410.00001', title: 'A paper', abstract: '', authors: [], identifiers: [], categories: [], venue: undefined, keywords: [],
  published: undefined, updated: undefined, versions: [], comment: undefined, journalRef: undefined, licence: undefined, citations: undefined,
  links: [], aiSummary: undefined, extras: {}, withdrawn: false, sources: ['arxiv'], upvotes: 0,
}

export function madeUpPaper(key: number): Paper {
  const roll = dice(key)
  const pick = <T>(all: readonly T[]): T => all[roll(all.length)] as T
  const subject = pick(SUBJECTS)
  const title = capital(pick(FRAMES)(subject, pick(SUBJECTS)))
  const sentences = Array.from({ length: 5 + roll(5) }, () => pick(SENTENCES).replace('SUBJECT', subject))
  const id = `2410.${String(10000 + key)}`
  const published = `2024-10-${String(10 + roll(8)).padStart(2, '0')}`
  return {
    ...EMPTY_PAPER,
    key,
    id,
    title,
    abstract: [...new Set(sentences)].join(' '),
    authors: Array.from({ length: 1 + roll(12) }, () => ({ name: `${pick(NAMES)} ${pick(SURNAMES)}` })),
    identifiers: [{ scheme: 'arxiv', value: id }, ...(roll(4) === 0 ? [{ scheme: 'doi' as const, value: `10.1234/made.up.${key}` }] : [])],
    categories: [...new Set([pick(CATEGORIES), pick(CATEGORIES)])],
    venue: pick(VENUES),
    published,
    updated: `2024-10-2${roll(8)}`,
    versions: [{ number: 1, submittedAt: `${published}T17:00:00Z` }, { number: 2, submittedAt: '2024-10-28' }],
    links: roll(2) === 0 ? [{ kind: 'code', url: `https://code.example/made-up/${key}` }] : [],
    sources: ['huggingface', 'arxiv'],
    upvotes: roll(90),
  }
}
