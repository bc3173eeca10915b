import type { ChosenSources } from '../paper/chosen-sources.ts'
import type { SourceStatus } from '../paper/source-status.ts'
import type { SourcesEdition } from './sources.ts'

/**
 * What anybody may see of the sources: without the contact, and of every address only its host, because addresses
 * of feeds carry tokens.
 */
export function publicSources({ chosen, statuses, fetching }: SourcesEdition): SourcesEdition {
  return { chosen: chosen && publicChoice(chosen), statuses: statuses.map(publicStatus), fetching }
}

function publicChoice({ contact: _contact, feeds, ...rest }: ChosenSources): ChosenSources {
  return { ...rest, feeds: [...new Set(feeds.map(hostOnly))] }
}

function publicStatus(status: SourceStatus): SourceStatus {
  const { trouble, work } = status
  return {
    ...status,
    key: hostOnly(status.key),
    label: hostOnly(status.label),
    trouble: trouble && { ...trouble, sentence: hostOnly(trouble.sentence) },
    work: work && { ...work, what: hostOnly(work.what) },
  }
}

/** Every address in a text cut to its host; a name and password before the host go too. */
function hostOnly(text: string): string {
  return text.replace(/https?:\/\/[^\s"'<>“”]+/gi, (address) => {
    if (!URL.canParse(address)) return 'a feed'
    const { protocol, host } = new URL(address)
    return `${protocol}//${host}/`
  })
}
