/**
 * Texts that would do something if a page took them for more than text, put wherever anybody can put a text: by papers, by people, by
 * another service. Each calls `armed` with the name of its place, so that it is known where one comes alive, and that each was shown.
 */
import { OWN, type Sent } from './asking.ts'
import { inOrder, today, type Who, WHO, yesterday } from './people.ts'

/** For fields of some length. */
const CHARGES: readonly ((place: string) => string)[] = [
  (p) => `<script>armed('${p}')</script>`,
  (p) => `"><img src=x onerror=armed('${p}')>`,
  (p) => `'"--></title></textarea></style></script><svg onload=armed('${p}')>`,
  (p) => `" autofocus onfocus="armed('${p}')" x="`,
  (p) => `<a href="javascript:armed('${p}')">here</a> javascript:armed('${p}') [x](javascript:armed('${p}'))`,
  (p) => `[a](javascript:armed%28'${p}'%29) [b](JaVaScRiPt&colon;armed('${p}')) [c](<javascript:armed('${p}')>) [d]( java\tscript:armed('${p}')) <javascript:armed('${p}')>`,
  (p) => `[e](data:text/html,<script>armed('${p}')</script>) ![f](x" onerror="armed('${p}')) ![g](https://evil.example/x.png) [h](//evil.example) [i](\\\\evil.example "t\" onclick=armed('${p}')")`,
  (p) => `[j][k]\n\n[k]: javascript:armed('${p}') "armed"\n\n<https://evil.example/"onmouseover="armed('${p}')> https://evil.example/"onclick="armed('${p}')`,
  (p) => `$\\href{javascript:armed('${p}')}{x} + \\url{javascript:armed('${p}')} + \\text{<img src=x onerror=armed('${p}')>}$`,
  (p) => `$x</math><script>armed('${p}')</script>$ $\\class{a" onclick="armed('${p}')}{y} \\style{background:url(javascript:armed('${p}'))}{z} \\htmlData{x=" onload="armed('${p}')}{q}$`,
  (p) => `$$\\includegraphics{https://evil.example/armed('${p}').png} \\color{red" onclick="armed('${p}')}{x} \\require{action} \\toggle{a}{b}\\endtoggle \\unicode{<svg/onload=armed('${p}')>}$$`,
  (p) => `<math><maction actiontype="statusline#http://evil.example" xlink:href="javascript:armed('${p}')">x</maction><annotation-xml encoding="text/html"><img src=x onerror=armed('${p}')></annotation-xml></math>`,
  (p) => `<style>*{background:url("javascript:armed('${p}')")}</style><link rel=stylesheet href=//evil.example/armed('${p}')><div style="position:fixed;inset:0">over</div>`,
  (p) => `<iframe srcdoc="&lt;script&gt;parent.armed('${p}')&lt;/script&gt;"></iframe><object data="javascript:armed('${p}')"></object><embed src="javascript:armed('${p}')"><base href=//evil.example><meta http-equiv=refresh content="0;url=javascript:armed('${p}')">`,
  (p) => `<form action=//evil.example id=f><button form=f formaction="javascript:armed('${p}')">x</button><input name=back value=//evil.example></form>`,
  (p) => `{{constructor.constructor("armed('${p}')")()}} \${armed('${p}')} <%= armed('${p}') %> #{armed('${p}')} %7B%7Barmed%7D%7D`,
  (p) => `\u202earmed('${p}')\u202c \u2066<b>armed('${p}')</b>\u2069 \u200f\u061c\ufeff`,
  (p) => `&lt;script&gt;armed('${p}')&lt;/script&gt; &#60;img src=x onerror=armed('${p}')&#62; &amp;lt;script&amp;gt;`,
  (p) => `\`\`\`"><script>armed('${p}')</script>\n<script>armed('${p}')</script>\n\`\`\`\n\n| a" onclick="armed('${p}') |\n|---|\n| <script>armed('${p}')</script> |\n\n> ~~<svg/onload=armed('${p}')>~~`,
  (p) => `armed('${p}')${'W'.repeat(3000)}`,
]

/** For fields of one short line. */
const short = (place: string): string => `<img src=x onerror=armed('${place}')>`
const named: Readonly<Record<Who, string>> = { reader: short('name'), other: `"onclick=armed('name2')<script>armed()</script>`, curator: `</title><svg onload=armed('name3')>`, admin: `{{armed('name4')}}\${armed()}$\\href{javascript:a}{x}$` }

const idOf = (place: number): string => `2604.${String(place + 1).padStart(5, '0')}`
export const ARMED_PAPERS = CHARGES.map((charge, place) => ({
  source: 'arxiv', sourceKey: idOf(place), title: `Paper ${place} ${charge('title')}`.slice(0, 1900), abstract: `${charge('abstract')}\n\nOwls. ${charge('abstract')}`, authors: [{ name: charge('author').slice(0, 280), affiliation: charge('affiliation').slice(0, 900) }, { name: 'Ada Example' }],
  identifiers: [{ scheme: 'arxiv', value: idOf(place) }, { scheme: 'doi', value: `10.1234/"onclick=armed('doi')${place}` }], categories: ['cs.SD', short('category').slice(0, 55)], venue: charge('venue').slice(0, 290), keywords: [short('keyword')], published: yesterday,
  comment: charge('paper-comment').slice(0, 4000), journalRef: charge('journal').slice(0, 1900), licence: charge('licence').slice(0, 400), aiSummary: charge('summary').slice(0, 4000),
  links: [{ kind: 'code', url: `https://evil.example/"onclick="armed('link')` }, { kind: 'thumbnail', url: `https://evil.example/'onerror='armed('link')` }, { kind: 'media', url: "https://evil.example/)url(javascript:armed('link'))" }],
  versions: [{ number: 1, submittedAt: yesterday }, { number: 2, submittedAt: yesterday }],
  days: [{ day: yesterday, position: place, upvotes: place, numComments: 1, submittedBy: { name: short('submitter'), fullname: charge('submitter').slice(0, 280), avatarUrl: `javascript:armed('submitter')` } }],
}))

/** What a library at Zotero holds. */
export const ARMED_ZOTERO = CHARGES.map((charge) => ({ data: { itemType: 'journalArticle', title: charge('zotero').slice(0, 900), abstractNote: charge('zotero'), creators: [{ creatorType: 'author', name: charge('zotero').slice(0, 200) }], url: "javascript:armed('zotero')", DOI: '' } }))

export interface Door {
  ask(sent: Sent): Promise<Response>
  readonly cookies: Readonly<Record<Who, string>>
  readonly tokens: Readonly<Record<Who, string>>
}

/** Everybody says all that can be said; answers the comments that were made. */
export async function arm({ ask, cookies, tokens }: Door): Promise<{ readonly comments: readonly string[] }> {
  const held = async (answer: Response, what: string): Promise<Response> => {
    if (answer.status >= 400) throw new Error(`${what} answered ${answer.status}: ${(await answer.text()).slice(0, 2000)}`)
    return answer
  }
  const form = async (who: Who, path: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    await held(await ask({ method: 'POST', path, headers: { ...OWN, cookie: cookies[who], 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() }), path)
  }
  const json = async (who: Who, method: string, path: string, body?: object): Promise<Record<string, unknown>> =>
    (await (await held(await ask({ method, path, headers: { authorization: `Bearer ${tokens[who]}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body) }), path)).json()) as Record<string, unknown>

  const comments: string[] = []
  await inOrder(WHO, async (who) => {
    await form(who, '/account/name', { name: named[who] })
    await form(who, '/account/tokens', { name: short('token') })
  })
  for (const [place, charge] of CHARGES.entries()) {
    const who = WHO[place % 2]!
    const { id } = await json(who, 'POST', '/api/comments', { paper: idOf(0), text: charge('comment'), ...(place % 3 === 1 && { parent: comments.at(-1) }) })
    comments.push(String(id))
    await json('reader', 'PUT', `/api/me/notes/${idOf(place)}`, { text: charge('note') })
    await json('reader', 'PUT', `/api/me/tags/${idOf(place)}`, { tags: [short(`tag${place}`), `"onclick=armed('tag')`, `'></a><svg onload=armed('t')>`] })
    await json('reader', 'PUT', `/api/me/saved/${idOf(place)}`)
    await json(place % 2 === 0 ? 'curator' : 'admin', 'POST', '/api/me/submissions', { what: idOf(place), date: today, remark: charge('remark').slice(0, 490), picked: place % 4 === 0 })
    if (place < 8) await json('curator', 'POST', `/api/comments/${comments.at(-1)}/report`, { reason: charge('reason').slice(0, 480) })
  }
  await json('other', 'POST', `/api/comments/${comments[0]}/report`, { reason: short('reason') })
  await json('reader', 'PUT', `/api/me/votes/${idOf(0)}`)
  await json('reader', 'PUT', '/api/me/taste', {
    follow: CHARGES.slice(0, 12).flatMap((charge, place) => [{ kind: 'author', value: charge(`follow`).slice(0, 190) }, { kind: 'word', value: `${place} ${short('word')}` }, { kind: 'without', value: `${place} ${short('without')}` }, { kind: 'category', value: `${place}${short('cat')}`.slice(0, 58) }]),
    seeds: CHARGES.map((charge, place) => `@article{a${place}, title={Seed ${place} ${charge('seed').replace(/[{}\\$]/g, ' ').slice(0, 400)}}, author={${short('seed')}}, year={2024}}`).join('\n'),
  })
  await form('reader', '/account/taste/zotero', { kind: 'user', id: '4242', keep: 'on' })
  await form('reader', '/saved/names', { names: [short('claimed'), `"onclick=armed('claimed')`].join('\n') })
  await form('reader', '/account/data/import', { file: JSON.stringify({ format: 'broadsheet-person', version: 1, papers: [{ id: '9901.00001', title: short('import') }], saved: [{ paper: '9901.00001', at: '2026-01-01T00:00:00.000Z' }], follows: [{ kind: 'author', value: short('imported') }], seedTexts: [{ title: short('imported'), abstract: '', author: short('imported'), identifiers: [] }] }) })
  await form('admin', '/sources', { huggingface: 'on', feeds: `https://feeds.example/"onclick="armed('feed')\nhttps://feeds.example/<script>armed('feed')</script>` }).catch(() => {})
  return { comments }
}

/** Every page and answer that shows any of it, whoever looks. */
export function showing(comments: readonly string[]): readonly string[] {
  const q = encodeURIComponent(`owls ${short('query')}" onfocus="armed('query')`)
  return [
    '/papers', `/papers/date/${yesterday}`, `/papers/date/${today}`, `/papers/date/${yesterday}?view=titles`, `/papers/date/${today}?picked=1`, '/papers/trending', '/papers/for-you', '/papers/for-you?dial=100', '/picks', '/comments', '/about', '/sources', '/submit', `/submit?what=${q}&remark=${q}&day=${q}`,
    ...ARMED_PAPERS.map((_, place) => `/papers/${idOf(place)}`), `/papers/${idOf(0)}?similar=newer&version=${q}`,
    `/papers?q=${q}`, `/papers?q=paper&category=${q}&venue=${q}&mode=${q}`, `/papers?q=author:${q}`, `/papers/date/${yesterday}?category=${q}&p=0`, `/papers/date/${q}`, `/papers/${q}`, `/papers/week/${q}`, `/papers/trending/${q}`,
    '/saved', '/saved/voted', '/saved/tagged', '/saved/noted', `/saved?q=${q}`, `/saved/tag/${encodeURIComponent(short('tag0'))}`, `/saved/tag/${q}`, `/saved/${q}`, '/saved/voted?kept=names',
    '/account', '/account/taste', '/account/data', '/account/tokens', '/account/gone', `/account?done=${q}&new=${q}`, '/admin/people', `/admin/people?done=${q}&p=${q}`, '/admin/reports', '/sign-out', `/sign-in?back=${q}&error=${q}`, '/sign-in/sent', `/sign-in/confirm?token=${q}&back=${q}`, `/sign-in/with/${q}`, `/nowhere/${q}`,
    '/papers.json', `/papers/date/${yesterday}.json`, '/papers/trending.json', '/picks.json', '/saved.json', '/papers/for-you.json',
    '/api/daily_papers', `/api/daily_papers?date=${yesterday}`, `/api/papers/search?q=${q}`, `/api/papers/${idOf(0)}`, '/api/me', '/api/me/list', '/api/me/for-you', '/api/me/export', '/api/me/taste', '/api/comments', `/api/comments?paper=${idOf(0)}`, `/api/submissions?date=${today}`, '/api/sources', '/api/status', `/api/suggest?q=${q}`, `/api/papers/${q}`, `/api/days/${q}`, `/api/${q}`,
    ...comments.slice(0, 1).map((id) => `/comments/${id}`),
  ]
}

/** The places of which each must be seen as words somewhere: what is never shown proves nothing. */
export const PLACES = ['title', 'abstract', 'author', 'venue', 'paper-comment', 'name', 'name2', 'name3', 'name4', 'token', 'comment', 'note', 'tag0', 'remark', 'reason', 'follow', 'word', 'without', 'seed', 'zotero', 'claimed', 'imported', 'query'] as const
