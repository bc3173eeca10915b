import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paragraphs, texToHtml } from './tex-to-html.ts'

/** The text that a reader sees, without formulas set apart. */
function seen(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}

const ALLOWED = /^(?:math|m[a-z]+|annotation|semantics|em|strong|code|sup|sub|a|mark)$/

/** Asserts that a piece of HTML is balanced and holds nothing but what this room writes. */
function expectSafe(html: string): void {
  const open: string[] = []
  const rest = html.replace(/<(\/?)([a-zA-Z]+)((?:\s[a-z:-]+(?:="[^"<>]*")?)*)\s?>/g, (_, slash: string, name: string, attributes: string) => {
    expect(name).toMatch(ALLOWED)
    const bare = attributes.replace(/="[^"]*"/g, '=')
    expect(bare).not.toMatch(/\s(?:on[a-z]*|src|id|srcset|formaction|action)=/i)
    if (name !== 'a') expect(bare).not.toMatch(/\shref=/i)
    else if (slash === '') expect(attributes).toMatch(/^ href="https?:\/\/[^"]*" rel="noopener nofollow ugc"$/i)
    if (slash === '') open.push(name)
    else expect(open.pop()).toBe(name)
    return ''
  })
  expect(rest).not.toMatch(/[<>]/)
  expect(open).toEqual([])
}

describe('mathematics', () => {
  it('is set as MathML, with its source as the alternative', () => {
    const html = texToHtml('Bounds for $\\ell_p$ sampling in $O(k^{-3})$ steps')
    expect(html).toContain('<msub><mi>ℓ</mi><mi>p</mi></msub>')
    expect(html).toContain('alttext="\\ell_p"')
    expect(html).not.toContain('$')
    expect(seen(html)).toBe('Bounds for ℓp sampling in O(k−3) steps')
  })
  it.each(['$x^2$', '\\(x^2\\)', '$$x^2$$', '\\[x^2\\]'])('knows the delimiters of %s', (tex) => {
    expect(texToHtml(`see ${tex} here`)).toMatch(/^see <math.*<msup>.*<\/math> here$/)
  })
  it('writes a lone letter or number in few bytes', () => {
    expect(texToHtml('with $k$ of $10$')).toBe('with <math><mi>k</mi></math> of <math><mn>10</mn></math>')
  })
  it.each([
    'costs $5 and $10 a month',
    'from $66million to $76million',
    'between US$495 billion in 2000 and US$1340 billion',
    'a $35 device',
    'set $HOME and $PATH first',
    'spent $4.6B, then $300 million on it',
    'about 1$ per drawing, or 2$ per page',
    'pay $5-$10 now',
    'the $/EURO rate and the $/GBP rate',
  ])('leaves money alone: %s', (text) => {
    expect(texToHtml(text)).toBe(text)
  })
  it('finds the formula after the price', () => {
    const html = texToHtml('costs $5 and needs $x^2$ tests, or $10 at $\\alpha = 1$')
    expect(html.match(/<math/g)).toHaveLength(2)
    expect(html).toContain('costs $5 and needs <math')
    expect(html).toContain('or $10 at <math')
  })
  it.each(['$541 GeV$', '$ CPT $', '$1 - 1/poly(n)$', '$10^5$', '$2$', '$\\mbox{for all $x$}$', '$3 \\times 4$', '$n$-th'])('takes %s for mathematics', (text) => {
    expect(texToHtml(text)).toContain('<math')
    expect(seen(texToHtml(text))).not.toContain('$')
  })
  it.each(['$\\frac{1}{$', '$\\left( x$', '$x^$', '$\\nosuchcommand{x}$', '$\\begin{matrix} 1$', '$}{$', '$\\href{javascript:alert(1)}{x}$', '$\\includegraphics{http://x.y/z.png}$', '$\\def\\a{\\a\\a}\\a$'])(
    'shows the broken %s as its source',
    (text) => {
      expect(texToHtml(`a ${text} b`)).toBe(`a ${text} b`)
    },
  )
  it('knows what authors use beyond the kernel', () => {
    for (const tex of ['\\mbox{if } x', '\\R^n', '\\CC^2', '\\cT', '5\\,\\GeV', '\\Hom(A,B)', '\\Cal{O}', '\\protect\\vec{e}', 'x\\ ', '50%', '\\#P'])
      expect(texToHtml(`$${tex}$`), tex).toContain('<math')
  })
  it('lets no formula paint over the page', () => {
    const html = texToHtml('$\\rule{50em}{50em}x$ $\\kern-40em y$ $\\color{white}z$ $\\hspace{-20em}w$ $\\raisebox{9em}{u}$')
    expect(html).not.toMatch(/mathbackground|color|-\d+em|height="50/)
  })
  it('writes in Unicode what is too long to be set', () => {
    const html = texToHtml(`$${'\\alpha+'.repeat(450)}1$`)
    expect(html).not.toContain('<math')
    expect(html).toContain('α+α')
  })
})

describe('text', () => {
  it.each([
    ['Schr\\"odinger', 'Schrödinger'],
    ["Poincar\\'e and Poincar{\\'e} and Poincar\\'{e}", 'Poincaré and Poincaré and Poincaré'],
    ['\\L{}odz, {\\L}ukasz, Polyak-{\\L}ojasiewicz', 'Łodz, Łukasz, Polyak-Łojasiewicz'],
    ['Erd\\H{o}s, \\v{C}ech, Fran\\c{c}ois, \\AA ngstr\\"om', 'Erdős, Čech, François, Ångström'],
    ['na\\"{\\i}ve na\\"ive', 'naïve naïve'],
    ['a--b, c---d, x -- y', 'a–b, c—d, x – y'],
    ["``quoted'' and `single' and don't", '“quoted” and ‘single\' and don\'t'],
    ['5\\% of \\$3 \\& a\\_b \\#1 \\{x\\}', '5% of $3 & a_b #1 {x}'],
    ['Fig.~3, about ~10 of them', 'Fig.\u00a03, about ~10 of them'],
    ['the {B}ayesian {GAN}', 'the Bayesian GAN'],
    ['labels in {0, 1} and {"a": 1}', 'labels in {0, 1} and {"a": 1}'],
    ['run `pip install it` now', 'run `pip install it` now'],
    ['as in \\cite{knuth84} and \\ref{fig:1}', 'as in [knuth84] and [fig:1]'],
    ['our \\textsc{Tool} and \\mytool{} and \\mytool{it}', 'our Tool and mytool and it'],
    ['use --verbose to see', 'use --verbose to see'],
    ['snake_case_name and a_file', 'snake_case_name and a_file'],
  ])('%s', (source, expected) => {
    expect(seen(texToHtml(source))).toBe(expected)
  })
  it('keeps emphasis', () => {
    expect(texToHtml('\\emph{x $y$} {\\it foo} \\textbf{b} {\\em a {\\bf b}} \\texttt{c}')).toBe(
      '<em>x <math><mi>y</mi></math></em> <em>foo</em> <strong>b</strong> <em>a <strong>b</strong></em> <code>c</code>',
    )
  })
  it('sets bare commands and indices of mathematics', () => {
    expect(seen(texToHtml('\\alpha-divergence, 10^{-3}, R^d, H_2, High-\\\\kappa'))).toBe('α-divergence, 10−3, Rd, H2, High-κ')
    expect(texToHtml('R^d')).toContain('<sup>')
  })
  it('splits paragraphs', () => {
    expect(paragraphs('a\nb\n\n\n c \n \nd\n')).toEqual(['a\nb', 'c', 'd'])
    expect(paragraphs(' \n\n ')).toEqual([])
  })
})

describe('addresses', () => {
  it('become links without the punctuation after them', () => {
    expect(texToHtml('Code: https://a.example/b?x=1&y=2.')).toBe(
      'Code: <a href="https://a.example/b?x=1&amp;y=2" rel="noopener nofollow ugc">https://a.example/b?x=1&amp;y=2</a>.',
    )
    expect(texToHtml('(see http://a.example/x_(y), there)')).toContain('href="http://a.example/x_(y)"')
    expect(texToHtml('(https://a.example/~me/my_code)')).toContain('href="https://a.example/~me/my_code"')
    expect(texToHtml('\\url{https://a.example/x_y}')).toContain('<a href="https://a.example/x_y"')
    expect(texToHtml('\\href{https://a.example/}{the code}')).toContain('>the code</a>')
  })
  it.each(['\\href{javascript:alert(1)}{x}', '\\url{data:text/html,<script>}', 'javascript:alert(1)', '\\href{ JaVaScRiPt:alert(1)}{x}', 'ftp://a.example/'])('are only those of the web: %s', (text) => {
    expect(texToHtml(text)).not.toContain('<a')
  })
  it.each([
    ['with both parts whole', String.raw`at \href{https://a.example/owls}{this page}.`, 'this page'],
    ['with a brace lost between the two', String.raw`at \href{https://a.example/owls{this page}.`, 'this page'],
    ['with the brace closed at the end', String.raw`at \href{https://a.example/owls{this page}}.`, 'this page'],
    ['with the command lost', 'at https://a.example/owls{this page}.', 'this page'],
    ['with the address twice', 'at https://a.example/owls{https://a.example/owls}.', 'https://a.example/owls'],
    ['with the address twice, once in colour', 'at https://a.example/owls{blue{https://a.example/owls}}.', 'https://a.example/owls'],
    ['with the address twice in the command', String.raw`at \href{https://a.example/owls{https://a.example/owls}.`, 'https://a.example/owls'],
    ['with the address again, without its scheme', 'at https://a.example/owls{a.example/owls}.', 'https://a.example/owls'],
    ['with what is to be found there', 'at https://a.example/owls{code}.', 'code'],
    ['with the name of the thing', 'at https://a.example/owls{Owl-Reader}.', 'Owl-Reader'],
    ['with nothing for it', 'at https://a.example/owls{}.', 'https://a.example/owls'],
  ])('are read %s', (_, text, label) => {
    expect(texToHtml(text)).toBe(`at <a href="https://a.example/owls" rel="noopener nofollow ugc">${label}</a>.`)
  })
  it.each(['here', 'Webpage', 'project page', 'this https URL', 'Our code is available.', 'Owl-Reader'])('that end in a slash are read with %s behind them', (label) => {
    expect(texToHtml(`at https://a.example/Owl-Reader/{${label}}.`)).toBe(`at <a href="https://a.example/Owl-Reader/" rel="noopener nofollow ugc">${label}</a>.`)
  })
  it.each([
    ['https://a.example/', '{model}'], ['https://a.example/', '{user}/{repo}'], ['https://a.example/?q=', '{x}'], ['https://a.example/page', '{n}'], ['https://a.example/', '{model name}'], ['https://a.example/v', '{version}/here'],
    ['https://a.example/abs/', '{ID}.pdf'], ['https://a.example/owls', '_{n}.'], ['https://a.example/owls-', '{7b,13b}'], ['https://a.example/', '{}'], ['', 'https://{host}/owls'],
  ])('with parts to be filled in keep them, and lead to what stands before: %s%s', (address, rest) => {
    const link = address === '' ? '' : `<a href="${address}" rel="noopener nofollow ugc">${address}</a>`
    expect(texToHtml(`at ${address}${rest} now`)).toBe(`at ${link}${rest} now`)
  })
  it('never hold a link inside a link', () => {
    expectSafe(texToHtml('\\href{https://a.example/}{see https://b.example/ {\\em \\url{https://c.example/}}}'))
    expect(texToHtml('\\href{https://a.example/}{see {\\em \\url{https://c.example/}}}').match(/<a/g)).toHaveLength(1)
  })
})

describe('marks', () => {
  const marks = (word: string): boolean => ['neural', 'mathx', 'schrödinger', 'em', 'k'].includes(word.toLowerCase())
  it('wrap words of the text, not of formulas, tags or addresses', () => {
    expect(texToHtml('Neural \\emph{neural} $k$ https://neural.example/ Schr\\"odinger & <em>', { marks })).toBe(
      '<mark>Neural</mark> <em><mark>neural</mark></em> <math><mi>k</mi></math> <a href="https://neural.example/" rel="noopener nofollow ugc">https://neural.example/</a> <mark>Schrödinger</mark> &amp; &lt;<mark>em</mark>&gt;',
    )
  })
})

describe('hostile text', () => {
  it.each([
    '<script>alert(1)</script>', '$<script>alert(1)</script>$', '$\\text{<img src=x onerror=alert(1)>}$', '"><svg onload=alert(1)>', "' onmouseover='x",
    'https://a.example/"onmouseover="x', "https://a.example/'><script>", '\\href{https://a.example/"onclick="x}{y}', '\\href{https://a.example/}{<b>x</b>}', '$\\class{x" onclick="y}{z}$',
    '$\\style{x}{y}$', '$\\data{a=b}{c}$', '$\\id{x}{y}$', '$\\htmlClass{a}{b}$', '$x$<script>', '\\emph{<script>}', '\\textbf{', '{\\it <b>', '&lt;script&gt;', '\u0000<\u0000script>', '$\\unicode{x3c}script$',
    '$\\char"3C script$', '$\\mathbb{<script>}$', '$\\color{red"onclick="x}y$', '$\\url{javascript:alert(1)}$', '$\\begin{CD} A @>>> B \\end{CD}$', '$\\text{$<b>$}$', '<!-- -->', '<![CDATA[', '$\\ce{<b>}$',
  ])('%s', (text) => {
    expectSafe(texToHtml(text))
    expectSafe(texToHtml(text, { marks: () => true }))
  })

  const piece = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '$', '$$', '\\', '{', '}', '\\(', '\\)', '\\[', '\\]', '<script>', '"', "'", '<', '>', '&', 'javascript:', 'https://a.b/', '\\emph{', '\\href{', '\\url{', '\\"', '\\textbf', '\\frac', '\\begin{matrix}', '\\end{matrix}',
      '\\left', '\\text{', '^', '_', '~', '--', '`', "''", '\n\n', ' ', 'x', '\\color{', '\\it ', '{\\bf ', '\\sqrt[', ']', '\\def\\a', '#1', '%', 'onload=', '\\cite{', '\\over', '\\not', '\\\\', '\\tag{', '\\verb|', '\ud800',
    ),
  )
  it('never throws, is balanced and holds nothing live', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.boolean(), (pieces, mark) => {
        expectSafe(texToHtml(pieces.join(''), mark ? { marks: (word) => word.length > 1 } : {}))
      }),
      { numRuns: 1500 },
    )
  })

  it.each(['$', '\\', '{', '\\(', '`', '$x$', '${', '{\\it ', '\\"', '$x^', 'http://a(', 'http://a{', 'http://a{x} '])('a megabyte of %s is no trouble', (unit) => {
    expect(texToHtml(unit.repeat(Math.ceil(1_000_000 / unit.length))).length).toBeGreaterThan(0)
  })
  it.each(['$$', '}', '\\[', "'", '~', '-', '^', '_', 'http://', '\\emph{', '\\href{', '\\frac', '\\sqrt[', '$\\frac{', '\\left(', '^{', 'x_', 'h', '\\alpha', '\\tilde ', '\\$', 'a)', '$5 and ', ')'])(
    'nor are a hundred thousand characters of %s',
    (unit) => {
      const text = unit.repeat(Math.ceil(100_000 / unit.length))
      expect(texToHtml(`${text} http://a.example/${text}`)).toContain('http:')
    },
  )
})
