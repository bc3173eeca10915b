/** A small town in the whole application: four people, what the first of them has, and words of hers that are nobody else's business. */
import { OWN } from './asking.ts'
import { EMAIL, inOrder, NAME, PAPER, PAPERS, WHO, type Who, yesterday } from './people.ts'
import { openWholeApp, type WholeApp } from './whole-app.ts'

const ROLE = { reader: 'reader', other: 'reader', curator: 'curator', admin: 'admin' } as const

export interface Town extends WholeApp {
  readonly ids: Readonly<Record<Who, string>>
  readonly cookies: Readonly<Record<Who, string>>
  readonly tokens: Readonly<Record<Who, string>>
  /** of the reader */
  readonly things: { readonly session: string; readonly passkey: string; readonly token: string; readonly comment: string; readonly answer: string; readonly othersComment: string; readonly hidden: string; readonly subscription: string; readonly hook: string }
  /** Words that only the reader, and for some of them who looks after the place, may be shown. */
  readonly secrets: readonly string[]
}

const FORM = { ...OWN, 'content-type': 'application/x-www-form-urlencoded' }

export async function openTown(mode: 'accounts' | 'members', more: readonly Record<string, unknown>[] = [], zotero: readonly object[] = []): Promise<Town> {
  const whole = await openWholeApp(mode, [...PAPERS, ...more], zotero)
  const each = async <T>(work: (who: Who) => Promise<T>): Promise<Record<Who, T>> => Object.fromEntries(await inOrder(WHO, async (who) => [who, await work(who)] as const)) as Record<Who, T>
  const ids = await each((who) => whole.add(EMAIL[who], ROLE[who], NAME[who]))
  const cookies = await each((who) => whole.signIn(EMAIL[who]))
  const send = async (who: Who, path: string, form: Record<string, string>): Promise<string> => {
    const answer = await whole.ask({ method: 'POST', path, headers: { ...FORM, cookie: cookies[who] }, body: new URLSearchParams(form).toString() })
    if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.text()
  }
  const tokens = await each(async (who) => /bs_[\w-]{43}/.exec(await send(who, '/account/tokens', { name: `xtokenname${who}` }))![0])
  const put = async (who: Who, method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const answer = await whole.ask({ method, path, headers: { authorization: `Bearer ${tokens[who]}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body) })
    if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }
  for (const who of ['reader', 'other'] as const) {
    await put(who, 'PUT', `/api/me/votes/${PAPER.a}`)
    await put(who, 'PUT', `/api/me/saved/${PAPER.a}`)
    await put(who, 'PUT', `/api/me/read/${PAPER.a}`)
    await put(who, 'PUT', `/api/me/hidden/${PAPER.hidden}`)
    await put(who, 'PUT', `/api/me/tags/${PAPER.a}`, { tags: [`xtag${who}`] })
    await put(who, 'PUT', `/api/me/notes/${PAPER.a}`, { text: `xnote${who}` })
    await put(who, 'PUT', '/api/me/taste', { settings: { dial: 0.2 }, follow: [{ kind: 'author', value: `Xfollow${who} Example` }, { kind: 'word', value: `xword${who}` }], seeds: PAPER.seeded })
    await send(who, '/saved/names', { names: `Xclaimed${who} Name` })
    await send(who, '/guess', { on: '0' })
    await put(who, 'POST', '/api/me/submissions', { what: PAPER.submitted, date: yesterday, remark: `A remark of the ${who}.` })
  }
  await put('curator', 'POST', '/api/me/submissions', { what: PAPER.picked, date: yesterday, picked: true })
  const say = async (who: Who, text: string, parent?: string): Promise<string> => String((await put(who, 'POST', '/api/comments', { paper: PAPER.talked, text, ...(parent && { parent }) }))['id'])
  const comment = await say('reader', 'What the reader says.')
  const answer = await say('other', 'What the other answers.', comment)
  const othersComment = await say('other', 'What the other says beside it.')
  const hidden = await say('reader', 'xhiddencomment of the reader')
  await put('reader', 'POST', `/api/comments/${othersComment}/report`, { reason: 'xreportreader' })
  await send('curator', '/comment/hide', { comment: hidden, back: '/papers' })
  const subscription = String((await put('reader', 'POST', '/api/me/subscriptions', { view: '/papers?q=xletterreader' }))['id'])
  const hook = String((await put('reader', 'POST', '/api/me/hooks', { kind: 'generic', view: '/papers?q=xalertreader', address: 'https://chat.invalid/services/xhookaddress' }))['id'])
  // A key and a library of hers, which no made-up machine can give.
  whole.db.prepare('insert into passkeys (id, person_id, name, public_key, credential_id, counter, device_type, backed_up) values (?, ?, ?, ?, ?, 0, ?, 0)').run('passkey-of-reader', ids.reader, 'xpasskeyname', 'AAAA', 'xcredential', 'singleDevice')
  whole.db.prepare(`insert into person_settings (person_id, name, value) values (?, 'zotero', ?)`).run(ids.reader, JSON.stringify({ kind: 'user', id: '4242', key: 'xzoterokey' }))
  // A second browser of hers.
  await whole.signIn(EMAIL.reader)
  const sessions = whole.db.prepare('select id, token from sessions where person_id = ?').all(ids.reader) as { id: string; token: string }[]
  const second = sessions.find(({ token }) => !decodeURIComponent(cookies.reader).includes(token))!
  const [token] = whole.db.prepare('select id from tokens where person_id = ?').all(ids.reader) as { id: string }[]
  // As from long ago: a first look counts anew, and what a token is used for is noted once in a minute.
  whole.db.exec(`update tokens set last_used_at = '${new Date(Date.now() + 3_600_000).toISOString()}'`)
  return {
    ...whole, ids, cookies, tokens,
    things: { session: second.id, passkey: 'passkey-of-reader', token: token!.id, comment, answer, othersComment, hidden, subscription, hook },
    secrets: [
      'rhea@xprivate', 'xtagreader', 'xnotereader', 'xfollowreader', 'xwordreader', 'xclaimedreader', 'xtokennamereader', 'xpasskeyname', 'xzoterokey', 'xcredential', 'xhiddencomment', 'xletterreader', 'xalertreader', 'xhookaddress', 'xreportreader',
      ...sessions.map((one) => one.token), ...sessions.map((one) => one.id), tokens.reader, token!.id, ids.reader,
    ],
  }
}
