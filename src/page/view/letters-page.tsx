/** Pages of papers by mail: one's own, and those behind the links in letters. */
import type { Subscription } from '../../paper/subscription.ts'
import type { Frame } from '../frame.ts'
import { nameOfView, rhythmWords, stateWords, WEEKDAYS } from '../words/letters.ts'
import { Layout } from './layout.tsx'
import { Notes } from './notes.tsx'

type Settings = Pick<Subscription, 'rhythm' | 'weekday' | 'hour' | 'timeZone' | 'papers'>

const ZONES = Intl.supportedValuesOf('timeZone')

/** Rhythm and weekday are one choice, as `rhythmOf` reads it. */
const RHYTHM_CHOICES: readonly (readonly [value: string, words: string])[] = [
  ['daily', 'every day'],
  ['weekdays', 'Monday to Friday'],
  ...WEEKDAYS.map((name, at) => [`weekly ${at + 1}`, `every ${name}`] as const),
]

/** @param idPrefix keeps the fields of several forms on a page apart */
function SettingsFields({ settings, idPrefix, isNew = false }: { settings: Settings; idPrefix: string; isNew?: boolean }) {
  const id = (name: string): string => `${idPrefix}-${name}`
  const { rhythm, weekday, hour, timeZone, papers } = settings
  const chosen = rhythm === 'weekly' ? `weekly ${weekday}` : rhythm
  const zones = ZONES.includes(timeZone) ? ZONES : [timeZone, ...ZONES]
  return (
    <div class="letter-settings">
      <label for={id('rhythm')}>How often</label>
      <select id={id('rhythm')} name="rhythm">
        {RHYTHM_CHOICES.map(([value, words]) => <option value={value} selected={value === chosen}>{words}</option>)}
      </select>
      <label for={id('hour')}>At</label>
      <select id={id('hour')} name="hour">
        {Array.from({ length: 24 }, (_, at) => <option value={at} selected={at === hour}>{String(at).padStart(2, '0')}:00</option>)}
      </select>
      <label for={id('zone')}>By the clocks of</label>
      <select id={id('zone')} name="timeZone" {...(isNew ? { 'data-own-zone': '' } : {})}>
        {zones.map((zone) => <option value={zone} selected={zone === timeZone}>{zone.replaceAll('_', ' ')}</option>)}
      </select>
      <label for={id('papers')}>Papers at most</label>
      <input id={id('papers')} name="papers" type="number" min={1} max={50} value={papers} required />
    </div>
  )
}

interface FormProps {
  frame: Frame
  action: string
  view: string
  email: string | undefined
  settings: Settings
  /** they came from a day, a week or a month, of which nothing more comes */
  isDated: boolean
}

function AskForm({ frame, action, view, email, settings, isDated }: FormProps) {
  return (
    <form action={action} method="post" id="ask-for-letters">
      <input type="hidden" name="view" value={view} />
      <p class="lead"><a href={view}>{nameOfView(view)}</a></p>
      {isDated && <p class="hint" id="is-dated">Of a day, a week or a month that is over nothing new comes. These letters bring the papers of the days to come.</p>}
      <p class="text-field">
        <label for="email">To this address</label>
        <input id="email" name="email" type="email" value={email} required maxlength={254} autocomplete="email" />
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
  // Nothing begins again at an address that does not exist, or whose owner wants none.
  const mayChange = one.state !== 'unconfirmed' && one.stoppedWhy !== 'bounce' && one.stoppedWhy !== 'complaint'
  return (
    <li class="subscription">
      <p>
        <b><a href={one.view}>{nameOfView(one.view)}</a></b><br />
        {rhythmWords(one)}{withAddress ? <>, to <span class="address">{one.email}</span></> : ''}
        {state !== '' && <><br /><span class="quiet">{state}</span></>}
      </p>
      {mayChange && (
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

function StopAll({ action, label }: { action: string; label: string }) {
  return (
    <form action={action} method="post">
      <p class="deeds"><button type="submit" name="deed" value="stop-all">{label}</button></p>
    </form>
  )
}

interface LettersPageProps {
  frame: Frame
  subscriptions: readonly Subscription[]
  /** what letters are asked for here and now */
  view: string
  email: string | undefined
  settings: Settings
  isDated: boolean
  notes: readonly string[]
}

/** /account/letters */
export function LettersPage({ frame, subscriptions, view, email, settings, isDated, notes }: LettersPageProps) {
  return (
    <Layout frame={frame} title="Papers by mail" dateline>
      <article class="sources account letters">
        <h1>Papers by mail</h1>
        <Notes notes={notes} />
        <p class="lead">Any list of papers can come as a letter: on its page, follow <i>By mail</i>.</p>
        {subscriptions.length > 0 && <ul class="rows" id="subscriptions">{subscriptions.map((one) => <SubscriptionItem one={one} action="/account/letters/change" withAddress />)}</ul>}
        {subscriptions.filter(({ state }) => state !== 'stopped').length > 1 && <StopAll action="/account/letters/change" label="Stop all letters" />}
        <h2>Ask for letters</h2>
        <AskForm frame={frame} action="/account/letters" view={view} email={email} settings={settings} isDated={isDated} />
      </article>
    </Layout>
  )
}

/** /letters, for somebody without an account */
export function AskPage({ frame, view, email, settings, isDated, notes }: Omit<LettersPageProps, 'subscriptions'>) {
  return (
    <Layout frame={frame} title="Papers by mail" dateline>
      <article class="sources account letters">
        <h1>Papers by mail</h1>
        <Notes notes={notes} />
        <AskForm frame={frame} action="/letters" view={view} email={email} settings={settings} isDated={isDated} />
      </article>
    </Layout>
  )
}

/** What was done, or could not be. */
export function SaidPage({ frame, title, said, note, more, manage }: { frame: Frame; title: string; said: string; note?: string | undefined; more?: string; manage?: string | undefined }) {
  return (
    <Layout frame={frame} title={title} dateline>
      <article class="sources account letters">
        <h1>{title}</h1>
        <Notes notes={note === undefined ? [] : [note]} />
        <p class="lead">{said}</p>
        {more !== undefined && <p>{more}</p>}
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
        {subscriptions.some(({ state }) => state !== 'stopped') && <StopAll action={action} label="Stop everything to this address" />}
      </article>
    </Layout>
  )
}
