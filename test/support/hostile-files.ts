/** Files of papers as an enemy, a bad disk or a careless exporter would write them; good records stand between the bad. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { seeded } from '../../src/replay/random.ts'

/** The day under which every one of these papers is listed. */
export const DAY = '2024-01-05'
/** Who submits on this morning is listed on that day. */
const SUBMITTED = '2024-01-04'

const paper = (number: number, told: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    id: `2401.${String(number).padStart(5, '0')}`, title: `Sound paper ${number} on kettles`, abstract: 'Kettles whistle when they are warm.',
    authors: ['A. Person'], categories: ['cs.LG'], primary: 'cs.LG', created: SUBMITTED, ...told,
  })

const raw = (...parts: readonly (string | readonly number[])[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part as string)))

const atomEntry = (number: number, title: string): string =>
  `<entry><id>http://arxiv.org/abs/2401.${String(number).padStart(5, '0')}v1</id><title>${title}</title><summary>Text.</summary><published>${SUBMITTED}T10:00:00Z</published><updated>${SUBMITTED}T10:00:00Z</updated><author><name>A. Person</name></author><category term="cs.LG"/></entry>`
const atom = (head: string, ...entries: readonly string[]): string => `<?xml version="1.0"?>\n${head}<feed xmlns="http://www.w3.org/2005/Atom">${entries.join('\n')}</feed>`

const laughs = Array.from({ length: 9 }, (_, place) => `<!ENTITY l${place + 1} "${`&l${place};`.repeat(10)}">`).join('\n')

/** Mark-up, scripts and TeX that must never come alive on a page. `armed()` is what they would call. */
export const CHARGES = [
  '<script>armed()</script>',
  '"><img src=x onerror=armed()>',
  '\'"--></title></script><svg onload=armed()>',
  '<a href="javascript:armed()">here</a>',
  '&lt;script&gt;armed()&lt;/script&gt;',
  '<iframe srcdoc="&lt;script&gt;parent.armed()&lt;/script&gt;"></iframe>',
  '$\\href{javascript:armed()}{x} + \\text{<img src=x onerror=armed()>}$',
  '$x</math><script>armed()</script>$ $\\class{a" onclick="armed()}{y}$',
  '$\\def\\b{\\b\\b}\\b$ $' + '{'.repeat(2000) + '$',
  '\u202e<b>armed()</b>\u2066\u0007\u001b[31m',
  '{{constructor.constructor("armed()")()}}${armed()}<%= armed() %>',
] as const

interface HostileFile {
  readonly name: string
  readonly content: Buffer
  /** good papers that go in */
  readonly added: number
  /** lines of records that do not, with words of the reason */
  readonly rejected?: readonly (readonly [line: number, reason: RegExp])[]
  /** the sentence for a file that cannot be read to its end */
  readonly broken?: RegExp
}

export const HOSTILE_FILES: readonly HostileFile[] = [
  {
    name: 'long-line.jsonl',
    content: raw(paper(1), '\n{"title":"', 'a'.repeat(10_000_000), '"}\n', paper(2), '\n'),
    added: 2,
    rejected: [[2, /longer than/]],
  },
  {
    name: 'nul.jsonl',
    content: raw(paper(3), '\n', paper(4, { title: 'A NUL \u0000 escaped', abstract: 'a\u0000b', authors: ['N\u0000l'] }), '\n', paper(5).replace('Sound', 'Sou\0nd'), '\n\0\0\0\n', paper(6)),
    added: 4,
  },
  {
    name: 'broken-utf-8.jsonl',
    content: raw(paper(7), '\n{"id":"2401.00008","title":"Broken ', [0xff, 0xfe], ' text ', [0xe2, 0x82], '","abstract":"', [0xc3, 0x28], `","authors":["`, [0xf0, 0x28], `"],"categories":["cs.LG"],"created":"${SUBMITTED}"}\n`, paper(9), '\n'),
    added: 3,
  },
  {
    name: 'damaged-lines.jsonl',
    content: raw([paper(10), '{"id":"2401.00011","title":', '[]', 'null', '7', '"text"', '{}', '{"title":""}', '{"title":{"a":1},"id":"2401.00012","categories":[],"created":"x"}', '{"__proto__":{"title":"x"},"constructor":1}', `${'['.repeat(50_000)}`, paper(13)].join('\n')),
    added: 2,
    rejected: [[2, /JSON/], [4, /null/], [5, /number/], [6, /string/], [7, /title/], [8, /title/], [9, /title/], [10, /title/], [11, /./]],
  },
  {
    name: 'scripts.jsonl',
    content: raw(
      CHARGES.map((charge, place) =>
        paper(20 + place, { title: `Charge ${place} ${charge} end`, abstract: `${charge}\n\n${charge}`, authors: [charge, `A. ${charge}`], categories: ['cs.LG', charge.slice(0, 50)], doi: charge, comment: charge }),
      ).join('\n'),
      '\n',
      CHARGES.map((charge, place) => JSON.stringify({ id: `icml2024/${place}${charge}`, title: `Conference charge ${place} ${charge} end`, abstract: charge, authors: [charge], venue: charge, keywords: [charge], url: `javascript:armed()//${charge}` })).join('\n'),
      '\n',
      JSON.stringify({
        paper: { id: '2401.00050', title: 'Listed charge <script>armed()</script>', summary: '<script>armed()</script>', authors: [{ name: '<script>armed()</script>' }], upvotes: 3, publishedAt: `${DAY}T00:00:00.000Z`, submittedOnDailyAt: `${DAY}T01:00:00.000Z`, ai_summary: '<script>armed()</script>', ai_keywords: ['<img src=x onerror=armed()>'], projectPage: 'javascript:armed()', githubRepo: 'javascript:armed()', mediaUrls: ['javascript:armed()'] },
        title: 'Listed charge', thumbnail: 'javascript:armed()', numComments: 1, submittedBy: { name: '"><script>armed()</script>', fullname: '<script>armed()</script>', avatarUrl: 'javascript:armed()' },
      }),
    ),
    added: CHARGES.length * 2 + 1,
  },
  {
    name: 'odd-ids.jsonl',
    content: raw(['../../etc/passwd', '..%2f..%2fetc', 'a?b=c#d', 'a b\tc', '%00', 'x'.repeat(350)].map((id, place) => JSON.stringify({ id, title: `An odd id, number ${place} of its kind`, abstract: 'Odd.', authors: ['A. Person'], venue: 'ICML 2024' })).join('\n')),
    added: 6,
  },
  {
    name: 'open-brace.bib',
    content: raw('@article{a, title={A sound entry about spoons}, author={A. Person}, year={2020}}\n@article{b, title={An open brace, author={X}\n@article{c, title={A sound entry about forks}, author={B. Person}, year={2021}}\n'),
    added: 2,
    rejected: [[2, /brace/]],
  },
  { name: 'cut.jsonl.gz', content: cutGzip(), added: 0, broken: /cut short/ },
  { name: 'damaged.jsonl.gz', content: Buffer.concat([gzipSync(paper(60)).subarray(0, -8), Buffer.alloc(8)]), added: 0, broken: /damaged/ },
  { name: 'laughs.xml', content: raw(atom(`<!DOCTYPE feed [<!ENTITY l0 "ha">\n${laughs}]>\n`, atomEntry(70, '&l9;'))), added: 0, broken: /entities/ },
  { name: 'outside.xml', content: raw(atom('<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n', atomEntry(71, 'Outside &x;'))), added: 0, broken: /entities/ },
  { name: 'parameter.xml', content: raw(atom('<!DOCTYPE feed [<!ENTITY % p SYSTEM "http://127.0.0.1:9/evil.dtd"> %p;]>\n', atomEntry(72, 'Outside'))), added: 0, broken: /entities/ },
  { name: 'cut.xml', content: raw(atom('', atomEntry(73, 'A sound entry about ladles'), atomEntry(74, 'cut')).slice(0, -60)), added: 1, broken: /breaks off/ },
  { name: 'cut.json', content: raw(`[${paper(75)},\n${paper(76)},\n{"id":"2401`), added: 2, broken: /breaks off/ },
  { name: 'deep.json', content: raw('['.repeat(300_000)), added: 0, broken: /./ },
  { name: 'empty.jsonl', content: Buffer.alloc(0), added: 0, broken: /empty/ },
  { name: 'zeros.jsonl', content: Buffer.alloc(100_000), added: 0, broken: /zero bytes/ },
  { name: 'bytes.jsonl', content: Buffer.from(Array.from({ length: 5000 }, noise())), added: 0, broken: /not a text file/ },
  { name: 'page.html', content: raw('<!doctype html><html><title>A page</title><script>armed()</script></html>'), added: 0, broken: /web page/ },
]

/** How many lines of a list of 3,000 the first six tenths of its gzip bytes hold is for unpacking to say. */
function cutGzip(): Buffer {
  const next = seeded(7)
  const whole = gzipSync(Array.from({ length: 3000 }, (_, place) => paper(10_000 + place, { comment: String(next()) })).join('\n'))
  return whole.subarray(0, Math.floor(whole.length * 0.6))
}

function noise(): () => number {
  const next = seeded(11)
  return () => Math.floor(next() * 256)
}

/** Writes them all into a folder. */
export function writeHostileFiles(folder: string): void {
  for (const { name, content } of HOSTILE_FILES) writeFileSync(join(folder, name), content)
}
