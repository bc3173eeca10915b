/** Keeps a choice for this browser, or forgets it; where storage is forbidden it lasts as long as the page. */
export function remember(name: 'theme' | 'view', value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`broadsheet.${name}`)
    else localStorage.setItem(`broadsheet.${name}`, value)
  } catch {
    // Nothing to do: the page shows the choice all the same.
  }
}
