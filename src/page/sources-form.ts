/** The form of sources between a choice, a page and what a browser sends back. What was typed stays as it was typed. */
import { ARCHIVES } from '../paper/archives.ts'
import type { TypedSources } from '../paper/check-sources.ts'
import { type ChosenSources, DEFAULT_SOURCES } from '../paper/chosen-sources.ts'
import { wellFormed } from './words/well-formed.ts'

export interface SourcesForm {
  readonly arxiv: ReadonlySet<string>
  /** categories that have no box to tick */
  readonly further: string
  readonly huggingface: boolean
  readonly biorxiv: ReadonlySet<string>
  readonly medrxiv: ReadonlySet<string>
  readonly openreview: string
  readonly acl: string
  readonly feeds: string
  readonly openalex: boolean
  readonly contact: string
}

/** As much as the longest choice takes; a form of anybody's making may hold more. */
const TEXT_CHARACTERS = 250_000
const TICKS_MAX = 500
const TICK_CHARACTERS = 100

const OFFERED = new Set(ARCHIVES.flatMap(({ categories }) => categories))

/** The form as it stands for a choice; without one, with the defaults ticked. */
export function formOf(chosen: ChosenSources = DEFAULT_SOURCES): SourcesForm {
  const { huggingface, openalex, contact = '' } = chosen
  return {
    arxiv: new Set(chosen.arxiv.filter((one) => OFFERED.has(one))),
    further: chosen.arxiv.filter((one) => !OFFERED.has(one)).join(' '),
    huggingface, openalex, contact,
    biorxiv: new Set(chosen.biorxiv),
    medrxiv: new Set(chosen.medrxiv),
    openreview: chosen.openreview.join('\n'),
    acl: chosen.acl.join(' '),
    feeds: chosen.feeds.join('\n'),
  }
}

/** Reads what a browser sent; whatever is not there is empty. */
export function readForm(body: URLSearchParams): SourcesForm {
  const text = (name: string): string => plain((body.get(name) ?? '').slice(0, TEXT_CHARACTERS)).replace(/\r\n?/g, '\n')
  const ticks = (name: string): ReadonlySet<string> => new Set(body.getAll(name).slice(0, TICKS_MAX).map((one) => plain(one.slice(0, TICK_CHARACTERS)).trim()))
  return {
    arxiv: ticks('arxiv'),
    further: text('further'),
    huggingface: body.has('huggingface'),
    biorxiv: ticks('biorxiv'),
    medrxiv: ticks('medrxiv'),
    openreview: text('openreview'),
    acl: text('acl'),
    feeds: text('feeds'),
    openalex: body.has('openalex'),
    contact: text('contact').trim(),
  }
}

const plain = (text: string): string => wellFormed(text).replace(/[^\P{Cc}\r\n\t]/gu, ' ')

/** The form as single values, to be looked at. */
export function typedOf(form: SourcesForm): TypedSources {
  const { huggingface, openalex, contact } = form
  return {
    arxiv: [...form.arxiv, ...form.further.split(/[\s,;]+/)],
    huggingface,
    biorxiv: [...form.biorxiv],
    medrxiv: [...form.medrxiv],
    openreview: form.openreview.split(/[\n,;]/),
    acl: form.acl.split(/[\s,;]+/),
    feeds: form.feeds.split(/\s+/),
    openalex,
    contact,
  }
}
