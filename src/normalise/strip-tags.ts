/** The tags that publishers put into titles and abstracts; `a < b`, `p<0.05` and unknown tags are text. */
const TAG = /<(\/?)(?:jats:|mml:)?(p|br|hr|i|b|u|em|strong|bold|italic|sub|sup|sc|small|span|div|title|sec|list|list-item|ul|ol|li|tt|code|a|ext-link|xref|abstract|inline-formula|tex-math|scp|h[1-6])(?:\s[^<>]{0,500})?\s?\/?>/gi
const BLOCK = new Set(['p', 'br', 'hr', 'div', 'sec', 'title', 'list', 'list-item', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
/** Tags that stand alone. `<p>` and `<li>` do not: in physics `<p>` is a mean. */
const VOID = new Set(['br', 'hr'])
const BARE = /^<[\w:]+\s?\/?>$/

/**
 * Takes HTML and JATS tags out of a text. A tag goes only if its closing tag is there too, so `x<b` and
 * `$a<i>b$` stay; blocks leave a paragraph break; short sub- and superscripts become TeX, for `10<sup>5</sup>` is not 105.
 */
export function stripTags(text: string): string {
  const closed = new Set<string>()
  for (const match of text.matchAll(TAG)) if (match[1] === '/') closed.add(match[2]!.toLowerCase())
  const scripts = text.replace(/<(sub|sup)>([^<>$\\{}^_]{1,40})<\/\1>/gi, (_, kind: string, inner: string) => (inner.trim() === '' ? '' : `$${kind.toLowerCase() === 'sup' ? '^' : '_'}{${inner.trim()}}$`))
  return scripts.replace(TAG, (whole, _slash: string, name: string) => {
    const tag = name.toLowerCase()
    if (!closed.has(tag) && !(VOID.has(tag) && BARE.test(whole))) return whole
    return BLOCK.has(tag) ? '\n\n' : ''
  })
}
