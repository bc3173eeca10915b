import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { EMPTY_PAPER, madeUpPaper } from '../../test/page/made-up-papers.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { paragraphs } from '../paper/tex/tex-to-html.ts'
import { paperMarkdown } from './paper-markdown.ts'

const markdown = new MarkdownIt({ html: true, linkify: false })
const HERE = 'https://papers.example/papers/1'

describe('a paper as Markdown', () => {
  it('keeps formulas as TeX and words as they are written', () => {
    const text = paperMarkdown({ ...EMPTY_PAPER, title: 'Bounds for $\\ell_p$ *and* more', abstract: 'We show $a<b_1$.\n\n# 1. Next, \\emph{too}.', authors: [{ name: 'Ada [Example]' }] }, HERE, paragraphs)
    expect(text).toBe(`# Bounds for $\\ell_p$ \\*and\\* more\n\n- Authors: Ada \\[Example\\]\n- Page: <${HERE}>\n\n## Abstract\n\nWe show $a\\lt b_1$.\n\n\\# 1. Next, *too*.\n`)
  })

  it('says what is missing', () => {
    expect(paperMarkdown({ ...EMPTY_PAPER, withdrawn: true }, HERE, paragraphs)).toMatch(/withdrawn[\s\S]*No source gave an abstract/)
  })

  it('makes no markup of anybody’s words', () => {
    const wild = fc.string({ unit: fc.constantFrom('<', '>', 'b', 'script', '![', '](', ')', '`', '~~~', '\n', '\n\n', '    ', '# ', '1. ', '- ', '=', '|', '&lt;', '\\', '$', '*', '_', 'javascript:', 'x') , maxLength: 30 })
    fc.assert(fc.property(wild, wild, wild, (title, abstract, name) => {
      const html = markdown.render(paperMarkdown({ ...EMPTY_PAPER, title: `T ${title}`, abstract, authors: [{ name: name.trim() || 'A' }] }, HERE, paragraphs))
      expect([...html.matchAll(/<(\w+)/g)].map(([, tag]) => tag).filter((tag) => !['h1', 'h2', 'ul', 'li', 'p', 'a', 'em', 'strong', 'br'].includes(tag!))).toEqual([])
      expect([...html.matchAll(/<(?:h1|h2|li)>/g)]).toHaveLength(4)
      expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([HERE])
    }))
  })
})

describe('GET /papers/ID.md', () => {
  const paper = { ...madeUpPaper(7), id: '2410.00007' }
  const { app } = pageApp({ papers: [paper] })
  it.each([['/papers/2410.00007.md', {}], ['/papers/2410.00007', { accept: 'text/markdown' }]])('%s %j', async (path, headers) => {
    const answer = await app.request(path, { headers })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8'])
    expect(await answer.text()).toMatch(/^# [^\n]+\n\n- Authors: /)
  })
  it('knows what is not held', async () => {
    expect((await app.request('/papers/9999.00001.md')).status).toBe(404)
  })
})
