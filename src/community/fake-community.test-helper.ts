/** A community in which nobody has done anything: for tests of faces. Every part of the door has a quiet stand-in here. */
import type { Community } from './community.ts'
import { fakeAlerts } from './fake-alerts.test-helper.ts'
import { fakeComments } from './fake-comments.test-helper.ts'
import { fakeSubmissions } from './fake-submissions.test-helper.ts'
import { fakeSubscriptions } from './fake-subscriptions.test-helper.ts'
import { fakeVotes } from './fake-votes.test-helper.ts'
import { fakePortable } from './fake-portable.test-helper.ts'
import { fakeTaste, fakeZotero } from './fake-taste.test-helper.ts'

export function fakeCommunity(part: Partial<Community> = {}): Community {
  return { accounts: undefined, taste: fakeTaste(), zotero: fakeZotero(), portable: fakePortable(), ...fakeVotes(), comments: fakeComments(), submissions: fakeSubmissions(), subscriptions: fakeSubscriptions(), alerts: fakeAlerts(), guessSwitch: { set: async () => {} }, ...part }
}
