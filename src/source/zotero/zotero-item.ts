import type { RawRecord } from '../source.ts'
import { isObject } from '../json-answer.ts'

/** Kinds of items that hold no paper: https://api.zotero.org/itemTypes */
const NO_PAPERS: ReadonlySet<string> = new Set(['attachment', 'note', 'annotation', 'email', 'letter', 'film', 'podcast', 'radioBroadcast', 'tvBroadcast', 'videoRecording', 'audioRecording', 'instantMessage', 'artwork', 'map'])
const AUTHORS_MAX = 200

/**
 * One item of a Zotero library (format=json, https://www.zotero.org/support/dev/web_api/v3/basics) as the CSL item that an
 * export of it would be; undefined for notes, attachments and whatever else is no paper. arXiv ids stand in
 * `archiveID` (`arXiv:2401.01234`), in `extra`, or in the address.
 */
export function zoteroItem(value: unknown, place: number): RawRecord | undefined {
  if (!isObject(value) || !isObject(value['data'])) return undefined
  const { data } = value
  const text = (name: string): string | undefined => (typeof data[name] === 'string' && data[name] !== '' ? data[name] : undefined)
  if (text('title') === undefined || NO_PAPERS.has(text('itemType') ?? '')) return undefined
  const item = {
    type: text('itemType'),
    title: text('title'),
    abstract: text('abstractNote'),
    author: creators(data['creators']),
    issued: { raw: text('date') },
    DOI: text('DOI'),
    URL: text('url'),
    note: text('extra'),
    archive_location: text('archiveID'),
    'container-title': text('publicationTitle') ?? text('proceedingsTitle') ?? text('bookTitle'),
  }
  return { shape: 'csl', value: item, line: place, file: 'Zotero' }
}

/** Authors before editors and whoever else had a hand in it. */
function creators(value: unknown): object[] {
  if (!Array.isArray(value)) return []
  const named = value.slice(0, AUTHORS_MAX).filter(isObject)
  const authors = named.filter(({ creatorType }) => creatorType === 'author')
  return (authors.length > 0 ? authors : named).map(({ firstName, lastName, name }) =>
    typeof name === 'string' ? { literal: name } : { given: typeof firstName === 'string' ? firstName : '', family: typeof lastName === 'string' ? lastName : '' },
  )
}
