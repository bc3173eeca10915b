import { terms } from '../search-index/terms.ts'
import { readPapers, type TrainingPaper } from './read-papers.ts'

/** Characters. A shorter abstract is a remark, such as that the paper was withdrawn. */
const SHORTEST_ABSTRACT = 100

/**
 * The papers to learn from: those with words in the title and an abstract; a title that comes again is left out.
 * @throws BroadsheetError broken-file naming the file that cannot be read
 */
export async function* distinctPapers(files: readonly string[]): AsyncGenerator<TrainingPaper> {
  const seen = new Set<string>()
  for await (const paper of readPapers(files)) {
    const key = terms(paper.title).join(' ')
    if (key === '' || seen.has(key) || paper.abstract.length < SHORTEST_ABSTRACT) continue
    seen.add(key)
    yield paper
  }
}
