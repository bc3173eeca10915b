/** What `/api/suggest` answers. */
export interface Suggestions {
  readonly papers: readonly { readonly id: string; readonly title: string }[]
  readonly authors: readonly { readonly name: string; readonly papers: number; readonly query: string }[]
  readonly categories: readonly { readonly id: string; readonly name: string | null; readonly papers: number; readonly query: string }[]
}

/** One line of the list: what it says and where it leads. */
interface Line {
  readonly text: string
  readonly note: string
  readonly href: string
}

const searchHref = (query: string): string => `/papers?${new URLSearchParams({ q: query }).toString()}`
const paperHref = (id: string): string => `/papers/${id.split('/').map(encodeURIComponent).join('/')}`
const count = (papers: number): string => `${papers.toLocaleString('en')} ${papers === 1 ? 'paper' : 'papers'}`

function groupsOf({ papers, authors, categories }: Suggestions): readonly { name: string; lines: readonly Line[] }[] {
  return [
    { name: 'Papers', lines: papers.map(({ id, title }) => ({ text: title, note: '', href: paperHref(id) })) },
    { name: 'Authors', lines: authors.map(({ name, papers: held, query }) => ({ text: name, note: count(held), href: searchHref(query) })) },
    { name: 'Categories', lines: categories.map(({ id, name, papers: held, query }) => ({ text: name === null ? id : `${id} ${name}`, note: count(held), href: searchHref(query) })) },
  ].filter(({ lines }) => lines.length > 0)
}

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

/** Fills a listbox, in groups; answers its options in order. All text is set as text, never as markup. */
export function fillList(list: HTMLElement, suggestions: Suggestions): HTMLElement[] {
  const options: HTMLElement[] = []
  const groups = groupsOf(suggestions).map(({ name, lines }) => {
    const group = element('div', 'suggestion-group')
    group.setAttribute('role', 'group')
    group.setAttribute('aria-label', name)
    const heading = element('div', 'suggestion-kind', name)
    heading.setAttribute('aria-hidden', 'true')
    group.append(heading)
    for (const { text, note, href } of lines) {
      const option = element('div', 'suggestion')
      option.setAttribute('role', 'option')
      option.setAttribute('aria-selected', 'false')
      option.id = `${list.id}-${options.length}`
      option.dataset['href'] = href
      option.append(element('span', 'suggestion-text', text))
      if (note !== '') option.append(' ', element('span', 'suggestion-note', note))
      options.push(option)
      group.append(option)
    }
    return group
  })
  list.replaceChildren(...groups)
  return options
}
