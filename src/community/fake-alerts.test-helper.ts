import type { Alerts } from './alerts/alerts.ts'

const none = async (): Promise<never> => {
  throw new Error('No alerts are asked for here.')
}

/** Where nobody has an alert. */
export function fakeAlerts(part: Partial<Alerts> = {}): Alerts {
  return { add: none, list: async () => [], test: none, change: none, remove: none, ...part }
}
