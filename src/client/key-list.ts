function dialog(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>('#key-list')
}

/** Opens the list of keys over the page. */
export function showKeys(): boolean {
  const list = dialog()
  if (list === null || list.open) return false
  list.showModal()
  return true
}

/** The link to the keys opens the list in place; a click beside the list, or `?` again, closes it. */
export function wireKeys(): void {
  const list = dialog()
  document.querySelector('#keys-link')?.addEventListener('click', (event) => {
    if (showKeys()) event.preventDefault()
  })
  list?.addEventListener('click', (event) => {
    if (event.target === list) list.close()
  })
  list?.addEventListener('keydown', (event) => {
    if (event.key === '?') list.close()
  })
}
