import MarkdownIt, { type StateInline } from 'markdown-it'
import { closingDollar } from '../tex/closing-dollar.ts'
import { mathToHtml } from '../tex/math-to-html.ts'

/** Mathematics beyond this many characters of one text is written in Unicode: typesetting it would cost too much. */
const MATH_BUDGET = 10_000
/** Lists in quotes in lists: deeper ones are text. */
const NESTING_MAX = 12

interface Env {
  budget: number
}

const markdown = new MarkdownIt('default', { html: false, linkify: true, typographer: false, breaks: true, maxNesting: NESTING_MAX })
// Pictures would load from elsewhere, and headings belong to the page.
markdown.disable(['image', 'heading', 'lheading'])
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
markdown.validateLink = (url) => {
  try {
    return ['http:', 'https:'].includes(new URL(url).protocol)
  } catch {
    return false // an address of this site too: a comment may be read elsewhere
  }
}
markdown.inline.ruler.before('escape', 'math', math)
markdown.renderer.rules['math'] = (tokens, index, _options, env) => {
  const { content, markup } = tokens[index]!
  const left = env as unknown as Env
  left.budget -= content.length + 20
  return mathToHtml({ tex: content, source: `${markup}${content}${markup}`, display: false }, left.budget > 0)
}
const link = markdown.renderer.rules['link_open'] ?? ((tokens, index, options, _env, self) => self.renderToken(tokens, index, options))
markdown.renderer.rules['link_open'] = (tokens, index, options, env, self) => {
  tokens[index]!.attrSet('rel', 'noopener nofollow ugc')
  return link(tokens, index, options, env, self)
}
// The pages' policy allows no styles in the text; columns all begin at the left.
for (const name of ['th_open', 'td_open']) markdown.renderer.rules[name] = (tokens, index) => `<${tokens[index]!.tag}>`

/**
 * A person's Markdown (CommonMark with tables and strikethrough) with TeX between dollar signs as safe HTML: no raw HTML, no
 * pictures, no headings, links to http and https only, mathematics as MathML. Never throws for a text of bounded length.
 */
export function markdownToHtml(text: string): string {
  return markdown.render(text, { budget: MATH_BUDGET } satisfies Env)
}

function math(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state
  if (src.charCodeAt(pos) !== 36) return false
  const close = closingDollar(src, pos, posMax)
  if (close === undefined) return false
  if (!silent) {
    const token = state.push('math', 'math', 0)
    token.content = src.slice(pos + close.width, close.end)
    token.markup = '$'.repeat(close.width)
  }
  state.pos = close.end + close.width
  return true
}
