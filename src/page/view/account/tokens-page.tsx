import type { TokenKind, TokenRow } from '../../../community/accounts/tokens.ts'
import type { Frame } from '../../frame.ts'
import { longDay } from '../../words/dates.ts'
import { Layout } from '../layout.tsx'
import { Notes } from '../notes.tsx'

interface TokensPageProps {
  frame: Frame
  tokens: readonly TokenRow[]
  /** the token that was made just now */
  made?: string | undefined
  kind?: TokenKind | undefined
  note?: string | undefined
}

/** /account/tokens */
export function TokensPage({ frame, tokens, made, kind = 'program', note }: TokensPageProps) {
  return (
    <Layout frame={frame} title="Tokens for programs" dateline>
      <article class="sources account">
        <h1>Tokens for programs</h1>
        <p class="lead">A program that sends one is let in as you: it reads, votes and saves in your name, and can do all but change <a href="/account">your account</a>.</p>
        <Notes notes={note === undefined ? [] : [note]} />
        {made !== undefined && (
          <section class="notes" role="status">
            <p>Copy it now: it is kept nowhere and is not shown again.</p>
            <p><label class="unseen" for="token">The token</label><input id="token" class="token" readonly value={made} size={50} spellcheck={false} autocomplete="off" /></p>
            {kind === 'program'
              ? <p class="hint">As a header of each request: <code>Authorization: Bearer …</code></p>
              : <p class="hint">At the end of a feed’s address: <code>/papers/for-you.atom?token=…</code>, <code>/saved.rss?token=…</code>. Whoever has such an address reads that feed, so treat it as a password.</p>}
          </section>
        )}
        {tokens.length > 0 && (
          <ul class="rows">
            {tokens.map(({ id, name, kind, createdAt, lastUsedAt }) => (
              <li>
                <span>{name}<span class="quiet"> {kind === 'feeds' && 'for feeds, '}since {longDay(createdAt.slice(0, 10))}, {lastUsedAt === undefined ? 'never used' : `last used on ${longDay(lastUsedAt.slice(0, 10))}`}</span></span>
                <form action="/account/tokens/revoke" method="post">
                  <input type="hidden" name="id" value={id} />
                  <button type="submit" class="plain" aria-label={`Revoke the token ${name}`}>Revoke</button>
                </form>
              </li>
            ))}
          </ul>
        )}
        <form action="/account/tokens" method="post">
          <h2>Make one</h2>
          <p class="text-field">
            <label for="token-name">What it is for</label>
            <input id="token-name" name="name" required maxlength={60} autocomplete="off" placeholder="My reading script" />
          </p>
          <fieldset class="plain-choice" id="feeds">
            <legend>What it may do</legend>
            <label><input type="radio" name="kind" value="program" checked /> Act as you, sent as a header</label>{' '}
            <label><input type="radio" name="kind" value="feeds" /> Read your feeds only, in their address</label>
          </fieldset>
          <p class="deeds"><button type="submit">Make a token</button></p>
        </form>
      </article>
    </Layout>
  )
}
