/** The titles of the list in reading order. */
function titles(): readonly HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>('.paper a.title')]
}

function indexOfCurrent(all: readonly HTMLAnchorElement[]): number {
  const paper = document.activeElement?.closest('.paper') ?? document.querySelector('.paper[aria-current]')
  return paper === null ? -1 : all.findIndex((title) => paper.contains(title))
}

/** The first title that is not above the window: where a reader who scrolled by hand goes on. */
function firstInSight(all: readonly HTMLAnchorElement[]): number {
  return Math.max(0, all.findIndex((title) => title.getBoundingClientRect().top >= 0))
}

/** Moves to the next (1) or previous (-1) paper: focus on its title, its top in sight. */
export function step(by: 1 | -1): boolean {
  const all = titles()
  if (all.length === 0) return false
  const current = indexOfCurrent(all)
  const index = current < 0 ? firstInSight(all) : Math.min(all.length - 1, Math.max(0, current + by))
  const title = all[index]
  const paper = title?.closest('.paper')
  if (title === undefined || paper == null) return false
  for (const one of document.querySelectorAll('.paper[aria-current]')) one.removeAttribute('aria-current')
  paper.setAttribute('aria-current', 'true')
  title.focus({ preventScroll: true })
  const { top, bottom } = paper.getBoundingClientRect()
  if (top < 0 || bottom > innerHeight) paper.scrollIntoView({ block: 'start', behavior: 'instant' })
  return true
}

/** Opens the paper that j and k chose. */
export function openFocused(): boolean {
  const title = document.querySelector<HTMLAnchorElement>('.paper[aria-current] a.title')
  title?.click()
  return title !== null
}

/** The paper that j and k chose or that has the focus, else the one that the whole page is of. */
export function currentPaper(): Element | null {
  return document.activeElement?.closest('.paper') ?? document.querySelector('.paper[aria-current]') ?? document.querySelector('.whole-paper')
}
