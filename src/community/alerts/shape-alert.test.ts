import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOOK_KINDS, type HookKind } from '../../paper/hook.ts'
import { madeUpPaper } from '../../store/made-up-papers.ts'
import { type AlertMessage, alertPaper } from './alert-message.ts'
import { shapeAlert, SHOWN } from './shape-alert.ts'

const ADDRESS: Readonly<Record<HookKind, string>> = {
  generic: 'https://own.example/in', slack: 'https://hooks.slack.example/services/T/B/x', discord: 'https://discord.example/api/webhooks/1/x',
  telegram: 'https://api.telegram.example/bot1:x/sendMessage?chat_id=-100123&message_thread_id=7', mattermost: 'https://mattermost.example/hooks/x',
}
const paperOf = (title: string, names: readonly string[] = ['Ada Example'], id = '2604.00001') =>
  alertPaper({ ...madeUpPaper(1).content, key: 1, title, id, authors: names.map((name) => ({ name })) }, 'https://papers.example')
const message = (papers: AlertMessage['papers'], more = 0): AlertMessage => ({ id: 'alert_1', at: '2026-04-01T00:00:00.000Z', isTest: false, view: { path: '/papers/trending', url: 'https://papers.example/papers/trending', name: 'Trending papers' }, papers, more })
const shaped = (kind: HookKind, what: AlertMessage) => {
  const made = shapeAlert({ kind, address: ADDRESS[kind], secret: 'bsh_x' }, what, 1000)
  return { ...made, json: JSON.parse(made.body) as Record<string, any> }
}

const HOSTILE = '<!channel> <@U1> @everyone @here <script>alert(1)</script> & [x](https://evil.example) | *bold* `code` _i_ \u202egnp.exe\n\n# Head \0'

describe('hostile titles', () => {
  test('are text in Slack', () => {
    const { text, blocks } = shaped('slack', message([paperOf(HOSTILE, ['<!here>'])], 12)).json
    const said = blocks.map((block: any) => block.text?.text ?? block.elements[0].text)
    expect(text).toBe('13 new papers: Trending papers')
    expect(said[1]).toBe('*<https://papers.example/papers/2604.00001|&lt;!channel&gt; &lt;@U1&gt; @everyone @here &lt;script&gt;alert(1)&lt;/script&gt; &amp; [x](https://evil.example) ¦ ∗bold∗ ‘code‘ _i_ gnp.exe # Head>*\n&lt;!here&gt;')
    expect(said[2]).toBe('<https://papers.example/papers/trending|and 12 more>')
  })

  test('call nobody in Discord', () => {
    const { content, embeds, allowed_mentions } = shaped('discord', message([paperOf(HOSTILE)], 12)).json
    expect(allowed_mentions).toEqual({ parse: [] })
    expect(content).toBe('13 new papers\\: Trending papers\n<https://papers.example/papers/trending>\nand 12 more')
    expect(embeds[0].title).toContain('@\u200beveryone')
    expect(embeds[0].title).toContain('\\[x\\]\\(https\\://evil')
    expect(embeds[0].url).toBe('https://papers.example/papers/2604.00001')
  })

  test('call nobody and link nowhere in Mattermost', () => {
    const { text } = shaped('mattermost', message([paperOf(HOSTILE, ['@all'], '10.1/a(b)')])).json
    expect(text).toMatch(/^\[1 new paper: Trending papers\]\(https:\/\/papers\.example\/papers\/trending\)\n\n- \[/)
    expect(text).not.toMatch(/@(?!\u200b)|(?<!\\)\*|[^\\]\]\(https:\/\/evil/)
    expect(text).toContain('(https://papers.example/papers/10.1/a%28b%29)')
  })

  test('stand in Mattermost as they are written, without a backslash before signs that it knows no escape for', () => {
    const title = 'C++: \\o/ a <b> & $5 = "x"? :smile: #12; {A}-1_b ~c~ http://x.example 100%'
    const label = /^- \[(.*)\]\(https:\/\/papers\.example\/papers\/2604\.00001\) {2}$/m.exec(shaped('mattermost', message([{ ...paperOf(''), title }])).json['text'])![1]!
    // Escapes as mattermost/marked has them.
    expect(label.replace(/\\([`*{}[\]()#+\-.!_>|~])/g, '$1').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll('\u200b', '')).toBe(title)
    expect(label).not.toMatch(/:smile:|:\/\//)
  })

  test('are text in Telegram, in the chat that the address names', () => {
    const { url, json } = shaped('telegram', message([paperOf(HOSTILE)], 12))
    expect(url).toBe('https://api.telegram.example/bot1:x/sendMessage')
    expect(json).toMatchObject({ chat_id: '-100123', message_thread_id: 7, parse_mode: 'HTML', link_preview_options: { is_disabled: true } })
    expect(json['text']).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp;')
    expect(json['text'].replace(/<\/?b>|<a href="https:\/\/papers\.example\/[^"<>]*">|<\/a>/g, '')).not.toMatch(/[<>]/)
  })

  test('whatever they are, limits of the services hold', () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom('<', '&', '*', '@', '\\', '|', '$', '\ud800', '𝔘', '\u202e', '\n'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })), maxLength: 400 })
    fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 10 }), text, (titles, name) => {
      const what = message(titles.map((title) => paperOf(title, Array.from({ length: 30 }, () => name))), 5)
      const { blocks } = shaped('slack', what).json
      for (const block of blocks) expect((block.text?.text ?? '').length).toBeLessThanOrEqual(3000)
      const { content, embeds } = shaped('discord', what).json
      expect(content.length).toBeLessThanOrEqual(2000)
      for (const embed of embeds) expect(embed.title.length).toBeLessThanOrEqual(256)
      expect(embeds.reduce((sum: number, embed: any) => sum + embed.title.length + embed.description.length, 0)).toBeLessThanOrEqual(6000)
      const read = shaped('telegram', what).json['text'].replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt|quot|#39);/g, 'x')
      expect(read.length).toBeLessThanOrEqual(4096)
      for (const kind of HOOK_KINDS) expect(shaped(kind, what).body).not.toMatch(/[\u0000-\u001f\u202e]|\\u(?:0000|d[89ab])/i)
    }), { numRuns: 60 })
  })
})

test('a program of one’s own gets JSON with a signature that holds for these bytes and this moment', () => {
  const { headers, body, json, url } = shaped('generic', message([paperOf('On $\\alpha$', ['Ada', 'Bo'])], 2))
  expect(url).toBe(ADDRESS.generic)
  expect(json).toEqual({
    type: 'papers.new', id: 'alert_1', at: '2026-04-01T00:00:00.000Z', view: { path: '/papers/trending', url: 'https://papers.example/papers/trending', name: 'Trending papers' }, more: 2,
    papers: [expect.objectContaining({ id: '2604.00001', title: 'On α', url: 'https://papers.example/papers/2604.00001', authors: ['Ada', 'Bo'], moreAuthors: 0 })],
  })
  expect(headers['Broadsheet-Delivery']).toBe('alert_1')
  expect(headers['Broadsheet-Signature']).toBe(`t=1000,v1=${createHmac('sha256', 'bsh_x').update(`1000.${body}`).digest('hex')}`)
  for (const kind of HOOK_KINDS) if (kind !== 'generic') expect(shaped(kind, message([])).headers).toEqual({ 'content-type': expect.stringMatching(/json/) })
})

test('every kind shows some papers', () => {
  for (const kind of HOOK_KINDS) expect(SHOWN[kind]).toBeGreaterThanOrEqual(10)
})
