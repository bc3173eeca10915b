import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanParagraphs } from './clean-text.ts'

const MARKUP = { markup: true }

describe('cleanLine', () => {
  it.each([
    ['  Line\n  breaks\tand   blanks ', 'Line breaks and blanks'],
    ['AT&amp;T &lt;i&gt; &eacute;&#233;&#xe9; &unknown; &', 'AT&T <i> ééé &unknown; &'],
    ['nul\u0000 zero\u200bwidth\ufeff bidi\u202etxt soft\u00adhyphen', 'nul zerowidth biditxt softhyphen'],
    ['lone \ud800 half', 'lone \ufffd half'],
    ['e\u0301', '\u00e9'],
    ['no-break\u00a0space', 'no-break space'],
    ['$a<b>c$ and p<0.05', '$a<b>c$ and p<0.05'],
    ['tag\u{e0041}s', 'tags'],
  ])('%j', (text, clean) => {
    expect(cleanLine(text, 2000)).toBe(clean)
  })

  it('cuts at the limit, never through a character', () => {
    expect(cleanLine('ab😀', 3)).toBe('ab')
    expect(cleanLine('ab😀', 4)).toBe('ab😀')
    expect(cleanLine('  ab  cd', 4)).toBe('ab c')
  })

  it('is its own fixed point and leaves no trouble behind', () => {
    const wild = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('\ud800', '\u0000', '\u200d', ' \n ', '\u2028', 'e\u0301', '\u202e')), { maxLength: 10 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(wild.filter((text) => !text.includes('&')), (text) => {
        const once = cleanLine(text, 50)
        expect(cleanLine(once, 50)).toBe(once)
        expect(once.length).toBeLessThanOrEqual(50)
        // eslint-disable-next-line no-control-regex
        expect(once).not.toMatch(/[\u0000-\u001f\u200b-\u200f\u202a-\u202e]|^ | $| {2}|\p{Cs}/u)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('cleanParagraphs', () => {
  it.each([
    ['  First line\nof the column.\n  New paragraph\ngoes on.\n', 'First line of the column.\n\nNew paragraph goes on.'],
    ['One.\r\n\r\n \r\nTwo.', 'One.\n\nTwo.'],
    ['One\nline', 'One line'],
    ['\n\n', ''],
  ])('%j', (text, clean) => {
    expect(cleanParagraphs(text, 1000)).toBe(clean)
  })
})

describe('markup', () => {
  it.each([
    ['<jats:p>One.</jats:p><jats:p>Two.</jats:p>', 'One.\n\nTwo.'],
    ['<jats:title>Abstract</jats:title><jats:p>One <jats:italic>two</jats:italic>.</jats:p>', 'Abstract\n\nOne two.'],
    ['a < b and b > c, p<0.05, <p> alone', 'a < b and b > c, p<0.05, <p> alone'],
    ['x<b and y>i, if <b then c> is', 'x<b and y>i, if <b then c> is'],
    ['10<sup>5</sup> and H<sub>2</sub>O', '10$^{5}$ and H$_{2}$O'],
    ['<i>Drosophila</i> <a href="javascript:alert(1)">flies</a>', 'Drosophila flies'],
    ['Graph<br> decompositions and a mean <p>', 'Graph\n\ndecompositions and a mean <p>'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['&lt;b&gt;kept as text&lt;/b&gt;', '<b>kept as text</b>'],
  ])('%j', (text, clean) => {
    expect(cleanParagraphs(text, 1000, MARKUP)).toBe(clean)
  })
})
