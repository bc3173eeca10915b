/** Subscriptions for the contract of stores and whoever tests with one. */
import type { Subscription } from '../paper/subscription.ts'

/** Minutes after six in the morning of 1 April 2026, UTC. */
export const at = (minute: number): string => new Date(Date.parse('2026-04-01T06:00:00.000Z') + minute * 60_000).toISOString()

export const madeUpSubscription = (id: string, change: Partial<Subscription> = {}): Subscription => ({
  id, personId: undefined, email: `${id}@example.org`, view: '/papers/trending', rhythm: 'daily', weekday: 1, hour: 7, timeZone: 'UTC', papers: 20,
  state: 'active', stoppedWhy: undefined, createdAt: at(0), confirmedAt: at(0), dueAt: at(10), ...change,
})
