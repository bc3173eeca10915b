import type { PasskeyFacts } from '../../../community/accounts/passkeys.ts'
import type { SessionFacts } from '../../../community/accounts/sessions.ts'
import { mayActAs, type Person } from '../../../paper/people.ts'
import type { Frame } from '../../frame.ts'
import { longDay } from '../../words/dates.ts'
import { Layout } from '../layout.tsx'
import { Notes } from '../notes.tsx'

interface AccountPageProps {
  frame: Frame
  person: Person
  /** undefined where nobody signs in */
  sessions: readonly SessionFacts[] | undefined
  passkeys: readonly PasskeyFacts[] | undefined
  note: string | undefined
  /** where they were going when they signed in for the first time */
  back?: string | undefined
}

const ROLE_WORDS = { reader: 'a reader', curator: 'a curator', admin: 'an administrator' } as const

/** /account */
export function AccountPage({ frame, person, sessions, passkeys, note, back }: AccountPageProps) {
  const local = frame.visitor.by === 'local'
  return (
    <Layout frame={frame} title={local ? 'You' : 'Your account'} dateline>
      <article class="sources account">
        <h1>{local ? 'You' : person.name}</h1>
        <Notes notes={note === undefined ? [] : [note]} />
        {back !== undefined && <p class="hint"><a href={back}>Go on reading</a></p>}
        {local ? (
          <p class="lead">This paper has one reader: whoever sits at this machine. To read it together with others, start it with <code>BROADSHEET_ACCOUNTS=1</code>.</p>
        ) : (
          <p class="lead">You are {ROLE_WORDS[person.role]} here since {longDay(person.since.slice(0, 10))}, with the address <span class="address">{person.email}</span>, which nobody else but administrators sees.</p>
        )}
        <ul class="ways">
          <li><a href="/papers/for-you">Your own front page</a></li>
          <li><a href="/account/taste">What it goes by</a></li>
          <li><a href="/saved">What you saved</a></li>
          {frame.letters && <li><a href="/account/letters">Papers by mail</a></li>}
          <li><a href="/account/alerts">Alerts in a chat or a program</a></li>
          {!local && <li><a href="/account/tokens">Tokens for programs</a></li>}
          <li><a href="/account/data">Your data: take it with you, or delete it</a></li>
          {!local && mayActAs(person, 'admin') && <li><a href="/admin/people">People</a></li>}
          {mayActAs(person, 'admin') && <li><a href="/sources">Sources</a></li>}
        </ul>
        {!local && (
          <form action="/account/name" method="post">
            <h2>Name</h2>
            <p class="text-field">
              <label for="name">What others see beside your votes and comments</label>
              <input id="name" name="name" value={person.name} required maxlength={60} autocomplete="nickname" />
            </p>
            <p class="deeds"><button type="submit">Keep this name</button></p>
          </form>
        )}
        {passkeys !== undefined && <Passkeys passkeys={passkeys} />}
        {sessions !== undefined && <SessionList sessions={sessions} />}
      </article>
    </Layout>
  )
}

function Passkeys({ passkeys }: { passkeys: readonly PasskeyFacts[] }) {
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">Passkeys</h2>
      <p class="hint">A key that this machine, your phone or a security key keeps for you. It signs you in without a letter, and works on this site only.</p>
      {passkeys.length > 0 && (
        <ul class="rows">
          {passkeys.map(({ id, name, createdAt }) => (
            <li>
              <span>{name}{createdAt !== undefined && <span class="quiet"> since {longDay(createdAt.slice(0, 10))}</span>}</span>
              <form action="/account/passkeys/remove" method="post">
                <input type="hidden" name="id" value={id} />
                <button type="submit" class="plain" aria-label={`Remove the passkey ${name}`}>Remove</button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <div id="passkey-add" hidden>
        <p class="text-field">
          <label for="passkey-name">Name of the key, if you like</label>
          <input id="passkey-name" maxlength={60} autocomplete="off" placeholder="My laptop" />
        </p>
        <p class="deeds"><button type="button">Add a passkey</button></p>
        <p class="notes" role="alert" hidden></p>
      </div>
      <noscript><p class="hint">To add one, a browser has to run scripts.</p></noscript>
    </section>
  )
}

function SessionList({ sessions }: { sessions: readonly SessionFacts[] }) {
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      <ul class="rows">
        {sessions.map(({ id, current, browser, since, lastUsed }) => (
          <li>
            <span>{browser}{current && ', this one'}<span class="quiet"> since {longDay(since.slice(0, 10))}{!current && `, last used on ${longDay(lastUsed.slice(0, 10))}`}</span></span>
            {!current && (
              <form action="/account/sessions/end" method="post">
                <input type="hidden" name="id" value={id} />
                <button type="submit" class="plain" aria-label={`Sign out ${browser}`}>Sign out</button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <div class="field-row">
        <form action="/sign-out" method="post"><button type="submit" id="sign-out">Sign out here</button></form>
        {sessions.length > 1 && <form action="/account/sessions/end-others" method="post"><button type="submit">Sign out everywhere else</button></form>}
      </div>
    </section>
  )
}
