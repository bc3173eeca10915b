/**
 * An alert in the shape that its receiver reads. Titles and names are anybody's words: none of them may become markup, a link of its
 * own or a call to everybody in a room.
 */
import type { Hook, HookKind } from '../../paper/hook.ts'
import { escapeHtml } from '../../paper/tex/escape-html.ts'
import { type AlertMessage, authorLine, headLine, moreLine, oneLine } from './alert-message.ts'
import { signature } from './signature.ts'

export interface ShapedAlert {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON */
  readonly body: string
}

/** So many papers are shown in one alert. Chats cut or refuse longer messages. */
export const SHOWN: Readonly<Record<HookKind, number>> = { generic: 50, slack: 10, discord: 10, telegram: 10, mattermost: 10 }

const TITLE_CHARACTERS = 200

/** @param atSeconds now, as signatures say it */
export function shapeAlert({ kind, address, secret }: Pick<Hook, 'kind' | 'address' | 'secret'>, message: AlertMessage, atSeconds: number): ShapedAlert {
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  if (kind === 'generic') {
    const body = JSON.stringify(generic(message))
    return { url: address, body, headers: { ...headers, 'Broadsheet-Delivery': message.id, 'Broadsheet-Signature': signature(secret, body, atSeconds) } }
  }
  if (kind === 'telegram') {
    const url = new URL(address)
    const chat = { chat_id: url.searchParams.get('chat_id'), ...threadOf(url) }
    url.search = ''
    return { url: url.href, headers, body: JSON.stringify({ ...chat, text: telegramText(message), parse_mode: 'HTML', link_preview_options: { is_disabled: true } }) }
  }
  return { url: address, headers, body: JSON.stringify(kind === 'slack' ? slack(message) : kind === 'discord' ? discord(message) : mattermost(message)) }
}

function generic({ id, at, isTest, view, papers, more }: AlertMessage): object {
  return { type: isTest ? 'test' : 'papers.new', id, at, view, papers: papers.map(({ moreAuthors, published, ...paper }) => ({ ...paper, moreAuthors, published: published ?? null })), more }
}

/** https://docs.slack.dev/messaging/formatting-message-text: of three characters only the entities are known. */
const slackText = (text: string): string => text.replace(/[&<>]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[one] ?? '')

/** Inside `<address|label>` both ends are kept from ending early. */
const slackLink = (url: string, label: string): string => `<${slackText(url).replace(/\|/g, '%7C')}|${slackText(label).replace(/\|/g, '¦')}>`

function slack(message: AlertMessage): object {
  const section = (text: string): object => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } })
  const papers = message.papers.map((paper) => section([`*${slackLink(paper.url, unstarred(oneLine(paper.title, TITLE_CHARACTERS)))}*`, slackText(authorLine(paper))].filter((line) => line !== '').join('\n')))
  const more = moreLine(message)
  return {
    text: slackText(headLine(message)),
    blocks: [
      section(slackLink(message.view.url, headLine(message))),
      ...papers,
      ...(more === '' ? [] : [{ type: 'context', elements: [{ type: 'mrkdwn', text: slackLink(message.view.url, more), verbatim: true }] }]),
    ],
    unfurl_links: false,
    unfurl_media: false,
  }
}

/** Slack has no escape for what makes text bold; a letter that looks the same is none of it. */
const unstarred = (text: string): string => text.replaceAll('*', '∗').replaceAll('`', '‘')

/** Backslashes before everything that Discord's Markdown knows; nobody is called by @. */
const discordText = (text: string): string => text.replace(/[\\`*_~|[\](){}<>#+\-=.!:]/g, '\\$&').replaceAll('@', '@\u200b')

/** https://docs.discord.com/developers/resources/message: 10 embeds of 6,000 characters together, titles of 256. */
function discord(message: AlertMessage): object {
  const more = moreLine(message)
  return {
    content: `${discordText(headLine(message))}\n<${message.view.url}>${more === '' ? '' : `\n${more}`}`,
    embeds: message.papers.map((paper) => ({ title: cut(discordText(oneLine(paper.title, 125)), 250), url: paper.url, description: cut(discordText(authorLine(paper, 3)), 300) })),
    allowed_mentions: { parse: [] },
  }
}

/** Mattermost's Markdown takes a backslash before some signs only, and would show it before others; those are entities, or are kept from what follows. */
const mattermostText = (text: string): string =>
  text
    .replace(/[&<\\$]/g, (one) => `&#${one.charCodeAt(0)};`)
    .replace(/[`*_~|[\](){}>+\-.!]|#(?!\d+;)/g, '\\$&')
    .replace(/@|:(?=[\w/+-])/g, '$&\u200b')

/** https://developers.mattermost.com/integrate/webhooks/incoming: Markdown as text. */
function mattermost(message: AlertMessage): object {
  const papers = message.papers.map((paper) => `- [${mattermostText(oneLine(paper.title, TITLE_CHARACTERS))}](${markdownUrl(paper.url)})  \n  ${mattermostText(authorLine(paper))}`)
  return { text: [`[${mattermostText(headLine(message))}](${markdownUrl(message.view.url)})`, '', ...papers, moreLine(message)].join('\n').trim() }
}

const markdownUrl = (url: string): string => url.replace(/[()<>\s\\]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

/** Never between a backslash and what it stands before. */
const cut = (text: string, characters: number): string => (text.length <= characters ? text : `${text.slice(0, characters - 1).replace(/\\+$|[\ud800-\udbff]$/, '')}…`)

/** https://core.telegram.org/bots/api#html-style: 4,096 characters once the tags are read. */
function telegramText(message: AlertMessage): string {
  const papers = message.papers.map((paper) => `• <a href="${escapeHtml(paper.url)}">${escapeHtml(oneLine(paper.title, TITLE_CHARACTERS))}</a>\n${escapeHtml(oneLine(authorLine(paper, 3), 150))}`)
  return [`<b>${escapeHtml(headLine(message))}</b>`, ...papers, ...(message.more === 0 ? [] : [`<a href="${escapeHtml(message.view.url)}">${escapeHtml(moreLine(message))}</a>`])].join('\n\n')
}

function threadOf(url: URL): object {
  const thread = url.searchParams.get('message_thread_id') ?? ''
  return /^\d{1,15}$/.test(thread) ? { message_thread_id: Number(thread) } : {}
}
