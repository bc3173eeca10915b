/** True where a key belongs to what the reader is doing: writing, choosing, or a dialog. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select') !== null
}

/** Calls a deed when its key is pressed alone. A deed answers false when it had nothing to do, and the key stays the browser's. */
export function listenToKeys(deeds: ReadonlyMap<string, () => boolean>): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    // Shift is part of `?` and `/` on many keyboards, and of no letter here.
    if (event.shiftKey && /^[a-z]$/i.test(event.key)) return
    if (isTaken(event.target)) return
    if (deeds.get(event.key)?.() === true) event.preventDefault()
  })
}
