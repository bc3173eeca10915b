/** Elements whose content is not for reading. */
const UNREAD = new Set(['script', 'style', 'svg', 'iframe', 'noscript', 'template', 'head', 'object', 'button', 'form', 'select', 'audio', 'video', 'canvas', 'annotation', 'annotation-xml'])
const BLOCK = new Set(['p', 'div', 'section', 'article', 'header', 'footer', 'aside', 'blockquote', 'pre', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'tr', 'figure', 'figcaption', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'sec', 'title', 'body', 'main', 'nav', 'address', 'details', 'summary', 'br'])
/** sub and sup are left to strip-tags.ts, which makes TeX of them. */
const INLINE = new Set(['a', 'abbr', 'acronym', 'b', 'bdi', 'bdo', 'big', 'cite', 'code', 'del', 'dfn', 'em', 'font', 'html', 'i', 'img', 'input', 'ins', 'kbd', 'label', 'link', 'mark', 'meta', 'nobr', 'picture', 'q', 's', 'samp', 'small', 'source', 'span', 'strike', 'strong', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tt', 'u', 'var', 'wbr', 'center', 'col', 'colgroup', 'embed', 'param', 'caption', 'math', 'mrow', 'mi', 'mo', 'mn', 'msub', 'msup', 'msubsup', 'mfrac', 'msqrt', 'mtext', 'mstyle', 'mover', 'munder', 'munderover', 'mspace', 'semantics', 'italic', 'bold', 'sc'])
const CELLS = new Set(['td', 'th', 'caption'])
/** No tag that a person wrote is longer. */
const MAX_TAG = 5000

/**
 * The text of HTML: tags that HTML knows are taken out, blocks become paragraphs (`\n\n`), what is not for reading (scripts, styles)
 * goes. Entities stay as they are, for clean-text.ts to decode, as do `<sub>` and `<sup>`; `a < b` and unknown tags are text.
 * Linear in the length of the text; never throws.
 */
export function htmlToText(html: string): string {
  const blocks = /<(?:\/?p|div|br|li|h[1-6]|table|section|article)\b/i.test(html)
  const put = (text: string): string => (blocks ? text.replace(/\s+/g, ' ') : text)
  const endless = new Set<string>()
  let text = ''
  let at = 0
  for (;;) {
    const open = html.indexOf('<', at)
    if (open < 0) return text + put(html.slice(at))
    text += put(html.slice(at, open))
    if (html.startsWith('<!--', open) || html.startsWith('<![CDATA[', open) || html.startsWith('<!', open) || html.startsWith('<?', open)) {
      const comment = html.startsWith('<!--', open)
      const close = html.indexOf(comment ? '-->' : '>', open + 2)
      // What is never closed hides nothing.
      if (close < 0) return text + put(html.slice(open + 2))
      at = close + (comment ? 3 : 1)
      continue
    }
    const close = endOfTag(html, open)
    const name = close === undefined ? undefined : /^<\/?(?:[a-z]{1,10}:)?([a-z][a-z0-9-]{0,20})(?=[\s/>])/i.exec(html.slice(open, open + 40))?.[1]?.toLowerCase()
    if (close === undefined || name === undefined || !(BLOCK.has(name) || INLINE.has(name) || UNREAD.has(name))) {
      text += '<'
      at = open + 1
      continue
    }
    at = close
    const closing = html[open + 1] === '/'
    if (UNREAD.has(name) && !closing && html[close - 2] !== '/') {
      const end = endless.has(name) ? undefined : endOfElement(html, name, close)
      if (end === undefined) endless.add(name)
      else at = end
    } else if (name === 'br') text += '\n'
    else if (BLOCK.has(name)) text += '\n\n'
    else if (CELLS.has(name)) text += ' '
  }
}

/** The place after the `>` of the tag that opens at `open`; undefined for what is no tag. */
function endOfTag(html: string, open: number): number | undefined {
  const first = html.charCodeAt(open + 1) === 0x2f ? html.charCodeAt(open + 2) : html.charCodeAt(open + 1)
  if (!((first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a))) return undefined
  const limit = Math.min(html.length, open + MAX_TAG)
  let quote = 0
  for (let i = open + 2; i < limit; i++) {
    const code = html.charCodeAt(i)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 0x3e) return i + 1
    else if (code === 0x3c) return undefined
    // A quotation mark opens a value only after an equals sign: `don't>` is text.
    else if ((code === 0x22 || code === 0x27) && /=\s{0,3}$/.test(html.slice(Math.max(0, i - 4), i))) quote = code
  }
  return undefined
}

/** The place after the end tag of an element; undefined where it has none. */
function endOfElement(html: string, name: string, from: number): number | undefined {
  const pattern = new RegExp(`</${name}\\s{0,10}>`, 'gi')
  pattern.lastIndex = from
  const found = pattern.exec(html)
  return found === null ? undefined : found.index + found[0].length
}
