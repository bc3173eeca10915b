const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one)

export type LetterPart = string | { readonly link: string; readonly label: string }

/**
 * A short letter as HTML: paragraphs and links, the paper's look as far as mail programs carry it, and nothing that is loaded.
 * @param parts paragraphs of plain text, and links on a line of their own; only http and https ones
 */
export function letterHtml(title: string, parts: readonly LetterPart[]): string {
  const body = parts.map((part) => {
    if (typeof part === 'string') return `<p style="margin:0 0 16px">${escape(part)}</p>`
    if (!/^https?:\/\//.test(part.link)) throw new TypeError('A letter links to web addresses only.')
    return `<p style="margin:24px 0"><a href="${escape(part.link)}" style="display:inline-block;padding:10px 18px;border:1px solid #1a1a1a;color:#1a1a1a;text-decoration:none">${escape(part.label)}</a></p>`
  })
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escape(title)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#fdfcf9;color:#1a1a1a;font:17px/1.5 Georgia,\'Times New Roman\',serif"><div style="max-width:34em;margin:0 auto">',
    '<p style="margin:0 0 24px;padding-bottom:8px;border-bottom:1px solid #1a1a1a;font-size:22px;font-weight:bold">Broadsheet</p>',
    ...body,
    '</div></body></html>\n',
  ].join('\n')
}
