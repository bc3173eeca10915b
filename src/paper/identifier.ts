import type { Identifier } from './paper.ts'

/** Longer texts are never an identifier; it also bounds the time of every pattern below. */
const MAX_LENGTH = 500

// New ids YYMM.NNNN (to 2014) and YYMM.NNNNN; old ids archive(.SC)/YYMMNNN: https://info.arxiv.org/help/arxiv_identifier.html
const ARXIV_NEW = /^(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(v[1-9]\d{0,3})?$/i
const ARXIV_OLD = /^([a-z]{1,10}(?:-[a-z]{1,10})?)(?:\.[a-z]{2})?\/(\d{2}(?:0[1-9]|1[0-2])\d{3})(v[1-9]\d{0,3})?$/i
const DOI = /^10\.\d{4,9}(?:\.\d{1,9})*\/\S+$/
const ARXIV_DOI = /^10\.48550\/arxiv\.(.+)$/i
const OPENREVIEW = /^[\w-]{6,40}$/
const ACL_NEW = /^\d{4}\.[a-z0-9_]{1,40}-[a-z0-9_]{1,40}\.\d{1,5}$/i
const ACL_OLD = /^[A-Z]\d{2}-\d{4}$/

/**
 * An arXiv id without its version (`2403.07691v2` -> `2403.07691`, `cs.CC/9301111` -> `cs/9301111`), also from
 * `arXiv:` ids; undefined when the text is no arXiv id.
 */
export function bareArxivId(text: string): string | undefined {
  if (text.length > 40) return undefined
  const id = text.trim().replace(/^arxiv:\s*/i, '')
  const modern = ARXIV_NEW.exec(id)
  if (modern) return modern[1]
  const old = ARXIV_OLD.exec(id)
  return old ? `${old[1]!.toLowerCase()}/${old[2]}` : undefined
}

/** A DOI in lower case without prefix or address, or undefined. */
export function bareDoi(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const doi = text.trim().replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\//i, '').replace(/^doi:?\s*/i, '')
  const bare = doi.replace(/[.,;]+$/, '').toLowerCase()
  return bare.length <= 300 && DOI.test(bare) ? bare : undefined
}

/**
 * Reads an identifier as people paste it: an arXiv id with or without version and prefix, a DOI, or the
 * address of a paper at arXiv, alphaXiv, SciRate, ADS, Hugging Face, doi.org, OpenReview, the ACL Anthology, bioRxiv, Nature or any
 * publisher whose addresses hold the DOI. arXiv's own DOIs (10.48550/arXiv.…) are arXiv ids. Undefined for everything else; nothing is
 * looked up.
 */
export function parseIdentifier(text: string): Identifier | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const trimmed = text.trim().replace(/^<(.*)>$/, '$1')
  if (trimmed === '') return undefined
  return fromArxivId(trimmed) ?? fromDoi(trimmed) ?? fromAddress(trimmed) ?? fromPrefix(trimmed)
}

function fromArxivId(text: string): Identifier | undefined {
  const id = bareArxivId(text)
  return id === undefined ? undefined : { scheme: 'arxiv', value: id }
}

function fromDoi(text: string): Identifier | undefined {
  const doi = bareDoi(text)
  if (doi === undefined) return undefined
  const arxiv = ARXIV_DOI.exec(doi)
  return (arxiv && fromArxivId(arxiv[1]!)) ?? { scheme: 'doi', value: doi }
}

function fromPrefix(text: string): Identifier | undefined {
  if (ACL_NEW.test(text)) return { scheme: 'acl', value: text }
  return ACL_OLD.test(text) ? { scheme: 'acl', value: text } : undefined
}

function fromAddress(text: string): Identifier | undefined {
  const match = /^(?:https?:\/\/)?([a-z0-9.-]{4,80})\/([^#]*)/i.exec(text)
  if (!match) return undefined
  const host = match[1]!.toLowerCase().replace(/^www\./, '')
  const [path = '', query = ''] = match[2]!.split('?', 2) as [string, string?]
  if (host === 'arxiv.org' || host.endsWith('.arxiv.org') || host === 'alphaxiv.org' || host === 'ar5iv.org') return afterFolder(path, /^(?:abs|pdf|html|format|ps|src|e-print|overview|resources|labs)\//)
  if (host === 'huggingface.co' || host === 'hf.co') return afterFolder(path, /^(?:api\/)?papers\//)
  if (host === 'openreview.net') {
    const id = new URLSearchParams(query).get('id')
    return id !== null && OPENREVIEW.test(id) ? { scheme: 'openreview', value: id } : undefined
  }
  if (host === 'aclanthology.org' || host === 'aclweb.org') {
    return fromPrefix(path.replace(/^anthology\//, '').replace(/\/+$/, '').replace(/\.(?:pdf|bib)$/, ''))
  }
  if (host === 'doi.org' || host.endsWith('.doi.org')) return fromDoi(decode(path))
  if (host === 'scirate.com' || host === 'semanticscholar.org' || host === 'api.semanticscholar.org' || host === 'papers.cool') return afterFolder(path, /^(?:graph\/v1\/paper\/)?arxiv[/:]/i)
  if (host === 'ui.adsabs.harvard.edu') return fromBibcode(/^abs\/([^/]{19})(?:\/|$)/.exec(decode(path))?.[1])
  if (host === 'biorxiv.org' || host === 'medrxiv.org') return fromDoi(decode(/(?:^|\/)(10\.\d{4,9}\/[\w.-]+)/.exec(path)?.[1] ?? '').replace(/v\d{1,3}(?:\.[a-z-]{1,30}){0,3}$/i, '').replace(/\.(?:full|abstract)(?:\.pdf|-text)?$/i, ''))
  // An article's own part of its address is the second half of its DOI.
  if (host === 'nature.com') return fromDoi(`10.1038/${/^articles\/([\w.-]{5,60})/.exec(path)?.[1]?.replace(/\.pdf$/, '') ?? ''}`)
  // Publishers keep the DOI in the address: dl.acm.org/doi/10.…, link.springer.com/article/10.…
  const doi = /(?:^|\/)(10\.\d{4,9}\/.+)$/.exec(path)
  return doi ? fromDoi(decode(doi[1]!).replace(/\/(?:full|abstract|pdf|epdf)$/, '')) : undefined
}

/** ADS names arXiv's papers `2024arXiv240307691H`; old ones (`1999hep.th....1001M`) do not hold their whole id. */
function fromBibcode(code: string | undefined): Identifier | undefined {
  const digits = /^\d{4}arXiv(\d{4})(\d{5}|\.\d{4})[A-Z.]$/.exec(code ?? '')
  return digits === null ? undefined : fromArxivId(`${digits[1]}.${digits[2]!.replace('.', '')}`)
}

function afterFolder(path: string, folder: RegExp): Identifier | undefined {
  if (!folder.test(path)) return undefined
  const id = path.replace(folder, '').replace(/\/+$/, '').replace(/\.(?:pdf|md|atom|json|bib)$/i, '')
  return fromArxivId(id) ?? fromArxivId(id.split('/').slice(0, -1).join('/'))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
