import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { BroadsheetError } from '../paper/errors.ts'
import { terms } from '../search-index/terms.ts'
import { readCorpus, type Corpus } from './corpus.ts'
import { madeUpPapers, writePapers } from './made-up-papers.test-helper.ts'

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-corpus-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const SIZES = { words: 1000, pieces: 50 }
const read = (...files: string[]): Promise<Corpus> => readCorpus(files, SIZES, () => {})

/** The words of each run of a paper, read back from the numbers. */
function runs({ handles, runStart, paperStart, vocabulary }: Corpus, paper: number): string[][] {
  const answer: string[][] = []
  for (let run = paperStart[paper]!; run < paperStart[paper + 1]!; run++) answer.push([...handles.subarray(runStart[run], runStart[run + 1])].map((handle) => vocabulary.words[handle]!))
  return answer
}

describe('readCorpus', () => {
  const papers = madeUpPapers(40)

  it('keeps the words of each title and of each sentence, and in how many papers each stands', async () => {
    const corpus = await read(writePapers(folder, papers))
    expect(corpus.field).toHaveLength(40)
    for (const [number, { title, abstract }] of papers.entries()) {
      const sentences = abstract.split('. ').map((sentence) => terms(sentence))
      expect(runs(corpus, number)).toEqual([terms(title), ...sentences])
    }
    const { words, frequency } = corpus.vocabulary
    const texts = papers.map(({ title, abstract }) => new Set(terms(`${title} ${abstract}`)))
    for (const [row, word] of words.entries()) expect([word, frequency[row]]).toEqual([word, texts.filter((text) => text.has(word)).length])
  })

  it('reads gzipped files as plain ones, several as one', async () => {
    const [first, second] = [writePapers(folder, papers.slice(0, 15), 'a.jsonl'), writePapers(folder, papers.slice(15), 'b.jsonl')]
    writeFileSync(`${second}.gz`, gzipSync(readFileSync(second)))
    expect(await read(first, `${second}.gz`)).toEqual(await read(writePapers(folder, papers)))
  })

  it('leaves out titles that come again, however written, and papers without a title or an abstract', async () => {
    const [paper, other] = papers as [(typeof papers)[0], (typeof papers)[0]]
    const again = { ...other, title: `  ${paper.title.toUpperCase()}!` }
    const corpus = await read(writePapers(folder, [paper, again, { ...other, title: '…' }, { ...other, abstract: 'Withdrawn.' }, other], 'few.jsonl'))
    expect(corpus.field).toHaveLength(2)
    expect(runs(corpus, 1)[0]).toEqual(terms(other.title))
  })

  it('tells fields apart by first category, or by conference whatever the year', async () => {
    const filed = [{ primary: 'x.A' }, { venue: 'Made Up 2001' }, { primary: 'x.B' }, { venue: 'Made Up 2002' }, {}, { primary: 'x.A', venue: 'Made Up 2003' }]
    const corpus = await read(writePapers(folder, filed.map((file, i) => ({ title: papers[i]!.title, abstract: papers[i]!.abstract, ...file })), 'filed.jsonl'))
    expect([...corpus.field]).toEqual([0, 1, 2, 1, 3, 0])
  })

  it('names the file that is missing, cut short or no list of papers, and how far it could be read', async () => {
    const good = writePapers(folder, papers.slice(0, 2), 'good.jsonl')
    const packed = gzipSync(readFileSync(good))
    const damaged: [name: string, bytes: string | Buffer][] = [
      ['cut.jsonl.gz', packed.subarray(0, packed.length - 20)],
      ['no.jsonl.gz', 'no gzip'],
      ['text.jsonl', `${readFileSync(good, 'utf8')}\n{"title":`],
      ['null.jsonl', 'null\n'],
      ['number.jsonl', '{"title":5,"abstract":"x"}\n'],
    ]
    for (const [name, bytes] of damaged) {
      const file = join(folder, name)
      writeFileSync(file, bytes)
      await expect(read(good, file), name).rejects.toThrow(BroadsheetError)
      await expect(read(good, file), name).rejects.toThrow(file)
    }
    await expect(read(join(folder, 'text.jsonl'))).rejects.toThrow('beyond line 3.')
    await expect(read(join(folder, 'none.jsonl'))).rejects.toThrow(BroadsheetError)
  })
})
