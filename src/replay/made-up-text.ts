/** Titles, abstracts and names of papers that nobody wrote, with all that real ones have in them: TeX, accents, markup. */
import { pick, whole } from './random.ts'

const DEEDS = 'Aligning Compressing Distilling Evaluating Explaining Forecasting Grounding Measuring Pruning Rethinking Sampling Scaling Steering Untangling'.split(' ')
const THINGS = 'attention heads|beehive sensors|causal graphs|clinic notes|code reviewers|diffusion models|folded maps|graph walks|harbour cameras|language models|long contexts|orchard robots|preference data|retrieval tables|reward models|sparse mixtures|tide gauges|token budgets|tutoring agents|vision encoders'.split('|')
const WAYS = 'with few labels|without a teacher|under shifting tides|at test time|by careful counting|from noisy votes|in $O(n \\log n)$ steps|across languages|with $\\ell_p$ norms|for small machines|beyond $k > 3$ agents|by naïve averaging|through Café dialogues'.split('|')
const PREFIXES = 'Lantern Kestrel Quill Sundial Otter Pebble Compass Marigold Tandem Harbour Thimble Saffron'.split(' ')
const GIVEN = 'Ada Bo Chidi Daria Emeka Fiona Goro Hanna Ilse Jamal Keiko Lukas Mina Noor Otto Priya Rosa Sven Tariq Uma'.split(' ')
const FAMILIES = 'Abendroth Birdwhistle Castellán Dubois Eriksen Fontaine Galanis Hartmann Ishikawa Jellinek Kovač Lindqvist Moreau Nakagawa Ødegård Pérez Quist Rahimi Söderberg Tanaka'.split(' ')
const FINDINGS = 'The gain holds on every collection that we tried.|Errors fall by a third while the cost stays flat.|No single choice of the step size explains the difference.|A plain baseline does nearly as well & costs less.|We see $p < 0.01$ on all but one of the tasks.|The effect vanishes once the order is shuffled.'.split('|')

export interface MadeUpText {
  readonly title: string
  readonly abstract: string
  readonly authors: readonly string[]
}

/** @param number makes the title one of a kind */
export function madeUpText(number: number, next: () => number): MadeUpText {
  const thing = pick(THINGS, next)
  const way = pick(WAYS, next)
  const deed = pick(DEEDS, next)
  const name = `${pick(PREFIXES, next)}-${number}`
  const title = next() < 0.6 ? `${name}: ${deed} ${thing} ${way}` : `On ${deed.toLowerCase()} ${thing} ${way}, part ${number}`
  const sentences = [
    `We study ${deed.toLowerCase()} ${thing} ${way}.`,
    `Earlier work on ${pick(THINGS, next)} left open how much ${pick(THINGS, next)} matter.`,
    `Our method, ${name}, looks at ${whole(2, 40, next)} ${pick(THINGS, next)} at a time and keeps what agrees.`,
    pick(FINDINGS, next),
    pick(FINDINGS, next),
  ]
  const authors = Array.from({ length: whole(1, 6, next) }, () => `${pick(GIVEN, next)} ${pick(FAMILIES, next)}`)
  return { title, abstract: sentences.join(' '), authors: [...new Set(authors)] }
}
