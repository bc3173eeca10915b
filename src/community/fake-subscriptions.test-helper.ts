import type { Subscriptions } from './letters/subscriptions.ts'

const none = async (): Promise<never> => {
  throw new Error('No letters are asked for here.')
}

/** Where no letters are sent. */
export function fakeSubscriptions(part: Partial<Subscriptions> = {}): Subscriptions {
  return {
    offered: () => false, subscribe: none, list: async () => [], change: none, remove: none, toConfirm: none, confirm: none, toStop: none, stop: none, toManage: none,
    changeByLink: none, stopAllByLink: none, stopAll: none, stopOwn: none, mailEvents: none, links: undefined, settled: async () => {}, ...part,
  }
}
