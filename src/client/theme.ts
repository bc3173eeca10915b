import { remember } from './remember.ts'

type Theme = 'light' | 'dark'

const systemIsDark = matchMedia('(prefers-color-scheme: dark)')

function button(): HTMLButtonElement | null {
  return document.querySelector<HTMLButtonElement>('#theme-toggle')
}

function shown(): Theme {
  const chosen = document.documentElement.dataset['theme']
  if (chosen === 'light' || chosen === 'dark') return chosen
  return systemIsDark.matches ? 'dark' : 'light'
}

function label(): void {
  const toggle = button()
  const other = shown() === 'dark' ? 'Light' : 'Dark'
  if (toggle === null) return
  toggle.textContent = other
  toggle.setAttribute('aria-label', `${other} theme`)
}

/** Changes to the other theme. Choosing what the system says anyway means to follow the system again. */
export function toggleTheme(): boolean {
  const theme: Theme = shown() === 'dark' ? 'light' : 'dark'
  const followsSystem = (theme === 'dark') === systemIsDark.matches
  if (followsSystem) delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  remember('theme', followsSystem ? undefined : theme)
  label()
  return true
}

/** Shows the theme button, which is hidden where no script could work it. */
export function wireTheme(): void {
  const toggle = button()
  if (toggle === null) return
  toggle.hidden = false
  toggle.addEventListener('click', toggleTheme)
  systemIsDark.addEventListener('change', label)
  label()
}
