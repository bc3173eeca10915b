/** In a list, “tags” opens a small field in its place; Enter keeps what is in it, Escape leaves it. Without this it leads to the paper’s page. */
export function wireTags(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('.papers .tag-edit')
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    const place = link.closest<HTMLElement>('.tags')
    if (place === null) return
    event.preventDefault()
    edit(place, link)
  })
}

function edit(place: HTMLElement, link: HTMLAnchorElement): void {
  const before = [...place.childNodes]
  const field = document.createElement('input')
  field.value = place.dataset['tags'] ?? ''
  field.placeholder = 'tags, parted by commas'
  field.autocomplete = 'off'
  field.maxLength = 1300
  field.setAttribute('aria-label', link.getAttribute('aria-label') ?? 'Tags')
  const back = (nodes: readonly Node[]): void => {
    if (!field.isConnected) return
    place.replaceChildren(...nodes)
    place.querySelector<HTMLElement>('.tag-edit')?.focus({ preventScroll: true })
  }
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (event.key === 'Escape') back(before)
    else if (event.key === 'Enter') void keep()
    else return
    event.preventDefault()
  })
  place.replaceChildren(field)
  field.focus()

  async function keep(): Promise<void> {
    const id = (place.dataset['id'] ?? '').split('/').map(encodeURIComponent).join('/')
    const tags = field.value.split(',').map((tag) => tag.trim()).filter((tag) => tag !== '')
    field.setCustomValidity('')
    try {
      const answer = await fetch(`/api/me/tags/${id}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ tags }) })
      const said = (await answer.json()) as { tags?: string[]; error?: string }
      if (!answer.ok || said.tags === undefined) throw new Error(said.error)
      place.dataset['tags'] = said.tags.join(', ')
      back([...said.tags.flatMap((tag) => [linkTo(tag), ' ']).map((one) => (typeof one === 'string' ? document.createTextNode(one) : one)), link])
    } catch (error) {
      field.setCustomValidity(error instanceof Error && error.message !== '' ? error.message : 'The tags could not be kept.')
      field.reportValidity()
      field.addEventListener('input', () => field.setCustomValidity(''), { once: true })
    }
  }
}

function linkTo(tag: string): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = `/saved/tag/${encodeURIComponent(tag)}`
  link.textContent = `#${tag}`
  return link
}
