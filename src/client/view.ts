import { remember } from './remember.ts'

function toggle(): HTMLAnchorElement | null {
  return document.querySelector<HTMLAnchorElement>('#view-toggle')
}

/** Switches between titles only and whole abstracts, keeping the paper that is read in sight. */
export function toggleView(): boolean {
  if (toggle() === null) return false
  const root = document.documentElement
  const held = document.querySelector('.paper[aria-current]') ?? [...document.querySelectorAll('.paper')].find((one) => one.getBoundingClientRect().bottom > 0)
  const before = held?.getBoundingClientRect().top ?? 0
  const view = root.dataset['view'] === 'titles' ? 'full' : 'titles'
  root.dataset['view'] = view
  remember('view', view === 'titles' ? view : undefined)
  if (held != null && scrollY > 0) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: 'instant' })
  return true
}

/** The link to the other view switches in place. */
export function wireView(): void {
  toggle()?.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    toggleView()
  })
}
