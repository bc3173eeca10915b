/** What stands around the papers of a letter, in HTML and in plain text. */
import type { Rhythm } from '../../paper/subscription.ts'
import { escapeHtml } from '../../paper/tex/escape-html.ts'
import type { Shown } from './compose-letter.ts'
import { dayWords } from './letter-words.ts'
import { LOOK, SHEET } from './look.ts'
import { COLUMNS, wrapText } from './wrap-text.ts'

export interface LetterFrame {
  readonly subject: string
  readonly day: string
  /** "12 papers in cs.LG" */
  readonly counted: string
  /** what mail programs show of the letter before it is opened */
  readonly preheader: string
  readonly ledger: string
  readonly notes: readonly string[]
  readonly more: number
  readonly viewUrl: string
  /** undefined for a letter that somebody sent by hand */
  readonly rhythm: Rhythm | undefined
  readonly email: string
  readonly publicUrl: string
  readonly links: { readonly unsubscribe: string; readonly manage: string } | undefined
}

const RHYTHM_WORDS = { daily: 'every day', weekdays: 'Monday to Friday', weekly: 'once a week' } as const
const LATE = 'Late'
const LATE_WHY = 'Papers of earlier days that came in after those letters had gone.'

const moreWords = (more: number): string => (more === 1 ? 'One more paper' : `${more.toLocaleString('en')} more papers`)
const whyWords = ({ email, rhythm }: LetterFrame): string =>
  `${rhythm === undefined ? `Somebody sent this letter to ${email} by hand, once.` : `You get this letter ${RHYTHM_WORDS[rhythm]} at ${email} because you asked for it.`} It does not tell anybody whether you read it.`

const link = (url: string, words: string): string => `<a href="${escapeHtml(url)}" class="ink" style="${LOOK.link}">${escapeHtml(words)}</a>`
const paragraph = (style: keyof typeof LOOK, words: string, names = ''): string => `<p${names === '' ? '' : ` class="${names}"`} style="${LOOK[style]}">${words}</p>`

export function frameHtml(frame: LetterFrame, fresh: readonly Shown[], late: readonly Shown[]): string {
  const { subject, preheader, counted, notes, ledger, more, viewUrl, publicUrl, links } = frame
  const html = [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escapeHtml(subject)}</title><style>${SHEET}</style></head>`,
    `<body class="paper-ground" style="${LOOK.body}">`,
    `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(preheader)}</div>`,
    `<table role="presentation" class="paper-ground" cellpadding="0" cellspacing="0" border="0" style="${LOOK.outer}"><tr><td align="center" style="padding:0">`,
    // Outlook on Windows knows no greatest width.
    '<!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->',
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${LOOK.inner}"><tr><td class="cell" style="${LOOK.cell}">`,
    `<h1 style="${LOOK.masthead}">Broadsheet</h1>`,
    paragraph('dateline', escapeHtml(dayWords(frame.day)), 'quiet line'),
    paragraph('lead', `${escapeHtml(counted)}. ${link(viewUrl, 'See them on the page')}`),
    ...(ledger === '' ? [] : [paragraph('small', escapeHtml(ledger), 'quiet')]),
    ...notes.map((note) => paragraph('small', escapeHtml(note), 'quiet')),
    ...fresh.map(paperHtml),
    ...(late.length === 0 ? [] : [`<h2 class="line" style="${LOOK.heading}">${LATE}</h2>`, paragraph('small', LATE_WHY, 'quiet'), ...late.map(paperHtml)]),
    ...(more === 0 ? [] : [paragraph('heading', `${moreWords(more)}: ${link(viewUrl, 'see the whole list')}`, 'line')]),
    `<div class="line" style="${LOOK.rule}">&nbsp;</div>`,
    paragraph('foot', escapeHtml(whyWords(frame)), 'quiet'),
    paragraph('foot', [...(links === undefined ? [] : [link(links.unsubscribe, 'Stop these letters'), link(links.manage, 'Change them')]), link(publicUrl, 'Broadsheet')].join(' · '), 'quiet'),
    '</td></tr></table>',
    '<!--[if mso]></td></tr></table><![endif]-->',
    '</td></tr></table></body></html>\n',
  ]
  return html.join('\n')
}

function paperHtml({ part: { head, abstract }, line, abridged }: Shown): string {
  return `<div style="${LOOK.paper}">${head.html}${line === '' ? '' : `<p dir="auto" class="quiet" style="${LOOK.small}">${escapeHtml(line)}</p>`}${abridged ? '' : abstract.html}</div>`
}

export function frameText(frame: LetterFrame, fresh: readonly Shown[], late: readonly Shown[]): string {
  const { counted, notes, ledger, more, viewUrl, publicUrl, links } = frame
  const rule = '-'.repeat(COLUMNS)
  const blocks = [
    `BROADSHEET\n${dayWords(frame.day)}`,
    `${wrapText(`${counted}:`)}\n${viewUrl}`,
    ...[ledger, ...notes].filter((line) => line !== '').map((line) => wrapText(line)),
    rule,
    ...fresh.map(paperText),
    ...(late.length === 0 ? [] : [`${rule}\n${LATE.toUpperCase()}\n${wrapText(LATE_WHY)}`, ...late.map(paperText)]),
    ...(more === 0 ? [] : [`${moreWords(more)}:\n${viewUrl}`]),
    rule,
    wrapText(whyWords(frame)),
    ...(links === undefined ? [] : [`Stop these letters:\n${links.unsubscribe}`, `Change them:\n${links.manage}`]),
    publicUrl,
  ]
  return `${blocks.join('\n\n')}\n`
}

function paperText({ part: { head, abstract }, line, abridged }: Shown): string {
  return [head.text, ...(line === '' ? [] : [wrapText(line)]), ...(abridged || abstract.text === '' ? [] : ['', abstract.text])].join('\n')
}
