import { currentPaper } from './list-cursor.ts'

/** Addresses of the API by what a button does. */
const LISTS: Readonly<Record<string, string>> = { vote: 'votes', save: 'saved', hide: 'hidden', read: 'read' }
/** The words of a button as it stands: off, on. The server writes the same. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = { save: ['save', 'saved'], hide: ['hide', 'show again'], read: ['mark as read', 'read'] }

/** Waits before each try of a request that gets no answer, ms. */
const PAUSES_MS = [0, 400, 1500]

/** What was asked for last and what the server said last, per button: while one request is under way the next waits for it. */
interface Wish {
  on: boolean
  kept: boolean
  running: boolean
}
const wishes = new WeakMap<HTMLButtonElement, Wish>()

/** Votes, saves and hides at once, without a new page. What the server does not take is shown as it was again. */
export function wireActs(): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-act]')
    if (button === null) return
    event.preventDefault()
    // The second click of a double click was not meant to take back what the first one did.
    if (event.detail > 1) return
    toggle(button)
  })
}

/** Presses the button of the paper that j and k chose, or of the paper that the page is of. */
export function pressAct(act: 'vote' | 'save' | 'hide'): boolean {
  const button = currentPaper()?.querySelector<HTMLButtonElement>(`button[data-act=${act}]`)
  if (button == null) return false
  toggle(button)
  return true
}

function toggle(button: HTMLButtonElement): void {
  const on = button.getAttribute('aria-pressed') !== 'true'
  const wish = wishes.get(button) ?? { on, kept: !on, running: false }
  wishes.set(button, wish)
  wish.on = on
  show(button, on)
  void keep(button, wish)
}

/** Sends the last wish until the server's word and the wish are the same. */
async function keep(button: HTMLButtonElement, wish: Wish): Promise<void> {
  if (wish.running) return
  wish.running = true
  say(button, '')
  while (wish.on !== wish.kept) {
    const asked = wish.on
    const answer = await send(button, asked)
    if (answer === undefined) {
      if (wish.on === asked) {
        wish.on = wish.kept
        show(button, wish.kept)
        say(button, 'This could not be kept. Try again.')
      }
      continue
    }
    wish.kept = asked
    if (typeof answer.votes === 'number') setVotes(button, answer.votes)
  }
  wish.running = false
}

async function send(button: HTMLButtonElement, on: boolean): Promise<{ votes?: number } | undefined> {
  const id = button.value.split('/').map(encodeURIComponent).join('/')
  for (const pauseMs of PAUSES_MS) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    try {
      const answer = await fetch(`/api/me/${LISTS[button.dataset['act'] ?? ''] ?? ''}/${id}`, { method: on ? 'PUT' : 'DELETE' })
      if (answer.status === 401) location.assign(`/sign-in?${new URLSearchParams({ back: location.pathname + location.search }).toString()}`)
      if (answer.status !== 503) return answer.ok ? ((await answer.json()) as { votes?: number }) : undefined
    } catch {
      // No answer: it may have been done or not, and saying it again does no harm.
    }
  }
  return undefined
}

function show(button: HTMLButtonElement, on: boolean): void {
  const act = button.dataset['act'] ?? ''
  button.setAttribute('aria-pressed', String(on))
  button.formAction = on ? `/${act}?on=0` : `/${act}`
  if (act === 'vote') {
    const sum = button.querySelector('.sum')
    if (sum !== null) sum.textContent = grouped(Math.max(0, shownVotes(sum) + (on ? 1 : -1)))
    return
  }
  const words = WORDS[act]
  if (words === undefined) return
  const [from, to] = on ? words : [words[1], words[0]]
  button.textContent = to
  const label = button.getAttribute('aria-label') ?? ''
  if (label.startsWith(from)) button.setAttribute('aria-label', to + label.slice(from.length))
  const paper = button.closest('.paper')
  if (act === 'save') paper?.classList.toggle('is-saved', on)
  if (act === 'hide') paper?.classList.toggle('is-hidden', on)
}

const shownVotes = (sum: Element): number => Number(sum.textContent?.replace(/,/g, '') ?? 0)
const grouped = (count: number): string => count.toLocaleString('en')

/** The count as the server knows it: others vote too, and an author's own vote is counted apart. */
function setVotes(button: HTMLButtonElement, votes: number): void {
  const elsewhere = Number(button.dataset['elsewhere'] ?? 0)
  const sum = button.querySelector('.sum')
  if (sum !== null) sum.textContent = grouped(votes + elsewhere)
  const said = (text: string): string => text.replace(/[\d,]+ votes? here/, `${grouped(votes)} ${votes === 1 ? 'vote' : 'votes'} here`)
  button.title = said(button.title)
  button.setAttribute('aria-label', said(button.getAttribute('aria-label') ?? ''))
}

/** Tells what went wrong beside the buttons, also to who hears the page. */
function say(button: HTMLButtonElement, text: string): void {
  const row = button.closest('.acts')
  let place = row?.querySelector<HTMLElement>('[role=status]')
  if (row == null || (place == null && text === '')) return
  if (place == null) {
    place = document.createElement('span')
    place.setAttribute('role', 'status')
    row.append(place)
  }
  place.textContent = text
}
