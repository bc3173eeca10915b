import type { Subscription } from '../../paper/subscription.ts'
import { viewName } from '../../paper/view-name.ts'
import { viewOfPath } from '../../paper/view.ts'

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** `Trending papers`, of a view's address. */
export function nameOfView(address: string): string {
  const view = viewOfPath(address)
  return view === undefined ? address : viewName(view)
}

/** `Monday to Friday at 07:00 (Europe/Berlin), at most 20 papers` */
export function rhythmWords({ rhythm, weekday, hour, timeZone, papers }: Pick<Subscription, 'rhythm' | 'weekday' | 'hour' | 'timeZone' | 'papers'>): string {
  const days = rhythm === 'daily' ? 'Every day' : rhythm === 'weekdays' ? 'Monday to Friday' : `Every ${WEEKDAYS[weekday - 1] ?? 'Monday'}`
  return `${days} at ${String(hour).padStart(2, '0')}:00 (${timeZone}), at most ${papers === 1 ? '1 paper' : `${papers} papers`}`
}

/** How a subscription stands, as a sentence; '' while letters come. */
export function stateWords({ state, stoppedWhy }: Pick<Subscription, 'state' | 'stoppedWhy'>): string {
  if (state === 'unconfirmed') return 'Waits for you to confirm the address: a letter with a link is on its way.'
  if (state === 'paused') return 'Paused.'
  if (state !== 'stopped') return ''
  if (stoppedWhy === 'bounce') return 'Stopped: letters to this address came back.'
  if (stoppedWhy === 'complaint') return 'Stopped: a letter was reported as unwanted.'
  return stoppedWhy === 'owner' ? 'Stopped by whoever runs this Broadsheet.' : 'Stopped.'
}
