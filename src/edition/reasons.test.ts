import { describe, expect, it } from 'vitest'
import type { Candidate, Evidence } from '../search-index/search-index.ts'
import { explanationOf, reasonsOf, type Asked } from './reasons.ts'

const NONE: Evidence = { cover: 0, title: 0, abstract: 0, keywords: 0, authors: 0, phrase: 0, near: 0, ofTitle: 0 }
const hit = (words: number, meaning: number, evidence?: Partial<Evidence>): Candidate =>
  ({ key: 1, words, meaning, day: undefined, evidence: evidence && { ...NONE, ...evidence } })
const said = (candidate: Candidate, terms: Record<string, number>, asked: Asked = { kind: 'words', words: 3 }) =>
  reasonsOf(candidate, terms, asked).map(({ text }) => text)
const BY_WORDS = { words: 0.6, meaning: 0.1 }

describe('the reasons of a hit', () => {
  it.each<[evidence: Partial<Evidence>, words: number, text: string]>([
    [{ cover: 1, title: 1, abstract: 0.5, phrase: 1 }, 3, 'the exact phrase in the title'],
    [{ cover: 1, title: 0.3, abstract: 1, phrase: 1 }, 3, 'the exact phrase in title and abstract'],
    [{ cover: 1, title: 1, abstract: 0.5 }, 3, 'all the words in the title'],
    [{ cover: 1, title: 0.5, abstract: 0.5, keywords: 0.1 }, 3, 'all the words in title, abstract and keywords'],
    [{ cover: 0.99999, abstract: 0.99999 }, 2, 'all the words in the abstract'],
    [{ cover: 0.7, abstract: 0.7 }, 3, 'most of the words in the abstract'],
    [{ cover: 0.2, keywords: 0.2 }, 3, 'some of the words in the keywords'],
    [{ cover: 1, title: 1, phrase: 1 }, 1, 'the word in the title'],
    [{ cover: 1, abstract: 1, phrase: 0.9 }, 90, 'this very text in the abstract'],
    [{ cover: 0.6, abstract: 0.6, phrase: 0.3 }, 90, 'most of the words in the abstract'],
  ])('%j of %i words: %s', (evidence, words, text) => {
    expect(said(hit(8, 0.1, evidence), BY_WORDS, { kind: 'words', words })).toEqual([text])
  })

  it('names an author beside the words, or alone', () => {
    expect(said(hit(8, 0.1, { cover: 1, authors: 1 }), BY_WORDS)).toEqual(['the author’s name'])
    expect(said(hit(8, 0.1, { cover: 1, authors: 0.5, title: 0.5 }), BY_WORDS)).toEqual(['all the words in the title', 'an author’s name'])
  })

  it('names meaning only where it carries weight', () => {
    expect(said(hit(8, 0.4, { cover: 1, title: 1 }), { words: 0.6, phrase: 0.2, meaning: 0.3 })).toEqual(['all the words in the title'])
    expect(said(hit(8, 0.9), { words: 0.3, meaning: 0.4 })).toEqual(['its words', 'close in meaning'])
    expect(said(hit(0, 0.9), { words: 0, meaning: 0.4 })).toEqual(['close in meaning'])
    expect(said(hit(8, 0.9), { words: 0.6, penalty: -0.5, meaning: 0.2 })).toEqual(['its words'])
    expect(said(hit(0, 0), {})).toEqual([])
    expect(said(hit(0, 0.3), { words: 0, meaning: 0.05, company: 0.1, recent: 0.5 })).toEqual(['close in meaning'])
  })

  it('takes the company of the best hits for meaning', () => {
    expect(said(hit(8, 0.5, { cover: 0.4, abstract: 0.4 }), { words: 0.25, meaning: 0.07, company: 0.15 })).toEqual(['some of the words in the abstract', 'close in meaning'])
  })

  it('does not claim words that are not there', () => {
    expect(said(hit(3, 0.1, {}), BY_WORDS, { kind: 'words', words: 1 })).toEqual(['related words'])
  })

  it('says nothing but the id where one was asked for, and little of papers like another', () => {
    expect(said(hit(0, 0), { words: 0, meaning: 0 }, { kind: 'identifier' })).toEqual(['the paper with this id'])
    expect(said(hit(8, 0.9, { cover: 0.3, title: 0.1 }), { words: 0.3, meaning: 0.4 }, { kind: 'paper' })).toEqual(['shared words', 'close in meaning'])
  })

  it('keeps the numbers as they were measured', () => {
    expect(explanationOf(hit(8, 0.5, { cover: 0.25 }), BY_WORDS)).toEqual({ signals: { words: 8, meaning: 0.5, ...NONE, cover: 0.25 }, terms: BY_WORDS })
    expect(explanationOf({ ...hit(8, 0.5), company: 0.7 }, BY_WORDS).signals).toEqual({ words: 8, meaning: 0.5, company: 0.7 })
  })
})
