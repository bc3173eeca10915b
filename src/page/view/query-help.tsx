import { searchHref } from '../words/addresses.ts'

const EXAMPLES: readonly { query: string; means: string }[] = [
  { query: 'lipschitz constant of a network', means: 'papers with these words, and papers close in meaning' },
  { query: '"branch and bound"', means: 'these words side by side' },
  { query: 'attention -vision', means: 'without a word' },
  { query: 'title:pruning', means: 'a word of the title' },
  { query: 'author:"LeCun, Y"', means: 'an author, family name first or last; an initial will do' },
  { query: 'cat:cs.LG', means: 'an arXiv category' },
  { query: 'venue:NeurIPS', means: 'where it was published' },
  { query: 'diffusion after:2023 before:2024-06', means: 'first seen in 2023 or later, up to the end of May 2024' },
  { query: 'recent protein language models', means: 'asked for what is recent, newer papers count for more' },
  { query: 'Vaswani et al. (2017). Attention is all you need.', means: 'a reference, a BibTeX entry or a RIS record finds its paper' },
  { query: '2403.07691', means: 'an arXiv id, a DOI or the address of a paper finds that paper' },
]

/** The query language by example; every example is a search. */
export function QueryHelp() {
  return (
    <>
      <p class="quiet">A pasted abstract, a paragraph or a BibTeX entry is a good query too.</p>
      <dl class="examples">
        {EXAMPLES.map(({ query, means }) => (
          <div>
            <dt><a href={searchHref(query)}><code>{query}</code></a></dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
