import type { TokenKind, TokenRow } from '../../../community/accounts/tokens.ts'
import type { Frame } from '../../frame.ts'
import { longDay } from '../../words/dates.ts'
import { tokenFeeds } from '../feed-links.tsx'
import { Layout } from '../layout.tsx'
import { Notes } from '../notes.tsx'

interface TokensPageProps {
  frame: Frame
  tokens: readonly TokenRow[]
  /** the token that was made just now */
  made?: string | undefined
  kind?: TokenKind | undefined
  /** address of a list of the reader's own for which a token is wanted */
  list?: string | undefined
  note?: string | undefined
}

/** /account/tokens */
export function TokensPage({ frame, tokens, made, kind = 'program', list, note }: TokensPageProps) {
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
              : <OwnFeeds token={made} list={list} />}
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
          {list !== undefined && <input type="hidden" name="list" value={list} />}
          <h2>Make one</h2>
          <p class="text-field">
            <label for="token-name">What it is for</label>
            <input id="token-name" name="name" required maxlength={60} autocomplete="off" placeholder={kind === 'feeds' ? 'My feed reader' : 'My reading script'} />
          </p>
          <fieldset class="plain-choice" id="feeds">
            <legend>What it may do</legend>
            <p><label><input type="radio" name="kind" value="program" checked={kind === 'program'} /> Act as you, sent as a header</label></p>
            <p><label><input type="radio" name="kind" value="feeds" checked={kind === 'feeds'} /> Read your lists only, as feeds or references, in their address</label></p>
          </fieldset>
          <p class="deeds"><button type="submit">Make a token</button></p>
        </form>
      </article>
    </Layout>
  )
}

/** Whole addresses, to be copied into a feed reader. */
function OwnFeeds({ token, list }: { token: string; list: string | undefined }) {
  const lists = new Map<string, string>([...(list === undefined ? [] : [[list, 'The list you came from'] as const]), ['/papers/for-you', 'For you'], ['/saved', 'Saved']])
  return (
    <>
      <p class="hint">Copy the address of a feed into your feed reader. Whoever has it reads that feed, so treat it as a password.</p>
      <ul class="hint" id="own-feeds">
        {[...lists].map(([path, name]) => <li>{name}: {tokenFeeds(path, token).map(({ label, href }, i) => <>{i > 0 && ' · '}<a href={href} rel="nofollow">{label}</a></>)}</li>)}
      </ul>
      <p class="hint">Any other list has its feed at its own address, with <code>.atom</code>, <code>.rss</code> or <code>.json</code> before the question mark; to those of your own add <code>token=…</code>.</p>
    </>
  )
}
