/** /account/alerts */
import { KIND_NAMES, type OwnHook } from '../../community/alerts/alerts.ts'
import type { PausedWhy } from '../../paper/hook.ts'
import type { Frame } from '../frame.ts'
import { nameOfView } from '../words/letters.ts'
import { Layout } from './layout.tsx'
import { Notes } from './notes.tsx'

const PAUSED: Readonly<Record<PausedWhy, string>> = {
  reader: 'Paused.',
  gone: 'Paused: nothing is at the address any more.',
  refused: 'Paused: the address lets nobody in.',
  private: 'Paused: the address lies within a private network.',
  failing: 'Paused: several alerts one after another could not be brought.',
}

function HookItem({ one }: { one: OwnHook }) {
  const name = `${KIND_NAMES[one.kind]}, ${nameOfView(one.view)}`
  const button = (deed: string, label: string) => <button type="submit" name="deed" value={deed} class="plain" aria-label={`${label}: ${name}`}>{label}</button>
  return (
    <li class="subscription">
      <p>
        <b>{nameOfView(one.view)}</b> <a href={one.view} class="quiet">{one.view}</a><br />
        {KIND_NAMES[one.kind]}, <span class="address">{one.shownAddress}</span><br />
        <span class="quiet">{one.pausedWhy === undefined ? '' : `${PAUSED[one.pausedWhy]} `}{one.sentAt === undefined ? 'Nothing was sent yet.' : <>Last sent <time datetime={one.sentAt}>{one.sentAt.slice(0, 16).replace('T', ' ')} UTC</time>.</>}{one.lastError === undefined ? '' : ` Last attempt: ${one.lastError}`}</span>
      </p>
      <form action="/account/alerts/change" method="post">
        <input type="hidden" name="id" value={one.id} />
        {button('test', 'Send a test')} {one.pausedWhy === undefined ? button('pause', 'Pause') : button('resume', 'Go on')} {button('remove', 'Remove')}
      </form>
    </li>
  )
}

interface Props {
  frame: Frame
  hooks: readonly OwnHook[]
  /** what an alert is asked for here and now */
  view: string
  kind: string
  address: string
  notes: readonly string[]
  /** of one just made */
  secret: string | undefined
}

export function AlertsPage({ frame, hooks, view, kind, address, notes, secret }: Props) {
  return (
    <Layout frame={frame} title="Alerts" dateline>
      <article class="sources account letters">
        <h1>Alerts</h1>
        <Notes notes={notes} />
        {secret !== undefined && <p id="secret">The secret that signs what is sent (in the header Broadsheet-Signature), shown this once: <code>{secret}</code></p>}
        <p class="lead">New papers of any list can be told to a chat or to a program of your own: on the list’s page, follow <i>Alert</i> at the foot.</p>
        {hooks.length > 0 && <ul class="rows" id="alerts">{hooks.map((one) => <HookItem one={one} />)}</ul>}
        <h2>Add an alert</h2>
        <form action="/account/alerts" method="post" id="add-alert">
          <input type="hidden" name="view" value={view} />
          <p class="lead">{nameOfView(view)}: <a href={view}>{view}</a></p>
          <p class="text-field">
            <label for="kind">To </label>
            <select id="kind" name="kind">{Object.entries(KIND_NAMES).map(([value, name]) => <option value={value} selected={value === kind}>{name}</option>)}</select>
          </p>
          <p class="text-field">
            <label for="address">Address of its incoming webhook</label>
            <input id="address" name="address" type="url" value={address} required maxlength={2000} autocomplete="off" placeholder="https://" />
          </p>
          <p class="hint">For Telegram the address is https://api.telegram.org/bot…/sendMessage?chat_id=… with the bot’s token and the chat’s number or @name. Only papers that come from now on are told, each once.</p>
          <p class="deeds"><button type="submit">Tell this address</button></p>
        </form>
      </article>
    </Layout>
  )
}
