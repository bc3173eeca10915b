import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Random } from './random.ts'

export interface MadeUpPaper {
  readonly title: string
  readonly abstract: string
  readonly primary: string
}

const SYLLABLES = ['ba', 'ko', 'ri', 'tu', 'mel', 'san', 'dor', 'vi', 'pak', 'lo', 'ne', 'gra', 'fi', 'zum', 'cha', 'wo']
const TOPICS = 12
const WORDS_OF_TOPIC = 15

/** A word of its own for each number below 4,096. */
export const madeUpWord = (number: number): string => [number >> 8, (number >> 4) & 15, number & 15].map((at) => SYLLABLES[at]).join('')

/** Papers in words of no language: each of one topic, whose words its title and its four sentences share. */
export function madeUpPapers(count: number, seed = 7): MadeUpPaper[] {
  const random = new Random(seed)
  return Array.from({ length: count }, () => {
    const topic = random.below(TOPICS)
    const own = 1000 + random.below(3000)
    const words = (length: number): string =>
      Array.from({ length }, () => {
        const chance = random.next()
        if (chance < 0.2) return madeUpWord(own)
        return madeUpWord(chance < 0.7 ? topic * WORDS_OF_TOPIC + random.below(WORDS_OF_TOPIC) : 500 + random.below(50))
      }).join(' ')
    const abstract = Array.from({ length: 4 }, () => `The ${words(9)}.`).join(' ')
    return { title: words(6), abstract, primary: `topic.${topic % 4}` }
  })
}

/** Papers as JSON Lines in a folder; answers the file's path. */
export function writePapers(folder: string, papers: readonly object[], name = 'papers.jsonl'): string {
  const file = join(folder, name)
  writeFileSync(file, papers.map((paper) => `${JSON.stringify(paper)}\n`).join(''))
  return file
}
