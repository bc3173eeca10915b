/** Pages of papers by mail: one's own, and those behind the links in letters. */
import type { Subscription } from '../../paper/subscription.ts'
import type { Frame } from '../frame.ts'
import { nameOfView, rhythmWords, stateWords, WEEKDAYS } from '../words/letters.ts'
import { Layout } from './layout.tsx'
import { Notes } from './notes.tsx'

type Settings = Pick<Subscription, 'rhythm' | 'weekday' | 'hour' | 'timeZone' | 'papers'>

const RHYTHM_WORDS = { daily: 'every day', weekdays: 'Monday to Friday', weekly: 'once a week' } as const
const ZONES = Intl.supportedValuesOf('timeZone')

/** @param idPrefix keeps the fields of several forms on a page apart */
function SettingsFields({ settings, idPrefix, isNew = false }: { settings: Settings; idPrefix: string; isNew?: boolean }) {
  const id = (name: string): string => `${idPrefix}-${name}`
  const { rhythm, weekday, hour, timeZone, papers } = settings
  const zones = ZONES.includes(timeZone) ? ZONES : [timeZone, ...ZONES]
  return (
    <p class="letter-settings">
      <span>
        <label for={id('rhythm')}>How often </label>
        <select id={id('rhythm')} name="rhythm">
          {Object.entries(RHYTHM_WORDS).map(([value, words]) => <option value={value} selected={value === rhythm}>{words}</option>)}
        </select>
      </span>{' '}
      <span>
        <label for={id('weekday')}>once a week on </label>
        <select id={id('weekday')} name="weekday">
          {WEEKDAYS.map((name, at) => <option value={at + 1} selected={at + 1 === weekday}>{name}</option>)}
        </select>
      </span>{' '}
      <span>
        <label for={id('hour')}>at </label>
        <select id={id('hour')} name="hour">
          {Array.from({ length: 24 }, (_, at) => <option value={at} selected={at === hour}>{String(at).padStart(2, '0')}:00</option>)}
        </select>
      </span>{' '}
      <span>
        <label for={id('zone')}>by the clocks of </label>
        <select id={id('zone')} name="timeZone" {...(isNew ? { 'data-own-zone': '' } : {})}>
          {zones.map((zone) => <option value={zone} selected={zone === timeZone}>{zone.replaceAll('_', ' ')}</option>)}
        </select>
      </span>{' '}
      <span>
        <label for={id('papers')}>at most </label>
        <input id={id('papers')} name="papers" type="number" min={1} max={50} value={papers} required /> papers
      </span>
    </p>
  )
}

interface FormProps {
  frame: Frame
  action: string
  view: string
  email: string | undefined
  settings: Settings
  /** the address is the account's unless another is given */
  optional?: boolean
}

function AskForm({ frame, action, view, email, settings, optional = false }: FormProps) {
  return (
    <form action={action} method="post" id="ask-for-letters">
      <input type="hidden" name="view" value={view} />
      <p class="lead">{nameOfView(view)}: <a href={view}>{view}</a></p>
      <p class="text-field">
        <label for="email">To this address</label>
        <input id="email" name="email" type="email" value={email} required={!optional} maxlength={254} autocomplete="email" />
      </p>
      <SettingsFields settings={settings} idPrefix="new" isNew />
      <p class="hint">A letter holds no pictures from elsewhere and nothing that tells whether it was read. Each has a link that ends it.{frame.visitor.person === undefined ? ' You are first sent a link to confirm your address.' : ''}</p>
      <p class="deeds"><button type="submit">Send me these papers</button>{frame.visitor.person !== undefined && <> <a href={`/letters/preview?${new URLSearchParams({ view })}`}>See one first</a></>}</p>
    </form>
  )
}

function SubscriptionItem({ one, action, withAddress }: { one: Subscription; action: string; withAddress: boolean }) {
  const state = stateWords(one)
  const isOver = one.state === 'stopped'
  return (
    <li class="subscription">
      <p>
        <b>{nameOfView(one.view)}</b> <a href={one.view} class="quiet">{one.view}</a><br />
        {rhythmWords(one)}{withAddress ? <>, to <span class="address">{one.email}</span></> : ''}
        {state !== '' && <><br /><span class="quiet">{state}</span></>}
      </p>
      {one.state !== 'unconfirmed' && (
        <details>
          <summary>Change</summary>
          <form action={action} method="post">
            <input type="hidden" name="id" value={one.id} />
            <SettingsFields settings={one} idPrefix={`s${one.id}`} />
            <p class="deeds">
              <button type="submit" name="deed" value="keep">{isOver ? 'Begin again so' : 'Keep this'}</button>
              {one.state === 'active' && <button type="submit" name="deed" value="pause" class="plain">Pause</button>}
              {one.state === 'paused' && <button type="submit" name="deed" value="resume" class="plain">Go on</button>}
            </p>
          </form>
        </details>
      )}
      <form action={action} method="post">
        <input type="hidden" name="id" value={one.id} />
        {!isOver && <button type="submit" name="deed" value="stop" class="plain" aria-label={`Stop the letters about ${nameOfView(one.view)}`}>Stop</button>}
        {isOver && withAddress && <button type="submit" name="deed" value="remove" class="plain" aria-label={`Take the letters about ${nameOfView(one.view)} off the list`}>Take off the list</button>}
      </form>
    </li>
  )
}

interface LettersPageProps {
  frame: Frame
  subscriptions: readonly Subscription[]
  /** what letters are asked for here and now */
  view: string
  email: string | undefined
  settings: Settings
  notes: readonly string[]
}

/** /account/letters */
export function LettersPage({ frame, subscriptions, view, email, settings, notes }: LettersPageProps) {
  return (
    <Layout frame={frame} title="Papers by mail" dateline>
      <article class="sources account letters">
        <h1>Papers by mail</h1>
        <Notes notes={notes} />
        <p class="lead">Any list of papers can come as a letter: on its page, follow <i>By mail</i> at the foot.</p>
        {subscriptions.length > 0 && <ul class="rows" id="subscriptions">{subscriptions.map((one) => <SubscriptionItem one={one} action="/account/letters/change" withAddress />)}</ul>}
        <h2>Ask for letters</h2>
        <AskForm frame={frame} action="/account/letters" view={view} email={email} settings={settings} />
      </article>
    </Layout>
  )
}

/** /letters, for somebody without an account */
export function AskPage({ frame, view, email, settings, notes }: Omit<LettersPageProps, 'subscriptions'>) {
  return (
    <Layout frame={frame} title="Papers by mail" dateline>
      <article class="sources account letters">
        <h1>Papers by mail</h1>
        <Notes notes={notes} />
        <AskForm frame={frame} action="/letters" view={view} email={email} settings={settings} />
      </article>
    </Layout>
  )
}

/** What was done, or could not be. */
export function SaidPage({ frame, title, said, manage }: { frame: Frame; title: string; said: string; manage?: string | undefined }) {
  return (
    <Layout frame={frame} title={title} dateline>
      <article class="sources account letters">
        <h1>{title}</h1>
        <p class="lead">{said}</p>
        {manage !== undefined && <p><a href={manage}>All letters to this address</a></p>}
      </article>
    </Layout>
  )
}

/** /letters/confirm: a button, because programs that look through mail follow every link. */
export function ConfirmLettersPage({ frame, token, subscription }: { frame: Frame; token: string; subscription: Subscription }) {
  return (
    <Layout frame={frame} title="Confirm your address" dateline>
      <article class="sources account letters">
        <h1>Papers by mail</h1>
        <p class="lead">{nameOfView(subscription.view)}, to <span class="address">{subscription.email}</span>.</p>
        <p>{rhythmWords(subscription)}.</p>
        <form action="/letters/confirm" method="post">
          <input type="hidden" name="token" value={token} />
          <p class="deeds"><button type="submit">Yes, send me these papers</button></p>
        </form>
        <p class="hint">If you did not ask for this, close the page: nothing is sent.</p>
      </article>
    </Layout>
  )
}

/** /letters/unsubscribe/TOKEN, where the form sends what a mail program's own button sends (RFC 8058). */
export function StopPage({ frame, action, subscription }: { frame: Frame; action: string; subscription: Subscription }) {
  return (
    <Layout frame={frame} title="Stop these letters" dateline>
      <article class="sources account letters">
        <h1>Stop these letters?</h1>
        <p class="lead">{nameOfView(subscription.view)}, to <span class="address">{subscription.email}</span>.</p>
        <form action={action} method="post">
          <input type="hidden" name="List-Unsubscribe" value="One-Click" />
          <p class="deeds"><button type="submit">Stop them</button></p>
        </form>
      </article>
    </Layout>
  )
}

/** /letters/manage/TOKEN */
export function ManagePage({ frame, action, email, subscriptions, notes }: { frame: Frame; action: string; email: string; subscriptions: readonly Subscription[]; notes: readonly string[] }) {
  return (
    <Layout frame={frame} title="Letters to your address" dateline>
      <article class="sources account letters">
        <h1>Letters to <span class="address">{email}</span></h1>
        <Notes notes={notes} />
        <ul class="rows" id="subscriptions">{subscriptions.map((one) => <SubscriptionItem one={one} action={action} withAddress={false} />)}</ul>
        {subscriptions.some(({ state }) => state !== 'stopped') && (
          <form action={action} method="post">
            <p class="deeds"><button type="submit" name="deed" value="stop-all">Stop everything to this address</button></p>
          </form>
        )}
      </article>
    </Layout>
  )
}
