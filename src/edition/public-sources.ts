import type { ChosenSources } from '../paper/chosen-sources.ts'
import type { SourceStatus } from '../paper/source-status.ts'
import { feedKey } from '../source/feed/feed-key.ts'
import { sourceRows } from './source-rows.ts'
import type { SourcesEdition } from './sources.ts'

/**
 * What anybody may see of the sources: what is chosen, without the contact, and of every address only its host,
 * because addresses of feeds carry tokens.
 */
export function publicSources(edition: SourcesEdition): SourcesEdition {
  const { chosen, fetching } = edition
  const inUse = sourceRows(edition).flatMap(({ kind, asked, statuses }) => (kind === 'feeds' ? statuses.map((status) => publicFeed(status, asked)) : statuses))
  return { chosen: chosen && publicChoice(chosen), statuses: inUse.map((status) => inStatus(status, hostsOnly)), fetching }
}

function publicChoice({ contact: _contact, feeds, ...rest }: ChosenSources): ChosenSources {
  return { ...rest, feeds: [...new Set(feeds.map(hostsOnly))] }
}

/** A feed's label, and what is said of it, may hold its address without `https://`: what follows the host is cut there too. */
function publicFeed(status: SourceStatus, feeds: readonly string[]): SourceStatus {
  const address = feeds.find((feed) => feedKey(feed) === status.key) ?? ''
  const host = URL.canParse(address) ? new URL(address).host : 'a feed'
  const bare = `${host.replace(/^www\./, '')}/`
  const cut = (text: string): string => text.split(' ').map((word) => (word.includes(bare) && !word.includes('://') ? host : word)).join(' ')
  return { ...inStatus(status, cut), key: feedKey(hostsOnly(address)), label: host }
}

/** Every text of a status that a person reads, and its key, changed alike. */
function inStatus(status: SourceStatus, change: (text: string) => string): SourceStatus {
  const { trouble, work } = status
  return {
    ...status,
    key: change(status.key),
    label: change(status.label),
    trouble: trouble && { ...trouble, sentence: change(trouble.sentence) },
    work: work && { ...work, what: change(work.what) },
  }
}

/** Every address in a text cut to its host; a name and password before the host go too. */
function hostsOnly(text: string): string {
  return text.replace(/https?:\/\/[^\s"'<>“”]+/gi, (address) => {
    if (!URL.canParse(address)) return 'a feed'
    const { protocol, host } = new URL(address)
    return `${protocol}//${host}/`
  })
}
