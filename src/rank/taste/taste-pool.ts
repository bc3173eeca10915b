import type { ReadPaper } from './read-paper.ts'

/** The candidates of some weeks, prepared once and shared by all readers. */
export interface TastePool {
  /** in the order given, which breaks ties: newest first */
  readonly papers: readonly ReadPaper[]
}

/**
 * @param papers the candidates, newest first
 * @param background further papers, which show what is ordinary; the candidates alone may be too few to tell
 */
export function createTastePool(papers: readonly ReadPaper[], background: readonly ReadPaper[] = []): TastePool {
  void background
  return { papers }
}
