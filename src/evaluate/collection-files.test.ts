import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { collectionFiles } from './collection-files.ts'
import { folderOf } from './made-up-collection.test-helper.ts'

describe('the files of a collection', () => {
  it('may be several of a corpus, packed or not, and each is taken once', () => {
    const folder = folderOf({ 'corpus.jsonl': '', 'corpus-2.jsonl.gz': '', 'corpus-1.jsonl.gz': '', 'corpus-1.jsonl': '', 'mycorpus.jsonl': '', 'corpus.txt': '', 'queries.jsonl': '', 'qrels.tsv': '' }, 'a b')
    expect(collectionFiles(`${folder}/`)).toEqual({
      name: 'a b',
      corpus: ['corpus-1.jsonl', 'corpus-2.jsonl.gz', 'corpus.jsonl'].map((name) => join(folder, name)),
      queries: join(folder, 'queries.jsonl'),
      judgments: join(folder, 'qrels.tsv'),
    })
  })

  it.each([
    [{ 'queries.jsonl': '', 'qrels.tsv': '' }, /holds no corpus\*\.jsonl or corpus\*\.jsonl\.gz\.$/],
    [{ 'corpus.jsonl': '', 'qrels.tsv': '' }, /holds no queries\.jsonl\.$/],
    [{ 'corpus.jsonl': '' }, /holds no queries\.jsonl, no qrels\.tsv\.$/],
  ])('that are missing are named: %j', (files, sentence) => {
    expect(() => collectionFiles(folderOf(files))).toThrow(sentence)
  })

  it('lie in a folder that is there', () => {
    const folder = folderOf({ 'corpus.jsonl': '' })
    expect(() => collectionFiles(join(folder, 'none'))).toThrow(/none does not exist\.$/)
    expect(() => collectionFiles(join(folder, 'corpus.jsonl'))).toThrow(/is a file/)
  })
})
