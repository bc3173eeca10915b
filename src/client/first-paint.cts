/*
 * Runs before anything is painted, so that a page never flashes in the other theme or the other view. A classic
 * script (hence .cts): a module would come after the first paint. It only copies what was chosen before.
 */
;(() => {
  const root = document.documentElement
  root.classList.add('scripted')
  try {
    const theme = localStorage.getItem('broadsheet.theme')
    if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme
    const view = localStorage.getItem('broadsheet.view')
    // What the address says goes before what was chosen earlier.
    if (root.dataset['view'] === undefined && view === 'titles') root.dataset['view'] = view
  } catch {
    // Storage may be forbidden; then the system's theme and whole abstracts it is.
  }
})()
