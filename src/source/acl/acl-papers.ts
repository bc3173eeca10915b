import { SourceTrouble } from '../http/http.ts'
import type { RawRecord, Rejection } from '../source.ts'
import { childNamed, childrenNamed, readXmlTree, textNamed, textOf, type XmlElement } from '../xml-tree.ts'
import { markupText } from './markup-text.ts'

/** The value of records of the shape acl: a paper and the volume that it stands in, texts with TeX between dollar signs. */
export interface AclPaper {
  readonly volume: AclVolume
  readonly paper: {
    /** number within the volume */
    readonly id: string
    readonly title: string
    readonly abstract: string
    readonly authors: readonly { readonly first: string; readonly last: string; readonly affiliation: string }[]
    /** the paper's id in the Anthology, or the address of a paper that lies elsewhere */
    readonly url: string | undefined
    readonly doi: string | undefined
    readonly pages: string | undefined
    /** a paper's own, where it differs from its volume's */
    readonly month: string | undefined
    readonly year: string | undefined
    readonly language: string | undefined
    readonly awards: readonly string[]
    /** where its program is */
    readonly code: string | undefined
    readonly revisions: readonly { readonly date: string | undefined; readonly note: string }[]
    /** why it was taken back (retracted or removed); present, if empty, where no reason is given */
    readonly retracted: string | undefined
  }
}

export interface AclVolume {
  /** `2025.acl`, `P19` */
  readonly collection: string
  /** `long`, `1` */
  readonly id: string
  readonly type: string | undefined
  readonly title: string
  /** short names, such as acl, findings or ws */
  readonly venues: readonly string[]
  readonly month: string | undefined
  readonly year: string | undefined
  readonly journal: string | undefined
  readonly journalVolume: string | undefined
  readonly journalIssue: string | undefined
}

export interface AclPapers {
  readonly records: readonly RawRecord[]
  readonly rejected: readonly Rejection[]
  /** false when the file could not be read to its end */
  readonly whole: boolean
}

/** The largest collections have some 5,000. */
const MAX_PAPERS = 50_000
const MAX_AUTHORS = 5000

/**
 * The papers of a collection: `<collection id><volume id><meta/><frontmatter/><paper id>…`. Front matter is no paper. Of a file that
 * is broken in its midst, what stands before is read and the rest is one rejection.
 * Format: data/xml/schema.rnc of https://github.com/acl-org/acl-anthology
 * @throws SourceTrouble `broken` for what is no such file, `cut` for one that breaks off
 */
export async function aclPapers(text: string, file: string): Promise<AclPapers> {
  const records: RawRecord[] = []
  const rejected: Rejection[] = []
  let known = false
  let volume: { readonly element: XmlElement; readonly facts: AclVolume } | undefined
  let beyond = 0
  const failure = await readXmlTree(text, {
    onEnd: (element, parents) => {
      known ||= parents.length === 0 && element.name === 'collection'
      if (parents[0]?.name !== 'collection') return false
      known = true
      if (element.name === 'volume' && parents.length === 1) return true
      if (element.name === 'frontmatter') return true
      if (element.name !== 'paper' || parents.length !== 2) return false
      const [collection, around] = [parents[0], parents[1]!]
      // The volume's facts stand before its papers; they are read once for all of them.
      if (volume?.element !== around) volume = { element: around, facts: volumeOf(collection, around) }
      const number = element.attributes['id'] ?? ''
      if (number === '0') return true
      if (records.length >= MAX_PAPERS) beyond++
      else if (textOf(childNamed(element, 'title')).trim() === '') rejected.push({ file, line: element.line, reason: `The paper ${short(number)} of the volume ${short(volume.facts.id)} has no title.` })
      else records.push({ shape: 'acl', value: { volume: volume.facts, paper: paperOf(element) } satisfies AclPaper, line: element.line, file })
      return true
    },
  })
  if (failure?.startsWith('breaks off') && /<collection[\s>]/.test(text.slice(0, 1000))) throw new SourceTrouble('cut', `The answer of the ACL Anthology broke off: it ${failure}.`)
  if (!known && records.length === 0) throw new SourceTrouble('broken', `The ACL Anthology answered with something other than a collection of papers${failure === undefined ? '' : `: it ${failure}`}.`)
  if (failure !== undefined) rejected.push({ file, line: lineOf(failure), reason: `The file ${failure}; what follows was not read.` })
  if (beyond > 0) rejected.push({ file, line: 1, reason: `The collection has ${beyond} papers more than the ${MAX_PAPERS} that are read.` })
  return { records, rejected, whole: failure === undefined }
}

function volumeOf(collection: XmlElement, volume: XmlElement): AclVolume {
  const meta = childNamed(volume, 'meta')
  return {
    collection: collection.attributes['id'] ?? '',
    id: volume.attributes['id'] ?? '',
    type: volume.attributes['type'],
    title: markupText(childNamed(meta, 'booktitle')),
    venues: childrenNamed(meta, 'venue').slice(0, 20).map((one) => textOf(one).trim()),
    month: textNamed(meta, 'month'),
    year: textNamed(meta, 'year'),
    journal: textNamed(meta, 'journal-title'),
    journalVolume: textNamed(meta, 'journal-volume'),
    journalIssue: textNamed(meta, 'journal-issue'),
  }
}

function paperOf(element: XmlElement): AclPaper['paper'] {
  const gone = childNamed(element, 'retracted') ?? childNamed(element, 'removed')
  return {
    id: element.attributes['id'] ?? '',
    title: markupText(childNamed(element, 'title')),
    abstract: markupText(childNamed(element, 'abstract')),
    authors: childrenNamed(element, 'author').slice(0, MAX_AUTHORS).map((one) => ({
      first: textNamed(one, 'first') ?? '',
      // A name in one piece may stand without <last>. Names in other scripts are in <variant>.
      last: textNamed(one, 'last') ?? (childrenNamed(one).length === 0 ? textOf(one).trim() : ''),
      affiliation: childrenNamed(one, 'affiliation').slice(0, 20).map((place) => textOf(place).trim()).join('; '),
    })),
    url: textNamed(element, 'url'),
    doi: textNamed(element, 'doi'),
    pages: textNamed(element, 'pages'),
    month: textNamed(element, 'month'),
    year: textNamed(element, 'year'),
    language: textNamed(element, 'language'),
    awards: childrenNamed(element, 'award').slice(0, 10).map((one) => textOf(one).trim()),
    code: childNamed(element, 'pwccode')?.attributes['url'],
    revisions: childrenNamed(element, 'revision').slice(0, 100).map((one) => ({ date: one.attributes['date'], note: textOf(one).trim() })),
    retracted: gone === undefined ? undefined : textOf(gone).trim(),
  }
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text || '(unnamed)'
}

function lineOf(failure: string): number {
  return Number(/in line (\d{1,9})/.exec(failure)?.[1] ?? 1)
}
