import type { Provider } from '../../../community/accounts/providers.ts'
import type { Frame } from '../../frame.ts'
import { withQuery } from '../../words/addresses.ts'
import { Layout } from '../layout.tsx'

interface SignInPageProps {
  frame: Frame
  /** path of this site to go to in the end */
  back: string
  /** letters can be sent */
  canAsk: boolean
  providers: readonly Provider[]
  trouble?: string | undefined
  /** as typed before */
  email?: string | undefined
}

/** /sign-in: a letter, a passkey or another service. The passkey's part is shown by the browser code, without which there is none. */
export function SignInPage({ frame, back, canAsk, providers, trouble, email }: SignInPageProps) {
  return (
    <Layout frame={frame} title="Sign in" dateline search={false}>
      <article class="sources account narrow">
        <h1>Sign in</h1>
        {trouble !== undefined && <p class="notes" role="alert">{trouble}</p>}
        {canAsk ? (
          <form action="/sign-in" method="post">
            <input type="hidden" name="back" value={back} />
            <p class="text-field">
              <label for="email">Your e-mail address</label>
              <input id="email" name="email" type="email" required maxlength={254} autocomplete="username webauthn" value={email?.slice(0, 254)} />
            </p>
            <p class="deeds"><button type="submit">Send me a link</button></p>
            <p class="hint">No password: a letter with a link comes to you, which signs you in once.</p>
          </form>
        ) : (
          <p>This server sends no letters. Its administrator can give you a link to sign in with.</p>
        )}
        <div id="passkey-sign-in" data-back={back} hidden>
          <p class="deeds"><button type="button">Sign in with a passkey</button></p>
          <p class="notes" role="alert" hidden></p>
        </div>
        {providers.length > 0 && (
          <ul class="ways">
            {providers.map(({ id, name }) => <li><a href={withQuery(`/sign-in/with/${id}`, { back })} rel="nofollow">Sign in with {name}</a></li>)}
          </ul>
        )}
      </article>
    </Layout>
  )
}

/** /sign-in/sent: the same whoever asked. */
export function SentPage({ frame }: { frame: Frame }) {
  return (
    <Layout frame={frame} title="A letter is on its way" dateline search={false}>
      <article class="sources account narrow">
        <h1>Look into your mail</h1>
        <p>If this address may sign in here, a letter with a link is on its way to it. The link can be used once, within 15 minutes.</p>
        <p class="hint">Nothing came? Look among unwanted mail, <a href="/sign-in">ask once more</a>, or ask whoever runs this server to let you in.</p>
      </article>
    </Layout>
  )
}

/** /sign-in/confirm: the button that uses the link. It says whose link it is: who is sent another's link is not to sign in as them unawares. */
export function ConfirmPage({ frame, token, back, email }: { frame: Frame; token: string; back: string; email: string }) {
  return (
    <Layout frame={frame} title="Sign in" dateline search={false}>
      <article class="sources account narrow">
        <h1>Sign in</h1>
        <form action="/sign-in/confirm" method="post">
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="back" value={back} />
          <p>You are about to sign in on this browser as <strong class="address">{email}</strong>.</p>
          <p class="deeds"><button type="submit">Sign in</button></p>
        </form>
      </article>
    </Layout>
  )
}

/** A link that cannot be used any more. */
export function SpentPage({ frame }: { frame: Frame }) {
  return (
    <Layout frame={frame} title="This link is spent" dateline search={false}>
      <article class="sources account narrow">
        <h1>This link is spent</h1>
        <p id="error-message">It was used before, or it is older than 15 minutes. <a href="/sign-in">Ask for a new one</a>.</p>
      </article>
    </Layout>
  )
}

/** /sign-out */
export function SignOutPage({ frame }: { frame: Frame }) {
  return (
    <Layout frame={frame} title="Sign out" dateline search={false}>
      <article class="sources account narrow">
        <h1>Sign out</h1>
        <form action="/sign-out" method="post">
          <p>You are signed in as {frame.visitor.person?.name}.</p>
          <p class="deeds"><button type="submit">Sign out</button></p>
        </form>
      </article>
    </Layout>
  )
}
