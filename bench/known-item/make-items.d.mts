export interface Titled { key: number; title: string; titleKey: string; author: string }
export interface Item extends Titled { words: string[]; of: number }
export function makeItems(
  papers: readonly Titled[],
  count: number,
  seed: number,
  judge: { tells: (word: string) => boolean; authorsAgree: (left: string | undefined, right: string | undefined) => boolean },
): { items: Item[]; tooShort: number; shared: number }
