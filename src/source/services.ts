/** Where the services are. A base (a replay server, a mirror) has each of them under its own name. */
const ADDRESSES = {
  'arxiv-feed': 'https://rss.arxiv.org',
  'arxiv-oai': 'https://oaipmh.arxiv.org/oai',
  'arxiv-api': 'https://export.arxiv.org/api/query',
  huggingface: 'https://huggingface.co',
  biorxiv: 'https://api.biorxiv.org',
  openreview: 'https://api2.openreview.net',
  acl: 'https://raw.githubusercontent.com/acl-org/acl-anthology/master',
  openalex: 'https://api.openalex.org',
  zotero: 'https://api.zotero.org',
} as const

export type ServiceName = keyof typeof ADDRESSES

/** The address of a service without a slash at its end, such as `https://rss.arxiv.org` or `BASE/arxiv-feed`. */
export function serviceAddress(name: ServiceName, base?: string): string {
  return base === undefined || base === '' ? ADDRESSES[name] : `${base.replace(/\/+$/, '')}/${name}`
}
