import { parseIdentifier } from '../../paper/identifier.ts'
import type { Identifier } from '../../paper/paper.ts'

/** What a person wrote to name one paper. */
export type Asked =
  | { readonly kind: 'identifier'; readonly identifier: Identifier }
  | { readonly kind: 'bibliography'; readonly format: 'BibTeX' | 'RIS'; readonly text: string }
  /** nothing that names one paper; the sentence says why, and what does */
  | { readonly kind: 'unclear'; readonly sentence: string }

/** Characters of what was pasted; a BibTeX entry with a long abstract has some thousand. */
export const ASKED_CHARACTERS_MAX = 50_000
/** Words of a text that are looked at for an identifier. */
const WORDS_MAX = 200
/** No identifier and no address of a paper is longer. */
const WORD_CHARACTERS_MAX = 500

const WHAT_WORKS = 'Write an arXiv id, a DOI, the address of the paper at one of the services that Broadsheet knows, or paste its BibTeX or RIS.'

/**
 * Reads what a person wrote: an arXiv id or DOI in any spelling, alone or in a line of text (`arXiv:2403.07691v2 [cs.LG]`, a citation, a
 * Markdown link), the address of a paper, or BibTeX or RIS. Nothing is looked up, and no address is ever opened. Never throws.
 */
export function readAsked(written: string): Asked {
  if (written.length > ASKED_CHARACTERS_MAX) return unclear(`That is ${written.length.toLocaleString('en')} characters; ${ASKED_CHARACTERS_MAX.toLocaleString('en')} are taken.`)
  const text = written.replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '').trim()
  if (text === '') return unclear(WHAT_WORKS)
  const format = /^\s*@\s*[a-z]{2,40}\s*[{(]/im.test(text) ? 'BibTeX' : /^\s*TY {1,2}- ?/m.test(text) ? 'RIS' : undefined
  if (format !== undefined) return { kind: 'bibliography', format, text }
  const whole = parseIdentifier(text.normalize('NFKC'))
  if (whole !== undefined) return { kind: 'identifier', identifier: whole }
  return among(text)
}

/** The one paper that a text names among its words; of an arXiv id and a DOI beside each other, the arXiv id. */
function among(text: string): Asked {
  const found = new Map<string, Identifier>()
  let address = false
  for (const word of text.normalize('NFKC').split(/\s+/, WORDS_MAX)) {
    if (word.length > WORD_CHARACTERS_MAX) continue
    address ||= /https?:\/\//i.test(word)
    const identifier = identifierIn(word)
    if (identifier !== undefined) found.set(`${identifier.scheme} ${identifier.value}`, identifier)
  }
  const all = [...found.values()]
  for (const scheme of ['arxiv', 'doi', 'openreview', 'acl'] as const) {
    const same = all.filter((one) => one.scheme === scheme)
    if (same.length > 1) return unclear(`That names ${same.length} papers (${same.slice(0, 3).map(({ value }) => value.slice(0, 60)).join(', ')}${same.length > 3 ? ' …' : ''}); submit one at a time.`)
    if (same[0] !== undefined) return { kind: 'identifier', identifier: same[0] }
  }
  return unclear(address ? `Broadsheet opens no addresses, and this one does not say which paper it is. ${WHAT_WORKS}` : `That names no paper. ${WHAT_WORKS}`)
}

/** A word may stand in brackets or quotation marks, end a sentence, or be the target of a Markdown link. */
function identifierIn(word: string): Identifier | undefined {
  const target = word.includes('](') ? word.slice(word.indexOf('](') + 2) : word
  const bare = trimmedEnd(target.replace(/^[([{<"'“‘«]{1,5}/, ''))
  // What closes a bracket may belong to a DOI: 10.1016/S0140-6736(20)30183-5.
  const closed = closesTooMuch(bare) ? trimmedEnd(bare.slice(0, -1)) : bare
  return parseIdentifier(closed) ?? parseIdentifier(trimmedEnd(closed.replace(/[)\]}>].*$/s, ''))) ?? ownPage(closed)
}

/** The address of a paper's page here, or at any other Broadsheet: what follows is its public id. */
function ownPage(word: string): Identifier | undefined {
  const id = /^https?:\/\/[^/?#]{1,200}\/papers\/([^?#]{1,300})/.exec(word)?.[1]
  if (id === undefined) return undefined
  try {
    return parseIdentifier(decodeURIComponent(id))
  } catch {
    return undefined
  }
}

/** Ends in a bracket that was opened before the word. */
function closesTooMuch(word: string): boolean {
  const opening = { ')': '(', ']': '[', '}': '{', '>': '<' }[word.at(-1) ?? '']
  return opening !== undefined && word.split(opening).length < word.split(word.at(-1)!).length
}

function trimmedEnd(text: string): string {
  let end = text.length
  while (end > 0 && '.,;:!?"\'”’»'.includes(text[end - 1]!)) end--
  return text.slice(0, end)
}

function unclear(sentence: string): Asked {
  return { kind: 'unclear', sentence }
}
