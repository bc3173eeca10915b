/** arXiv's archives, each with its categories, as its taxonomy (arxiv.org/category_taxonomy) orders the world. */
import { CATEGORY_IDS } from './category-name.ts'

export interface Archive {
  readonly name: string
  /** ids as arXiv writes them */
  readonly categories: readonly string[]
}

/** Archives that are divided into categories. An archive itself can be asked for too, and gives all of them. */
const DIVIDED = [
  ['cs', 'Computer Science'],
  ['stat', 'Statistics'],
  ['eess', 'Electrical Engineering and Systems Science'],
  ['math', 'Mathematics'],
  ['physics', 'Physics'],
  ['astro-ph', 'Astrophysics'],
  ['cond-mat', 'Condensed Matter'],
  ['nlin', 'Nonlinear Sciences'],
  ['q-bio', 'Quantitative Biology'],
  ['q-fin', 'Quantitative Finance'],
  ['econ', 'Economics'],
] as const

const categoriesOf = (archive: string): readonly string[] => CATEGORY_IDS.filter((id) => id.startsWith(`${archive}.`))

const divided = DIVIDED.map(([id, name]) => ({ name, categories: categoriesOf(id) }))

/** Archives that are one category each are gathered into one. */
const whole: Archive = {
  name: 'High energy, nuclear, quantum and mathematical physics, gravitation',
  categories: CATEGORY_IDS.filter((id) => !id.includes('.') && !DIVIDED.some(([archive]) => archive === id)),
}

/** Every category once, the undivided archives after Physics. */
export const ARCHIVES: readonly Archive[] = [...divided.slice(0, 5), whole, ...divided.slice(5)]

const bySmallLetters = new Map([...CATEGORY_IDS, ...DIVIDED.map(([id]) => id)].map((id) => [id.toLowerCase(), id]))

/** A category or archive as arXiv writes it, however its letters were typed; undefined for one that arXiv does not have. */
export function arxivCategory(typed: string): string | undefined {
  return bySmallLetters.get(typed.toLowerCase())
}
