import { fillList, type Suggestions } from './suggestion-list.ts'

/** Asked when nobody has pressed a key for so long, ms. */
const PAUSE_MS = 90
const LEAST_CHARACTERS = 2
/** The server takes no more. */
const MOST_CHARACTERS = 200
const REMEMBERED = 60

/**
 * Suggestions under each search field while it is typed in, as the combobox pattern of the WAI-ARIA Authoring
 * Practices has them (editable, list autocomplete): focus stays in the field, the arrows choose, Enter goes there,
 * Escape closes. Without a choice Enter searches as ever.
 */
export function wireSuggestions(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('form[role=search] input[name=q]')) wire(field)
}

function wire(field: HTMLInputElement): void {
  const list = listFor(field)
  const known = new Map<string, Suggestions>()
  let options: HTMLElement[] = []
  let chosen = -1
  let timer: number | undefined
  let request: AbortController | undefined

  const choose = (at: number): void => {
    options[chosen]?.setAttribute('aria-selected', 'false')
    chosen = at
    const option = options[chosen]
    option?.setAttribute('aria-selected', 'true')
    option?.scrollIntoView({ block: 'nearest' })
    if (option === undefined) field.removeAttribute('aria-activedescendant')
    else field.setAttribute('aria-activedescendant', option.id)
  }
  const open = (yes: boolean): void => {
    choose(-1)
    list.hidden = !yes
    field.setAttribute('aria-expanded', String(yes))
  }
  const stop = (): void => {
    clearTimeout(timer)
    request?.abort()
    open(false)
  }
  const show = (suggestions: Suggestions): void => {
    if (!field.isConnected || document.activeElement !== field) return
    options = fillList(list, suggestions)
    open(options.length > 0)
  }
  const ask = async (): Promise<void> => {
    const text = field.value.replace(/[\u0000-\u001f\u007f]/g, ' ').trimStart()
    if (text.trim().length < LEAST_CHARACTERS || text.length > MOST_CHARACTERS) return open(false)
    const before = known.get(text)
    if (before !== undefined) return show(before)
    const { signal } = (request = new AbortController())
    try {
      const answer = await fetch(`/api/suggest?${new URLSearchParams({ q: text }).toString()}`, { signal })
      if (!answer.ok) return open(false)
      const suggestions = (await answer.json()) as Suggestions
      if (signal.aborted) return
      if (known.size >= REMEMBERED) known.clear()
      known.set(text, suggestions)
      show(suggestions)
    } catch {
      // Given up for what was typed since, or the server is gone; a search will say so.
      if (!signal.aborted) open(false)
    }
  }

  field.addEventListener('input', () => {
    clearTimeout(timer)
    request?.abort()
    timer = window.setTimeout(() => void ask(), PAUSE_MS)
  })
  field.addEventListener('blur', stop)
  field.addEventListener('paste', stop)
  field.form?.addEventListener('submit', stop)
  window.addEventListener('pagehide', stop)
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || options.length === 0) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (list.hidden) open(true)
      // One place more than there are options: the field itself, with nothing chosen.
      const places = options.length + 1
      choose(((chosen + 1 + (event.key === 'ArrowDown' ? 1 : -1) + places) % places) - 1)
    } else if (list.hidden) return
    else if (event.key === 'Escape') {
      event.preventDefault()
      stop()
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault()
      go(options[chosen], false)
    }
  })
  // A press must not take the focus from the field, or the list would be gone before the click.
  list.addEventListener('mousedown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    const option = (event.target as Element).closest<HTMLElement>('[role=option]')
    if (option !== null) go(option, event.ctrlKey || event.metaKey)
  })
  const go = (option: HTMLElement | undefined, beside: boolean): void => {
    const href = option?.dataset['href']
    if (href === undefined) return
    stop()
    if (beside) window.open(href, '_blank', 'noopener')
    else location.assign(href)
  }
}

/** The empty list under the field, and the field made its combobox. */
function listFor(field: HTMLInputElement): HTMLElement {
  const list = document.createElement('div')
  list.className = 'suggestions'
  list.id = `${field.id}-suggestions`
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Suggestions')
  field.after(list)
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-haspopup', 'listbox'], ['aria-expanded', 'false'], ['aria-controls', list.id]] as const) field.setAttribute(name, value)
  return list
}
