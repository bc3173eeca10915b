import { lookup } from 'node:dns/promises'
import { randomBytes } from 'node:crypto'
import { BroadsheetError } from '../../paper/errors.ts'
import { type Hook, HOOK_KINDS } from '../../paper/hook.ts'
import type { Visitor } from '../../paper/people.ts'
import { viewOfPath, viewPath } from '../../paper/view.ts'
import { isPublicAddress, mayAskHost } from '../../source/http/public-address.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../../tools/clock.ts'
import { RateLimit } from '../accounts/rate-limit.ts'
import { actingPerson } from '../acting-person.ts'
import { viewOfLetters } from '../letters/read-wishes.ts'
import type { AlertMessage } from './alert-message.ts'
import type { Alerts, OwnHook } from './alerts.ts'
import { nameOf } from './message-of.ts'
import { postAlert, type PostAlert } from './post-alert.ts'
import { readAddress, shownAddress } from './read-address.ts'
import { shapeAlert } from './shape-alert.ts'
import { isByArrival } from './what-is-new.ts'

/** Of one person. */
export const HOOKS_MAX = 20
const TESTS = 10
const QUARTER_HOUR_MS = 900_000
/** A name that is not found so soon is looked up again when something is sent. */
const LOOKUP_MS = 3000

export interface AlertRules {
  readonly publicUrl: string
  readonly userAgent: string
}

interface Parts {
  readonly store: Store
  readonly clock: Clock
  /** there are accounts: nobody's word is the owner's */
  readonly accounts?: unknown
  readonly alerts?: AlertRules | undefined
  readonly post?: PostAlert | undefined
  /** addresses of a name; for tests */
  readonly addressesOf?: ((host: string) => Promise<readonly string[]>) | undefined
}

const NONE = 'You have no such alert.'

export function createAlerts({ store, clock, accounts, alerts = { publicUrl: 'http://localhost:8765', userAgent: 'Broadsheet' }, post = postAlert, addressesOf = addressesNow }: Parts): Alerts {
  const { hooks } = store
  const tests = new RateLimit(clock, TESTS, QUARTER_HOUR_MS)
  const now = (): string => new Date(clock.now()).toISOString()
  const mayOwnNetwork = ({ by }: Visitor): boolean => by === 'local' && accounts === undefined

  async function own(visitor: Visitor, id: string): Promise<Hook> {
    const person = actingPerson(visitor, 'have alerts')
    const held = await hooks.hook(id.slice(0, 100))
    if (held?.personId !== person.id) throw new BroadsheetError('not-found', NONE)
    return held
  }

  /** From here on only what comes in anew is new. */
  const beginning = async (view: string) => (isByArrival(view) ? { floor: await store.lastKey(), isPrimed: true } : { isPrimed: false })

  return {
    async add(visitor, { kind: saidKind, view: saidView, address: saidAddress }) {
      const person = actingPerson(visitor, 'have alerts')
      const kind = HOOK_KINDS.find((one) => one === saidKind)
      if (kind === undefined) throw new BroadsheetError('bad-input', `An alert is of a kind: ${HOOK_KINDS.join(', ')}.`)
      const view = typeof saidView === 'string' ? viewOfPath(saidView) : undefined
      if (view === undefined) throw new BroadsheetError('bad-input', 'Alerts are about a list of papers, named by its address, such as /papers/trending.')
      const path = viewPath(viewOfLetters(view))
      const address = readAddress(kind, saidAddress, mayOwnNetwork(visitor))
      if ((await hooks.hooks(person.id)).some((one) => one.kind === kind && one.view === path && one.address === address)) throw new BroadsheetError('bad-input', 'This address has alerts of this list already.')
      const { hostname } = new URL(address)
      if (!mayOwnNetwork(visitor) && mayAskHost(hostname) === 'resolve' && !(await addressesOf(hostname)).every(isPublicAddress)) {
        throw new BroadsheetError('bad-input', 'This address leads into a private network, to which nothing is sent.')
      }
      const hook: Hook = {
        id: randomBytes(12).toString('base64url'), personId: person.id, kind, view: path, address, secret: `bsh_${randomBytes(24).toString('base64url')}`,
        pausedWhy: undefined, floor: 0, failures: 0, createdAt: now(), sentAt: undefined, lastError: undefined, alert: undefined, ...(await beginning(path)),
      }
      if (!(await hooks.addHook(hook, HOOKS_MAX))) throw new BroadsheetError('too-many', `You have ${HOOKS_MAX} alerts; remove some before you add others.`)
      return { hook: shown(hook), secret: hook.secret }
    },

    list: async (visitor) => (await hooks.hooks(actingPerson(visitor, 'have alerts').id)).map(shown),

    async test(visitor, id) {
      const hook = await own(visitor, id)
      if (!tests.take(hook.personId)) throw new BroadsheetError('too-many', 'Too many tests were sent. Please try again in a quarter of an hour.')
      const message: AlertMessage = {
        id: `test_${randomBytes(12).toString('base64url')}`, at: now(), isTest: true, more: 0,
        view: { path: hook.view, url: new URL(hook.view, alerts.publicUrl).href, name: nameOf(hook.view) },
        papers: [{ id: 'test', title: 'A test of alerts: no such paper was written', url: new URL('/account/alerts', alerts.publicUrl).href, authors: ['Broadsheet'], moreAuthors: 0, abstract: 'If you can read this, new papers will come here.', categories: [], published: undefined }],
      }
      const posted = await post(shapeAlert(hook, message, Math.floor(clock.now() / 1000)), { ownNetwork: mayOwnNetwork(visitor), userAgent: alerts.userAgent })
      return { arrived: posted.outcome === 'arrived', said: posted.said }
    },

    async change(visitor, id, state) {
      const hook = await own(visitor, id)
      if (state === 'paused' ? hook.pausedWhy !== undefined : hook.pausedWhy === undefined) return shown(hook)
      // What was on its way is not told later, when it is old.
      const change = state === 'paused' ? { pausedWhy: 'reader' as const, alert: undefined } : { pausedWhy: undefined, alert: undefined, failures: 0, lastError: undefined, ...(await beginning(hook.view)) }
      if (!(await hooks.changeHook(hook.id, change))) throw new BroadsheetError('not-found', NONE)
      return shown({ ...hook, ...change })
    },

    async remove(visitor, id) {
      await hooks.removeHook((await own(visitor, id)).id)
    },
  }
}

function shown({ id, kind, view, address, pausedWhy, createdAt, sentAt, lastError }: Hook): OwnHook {
  return { id, kind, view, shownAddress: shownAddress(address), pausedWhy, createdAt, sentAt, lastError }
}

/** None where the name is not found, or not soon. */
async function addressesNow(host: string): Promise<readonly string[]> {
  const late = new Promise<readonly string[]>((resolve) => setTimeout(resolve, LOOKUP_MS, []).unref())
  return Promise.race([late, lookup(host, { all: true }).then((found) => found.map(({ address }) => address), () => [])])
}
