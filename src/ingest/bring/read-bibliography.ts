import { normalise } from '../../normalise/normalise.ts'
import { BroadsheetError, publicMessage } from '../../paper/errors.ts'
import type { PaperRecord } from '../../paper/paper.ts'
import type { ByteSource } from '../../source/file/byte-source.ts'
import type { Parsed } from '../../source/source.ts'

/**
 * The one paper of a pasted BibTeX entry or RIS record. Its links are left out: they would stand on the paper's page as if a service gave them.
 * @throws BroadsheetError bad-input for none or several, with what is wrong
 */
export async function readBibliography(text: string, format: 'BibTeX' | 'RIS'): Promise<PaperRecord> {
  const source: ByteSource = { file: format, name: `The ${format}`, chunks: inOnePiece(text), failure: undefined }
  const read: (source: ByteSource) => AsyncGenerator<Parsed[]> =
    format === 'BibTeX' ? (await import('../../source/file/bibtex/bibtex.ts')).readBibtex : (await import('../../source/file/ris/ris.ts')).readRis
  const records: PaperRecord[] = []
  let wrong: string | undefined
  for await (const batch of read(source)) {
    for (const parsed of batch) {
      try {
        if ('rejected' in parsed) wrong ??= parsed.rejected.reason
        else records.push(...normalise(parsed.record))
      } catch (error) {
        wrong ??= publicMessage(error)
      }
    }
  }
  const [record] = records
  if (record === undefined) throw new BroadsheetError('bad-input', `This ${format} holds no paper that can be read${wrong === undefined ? '' : `: ${wrong.replace(/[.\s]+$/, '')}`}.`)
  if (records.length > 1) throw new BroadsheetError('bad-input', `This ${format} holds ${records.length} papers; submit one at a time.`)
  return { ...record, links: [], days: [] }
}

async function* inOnePiece(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text, 'utf8')
}
