import fc from 'fast-check'
import { expect, it } from 'vitest'
import { markdownToHtml } from './markdown-to-html.ts'

it('writes emphasis, lists, code, quotes and links', () => {
  expect(markdownToHtml('*Nice* **work**')).toBe('<p><em>Nice</em> <strong>work</strong></p>\n')
  expect(markdownToHtml('- a\n- b')).toContain('<li>a</li>')
  expect(markdownToHtml('`x < y`')).toContain('<code>x &lt; y</code>')
  expect(markdownToHtml('> said')).toContain('<blockquote>')
  expect(markdownToHtml('[here](https://example.org/a?b=1&c=2)')).toBe('<p><a href="https://example.org/a?b=1&amp;c=2" rel="noopener nofollow ugc">here</a></p>\n')
  expect(markdownToHtml('see https://example.org/x.')).toContain('<a href="https://example.org/x" rel="noopener nofollow ugc">')
})

it('typesets mathematics, and leaves prices and code alone', () => {
  expect(markdownToHtml('For $\\ell_p$ norms')).toMatch(/<math alttext="\\ell_p".*<\/math> norms/)
  expect(markdownToHtml('$a_1 * b * c_2$')).not.toContain('<em>')
  expect(markdownToHtml('from $5 to $10 each')).toBe('<p>from $5 to $10 each</p>\n')
  expect(markdownToHtml('`$x$`')).toBe('<p><code>$x$</code></p>\n')
  expect(markdownToHtml('\\$x$')).not.toContain('<math')
})

it('writes long mathematics in Unicode instead of typesetting it', () => {
  expect(markdownToHtml('$\\alpha_1$ '.repeat(1000)).match(/<math/g)!.length).toBeLessThan(600)
})

it.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![x](https://example.org/pixel.png)',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](java\u0000script:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:x)',
  '[x](//example.org)',
  '[x](/sign-out)',
  '<javascript:alert(1)>',
  '[x](https://example.org "\\" onmouseover=alert(1) \\"")',
  '$\\href{javascript:alert(1)}{x}$',
  '$\\text{</math><script>alert(1)</script>}$',
  '$</math><img src=x onerror=alert(1)>$',
  '```"><script>alert(1)</script>\nx\n```',
  '# <h1 onclick=alert(1)>',
  '[x]: javascript:alert(1)\n\n[x]',
])('makes nothing that acts of %j', (text) => expect(actsIn(markdownToHtml(text))).toEqual([]))

it('makes nothing that acts of anything', () => {
  const pieces = fc.constantFrom(
    '<', '>', '"', "'", '&', '&lt;', '[', ']', '(', ')', '!', '*', '_', '`', '```', '\n', '\n\n', '> ', '- ', '1. ', '|', '|-|-|', '$', '$$', '\\', '\\href{', '}', 'javascript:', 'https://a.b/', '<script>',
    'onerror=', '<img src=x ', '\u0000', '\t', '&#x6a;', 'x', ' ',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 5, arbitrary: pieces }, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 }), (parts) => {
      expect(actsIn(markdownToHtml(parts.join('')))).toEqual([])
    }),
    { numRuns: 500 },
  )
})

it.each(['[', '![', '*', '_', '`', '> ', '<', '$', '$$', '|', '- ', '\\', '[x](', '&#', '**a', '~~'])('answers a page of %j', (piece) => {
  expect(markdownToHtml(piece.repeat(10_000 / piece.length)).length).toBeLessThan(300_000)
})

/** Tags and attributes that have no business in a comment. */
function actsIn(html: string): string[] {
  const TAGS = /^(p|br|em|strong|s|ul|ol|li|code|pre|blockquote|hr|a|table|thead|tbody|tr|th|td|math|m[a-z]+)$/
  const wrong: string[] = []
  for (const [whole, name, attributes] of html.matchAll(/<\/?([^\s>/]*)([^>]*)>/g)) {
    if (!TAGS.test(name!)) wrong.push(whole)
    for (const [, attribute, value] of attributes!.matchAll(/\s([^\s=>]+)="([^"]*)"/g)) {
      if (name === 'a' ? !/^(href|rel|title)$/.test(attribute!) : /^(on|src|href|id)/.test(attribute!)) wrong.push(whole)
      if (attribute === 'href' && !/^https?:\/\//i.test(value!)) wrong.push(whole)
    }
  }
  return wrong
}
