import { z } from 'zod'

/** Where a reader's paper comes from. Kept in the store as the setting `sources`; absent until it was chosen. */
export const ChosenSources = z.object({
  /** arXiv categories or archives, such as cs.LG or hep-th */
  arxiv: z.array(z.string().regex(/^[a-z][a-z-]{1,20}(\.[A-Za-z-]{2,20})?$/, 'must be an arXiv category such as cs.LG')).max(60),
  huggingface: z.boolean(),
  /** subject areas as the servers write them, lower case; `all` for every one */
  biorxiv: z.array(z.string().min(1).max(80)).max(60).default([]),
  medrxiv: z.array(z.string().min(1).max(80)).max(60).default([]),
  /** venue ids, such as ICLR.cc/2026/Conference; the journal TMLR is one without a stroke */
  openreview: z.array(z.string().regex(/^(TMLR|[\w.-]{1,80}(\/[\w.-]{1,80}){1,6})$/, 'must be a venue of OpenReview such as ICLR.cc/2026/Conference')).max(40).default([]),
  /** collections or events, such as 2025.acl */
  acl: z.array(z.string().regex(/^(\d{4}\.[a-z0-9_]{1,40}|[A-Z]\d{2})$/, 'must be a collection of the ACL Anthology such as 2025.acl')).max(100).default([]),
  /** addresses of RSS and Atom feeds */
  feeds: z.array(z.string().max(2000).regex(/^https?:\/\/[^\s<>"]+$/i, 'must be the address of a feed')).max(100).default([]),
  /** citations and venues for papers held, from OpenAlex, in the background */
  openalex: z.boolean().default(false),
  /** given to the services with every request, as they ask; an e-mail address */
  contact: z.string().max(200).regex(/^(?=[\x21-\x7e]+$)[^<>()"@]+@[^<>()"@]+$/, 'must be an e-mail address').optional(),
})
export type ChosenSources = z.infer<typeof ChosenSources>

export const DEFAULT_CATEGORIES = ['cs.LG', 'cs.CL', 'cs.CV', 'cs.AI', 'stat.ML'] as const

export const DEFAULT_SOURCES: ChosenSources = {
  arxiv: [...DEFAULT_CATEGORIES], huggingface: true, biorxiv: [], medrxiv: [], openreview: [], acl: [], feeds: [], openalex: false,
}

/** The setting's name. */
export const SOURCES_SETTING = 'sources'
