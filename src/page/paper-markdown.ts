/** A paper as Markdown: what its page says of it, for programs that read. Words of papers are escaped; formulas stay TeX between dollars. */
import type { Paper } from '../paper/paper.ts'
import { parseTex, type TexNode } from '../paper/tex/parse-tex.ts'
import { safeUrl } from './words/addresses.ts'
import { sourceLinks } from './words/source-links.ts'

/** Authors that are named; a collaboration of thousands is counted. */
const AUTHORS = 200

/** Every sign that could begin markup, wherever it stands: too many backslashes harm nobody. */
const escaped = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').replace(/[\\`*_{}[\]<>()#+\-.!|~$&=]/g, (sign) => (/[-.()+=!]/.test(sign) ? sign : `\\${sign}`))

/** Signs that mean something at the beginning of a line only. */
const line = (text: string): string => text.replace(/^(\s*)([-+=]|\d+(?=[.)]))/, (_, blank: string, sign: string) => `${blank}${/\d/.test(sign) ? `${sign}\\` : `\\${sign}`}`)

function write(nodes: readonly TexNode[]): string {
  return nodes.map((node): string => {
    if (node.kind === 'text') return escaped(node.text)
    // A formula cannot be escaped, so what HTML or a link would be made of is written otherwise.
    if (node.kind === 'math') return `$${node.tex.replace(/[\p{Cc}\s]+/gu, ' ').replace(/</g, '\\lt ').replace(/>/g, '\\gt ').replace(/`/g, "'").replace(/\](?=[([:])/g, '] ').replace(/(?<!\\)\$/g, '').trim()}$`
    if (node.kind === 'link') {
      const href = safeUrl(node.href)
      return href === undefined ? write(node.children) : `[${write(node.children)}](<${href}>)`
    }
    const inside = write(node.children)
    return node.style === 'em' ? `*${inside}*` : node.style === 'strong' ? `**${inside}**` : inside
  }).join('')
}

const inline = (source: string): string => line(write(parseTex(source)).trim())

/**
 * @param address of the paper's page, absolute
 * @param paragraphs an abstract cut where its author began a new paragraph
 */
export function paperMarkdown(paper: Paper, address: string, paragraphs: (source: string) => readonly string[]): string {
  const more = paper.authors.length - AUTHORS
  const authors = paper.authors.slice(0, AUTHORS).map(({ name }) => escaped(name)).join(', ')
  const facts: readonly (readonly [string, string])[] = [
    ['Authors', more > 0 ? `${authors} and ${more} more` : authors],
    ['Published', paper.published ?? ''],
    ['Venue', escaped(paper.venue ?? '')],
    ['Categories', paper.categories.map(escaped).join(', ')],
    ['Links', sourceLinks(paper).map(({ label, href }) => `[${label}](<${href.replace(/[<>]/g, encodeURIComponent)}>)`).join(', ')],
    ['Page', `<${address}>`],
  ]
  const abstract = paragraphs(paper.abstract).map(inline).filter((one) => one !== '')
  return [
    `# ${write(parseTex(paper.title)).trim()}`,
    ...(paper.withdrawn ? ['**This paper was withdrawn.**'] : []),
    facts.filter(([, value]) => value !== '').map(([name, value]) => `- ${name}: ${value}`).join('\n'),
    '## Abstract',
    ...(abstract.length > 0 ? abstract : ['No source gave an abstract of this paper.']),
    ...(paper.aiSummary === undefined ? [] : ['## Summary by a machine', inline(paper.aiSummary)]),
    '',
  ].join('\n\n').replace(/\n+$/, '\n')
}
