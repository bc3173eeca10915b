// How long a letter takes to write: `node bench/compose.mjs [LETTERS]`, after a build. Papers are made up, 20 a letter out of 2,000.
import { composeLetter } from '../dist/mail/letter/compose-letter.js'
import { PaperParts } from '../dist/mail/letter/paper-part.js'

const letters = Number(process.argv[2] ?? 10_000)
const SENTENCES = ['We study how far a made-up method can be carried before its assumptions break.', 'The error is bounded by $O(k^{-3})$, so that depth costs less than width.', 'Across nineteen tasks it lowers the error by 14%.']
const paper = (key) => ({ key, id: `2410.${10_000 + key}`, title: `On the habits of owls ${key}: $\\mathcal{O}(n^2)$`, abstract: Array.from({ length: 14 }, (_, at) => SENTENCES[(at + key) % 3]).join(' '), authors: Array.from({ length: 6 }, (_, at) => ({ name: `Ada Example ${at}` })), upvotes: key % 40 })
const papers = Array.from({ length: 2000 }, (_, at) => paper(at + 1))
const publicUrl = 'https://papers.example'

function write(count, parts) {
  const began = performance.now()
  for (let at = 0; at < count; at++) {
    const entries = Array.from({ length: 20 }, (_, place) => ({ paper: papers[(at * 37 + place * 61) % papers.length], listed: undefined, reasons: [{ kind: 'close', text: 'close to a paper that you saved' }] }))
    const digest = { view: { kind: 'for-you' }, day: '2024-10-18', entries, late: [], more: 40, ledger: '312 of 312 arXiv papers · complete', notes: [] }
    composeLetter(digest, { email: `r${at}@example.org`, rhythm: 'daily', publicUrl, messageId: `${at}@papers.example`, links: { unsubscribe: `${publicUrl}/letters/unsubscribe/${at}`, manage: `${publicUrl}/letters/manage/${at}` }, parts })
  }
  return (performance.now() - began) / count
}

console.log(`each paper anew: ${write(Math.ceil(letters / 50)).toFixed(2)} ms a letter`)
const began = performance.now()
const each = write(letters, new PaperParts(publicUrl))
console.log(`papers held: ${each.toFixed(2)} ms a letter; ${letters.toLocaleString('en')} letters in ${((performance.now() - began) / 1000).toFixed(1)} s`)
