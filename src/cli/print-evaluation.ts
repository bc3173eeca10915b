import { MODES, type Evaluation } from '../evaluate/evaluate.ts'
import { MEASURES, type Measures } from '../evaluate/metrics.ts'
import { plainLine } from './plain-text.ts'
import { styleOf } from './style.ts'
import type { Terminal } from './terminal.ts'

const HEADS: Readonly<Record<keyof Measures, string>> = { 'ndcg@10': 'nDCG@10', 'recall@5': 'R@5', 'recall@10': 'R@10', 'recall@100': 'R@100', mrr: 'MRR' }
const WIDTH = 9

/** Prints the measures of a collection as a table, a mode a line, the best of each measure in bold. */
export function printEvaluation(terminal: Terminal, { collection, papers, queries, measures }: Evaluation): void {
  const style = styleOf(terminal)
  const count = (number: number, one: string, many: string): string => `${number.toLocaleString('en')} ${number === 1 ? one : many}`
  const best = (name: keyof Measures): number => Math.max(...MODES.map((mode) => measures[mode]?.[name] ?? 0))
  const cell = (name: keyof Measures, value: number): string => {
    const text = value.toFixed(4).padStart(WIDTH)
    return value > 0 && value === best(name) ? style.bold(text) : text
  }
  const lines = [
    `${style.bold(plainLine(collection))}  ${style.dim(`${count(papers, 'paper', 'papers')}, ${count(queries, 'query', 'queries')}`)}`,
    style.dim(`${''.padEnd(8)}${MEASURES.map((name) => HEADS[name].padStart(WIDTH)).join('')}`),
    ...MODES.flatMap((mode) => {
      const measured = measures[mode]
      return measured === undefined ? [] : [`${mode.padEnd(8)}${MEASURES.map((name) => cell(name, measured[name])).join('')}`]
    }),
  ]
  terminal.out(`${lines.join('\n')}\n\n`)
}
