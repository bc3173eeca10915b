import { categoryName, preprintSubjectName } from '../paper/category-name.ts'
import { foldTex } from '../paper/tex/fold-tex.ts'
import { texToText } from '../paper/tex/tex-to-text.ts'
import type { SearchIndex } from '../search-index/search-index.ts'
import type { Store } from '../store/store.ts'
import type { SuggestionList } from './edition.ts'

/** More is pasted, not typed. Characters. */
const MAX_TYPED = 200
const PAPERS = 6
const AUTHORS = 4
const CATEGORIES = 3
/** Copies of one work have one title; so many more are asked for, to be left out. */
const COPIES = 2

const NOTHING: SuggestionList = { papers: [], authors: [], categories: [] }

type Kind = keyof SuggestionList
const KIND_OF_FIELD: Readonly<Record<string, Kind>> = { author: 'authors', authors: 'authors', au: 'authors', title: 'papers', ti: 'papers', cat: 'categories', category: 'categories' }

interface HeldCategory {
  readonly name: string
  readonly papers: number
}

/** What somebody who types this into the search field may mean: papers by title, authors and categories, best first. */
export async function suggestFor(store: Store, index: SearchIndex, held: readonly HeldCategory[], typed: string): Promise<SuggestionList> {
  const text = typed.trimStart()
  if (text === '' || text.length > MAX_TYPED) return NOTHING
  // `author:ben` asks for authors alone. Other fields, quotation marks and minus signs are for those who know what they write.
  const [, field, value] = /^(\w{2,10}):\s*["“]?([^"“”]*)$/.exec(text) ?? []
  const only = field === undefined ? undefined : KIND_OF_FIELD[field.toLowerCase()]
  if (only === undefined && /^-|["“”]|(^|\s)\w+:/.test(text)) return NOTHING
  const sought = only === undefined ? text : value!
  const categories = only === undefined || only === 'categories' ? categoriesFor(held, sought) : []
  if (only === 'categories') return { ...NOTHING, categories }

  const found = await index.suggest(sought, PAPERS + COPIES)
  const titles = only === 'authors' ? [] : found.titles
  const authors = only === 'papers' ? [] : found.authors.slice(0, AUTHORS)
  const papers = new Map((await store.papers([...new Set([...titles, ...authors.map(({ key }) => key)])])).map((paper) => [paper.key, paper]))
  const shown = new Map<string, { id: string; title: string }>()
  for (const key of titles) {
    const paper = papers.get(key)
    if (paper === undefined) continue
    const same = foldTex(paper.title)
    if (shown.size < PAPERS && !shown.has(same)) shown.set(same, { id: paper.id, title: texToText(paper.title) })
  }
  return {
    papers: [...shown.values()],
    authors: authors.flatMap(({ key, place, papers: count }) => {
      const name = papers.get(key)?.authors[place]?.name
      return name === undefined ? [] : [{ name, papers: count, query: `author:"${name.replace(/["“”„\s]+/g, ' ').trim()}"` }]
    }),
    categories,
  }
}

/** Held categories whose id begins so, or whose name has words that begin so. */
function categoriesFor(held: readonly HeldCategory[], typed: string): SuggestionList['categories'] {
  const id = typed.trim().toLowerCase()
  const words = foldTex(typed).split(' ')
  const letters = words.join('').length
  const found: { rank: number; id: string; name: string | undefined; papers: number }[] = []
  for (const { name: category, papers } of held) {
    const name = categoryName(category) ?? preprintSubjectName(category)
    const parts = name === undefined ? [] : foldTex(name).split(' ')
    const lower = category.toLowerCase()
    const rank = lower === id ? 0
      : id !== '' && lower.startsWith(id) ? 1
      : letters < 2 ? undefined
      : words.every((word, at) => parts[at]?.startsWith(word)) ? 2
      : words.every((word) => parts.some((part) => part.startsWith(word))) ? 3
      : undefined
    if (rank !== undefined) found.push({ rank, id: category, name, papers })
  }
  return found
    .sort((a, b) => a.rank - b.rank || b.papers - a.papers || (a.id < b.id ? -1 : 1))
    .slice(0, CATEGORIES)
    .map(({ rank: _, ...category }) => ({ ...category, query: `cat:${category.id}` }))
}
