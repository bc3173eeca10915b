import { answersInPart } from './answers-in-part.ts'
import { newYorkTime } from './new-york-time.ts'
import { sourceRows } from './source-rows.ts'
import type { SourcesEdition } from './sources.ts'

/** More names than these make no quiet line. */
const NAMED = 3

/**
 * One sentence while any chosen source is in trouble, for the foot of a masthead: "arXiv has not answered since 06:10
 * (New York); next try at 06:40." Undefined without trouble.
 * @param now ms since 1970
 * @param beside the ledger line that stands beside it: what that says is not said again
 */
export function troubleLine(edition: SourcesEdition, now: number, beside = ''): string | undefined {
  const inTrouble = sourceRows(edition)
    .flatMap(({ statuses }) => statuses)
    .flatMap((status) => {
      const { label, trouble, nextAt } = status
      return trouble === undefined || beside.includes(`${label} out of reach`)
        ? []
        : [{ label, since: trouble.since, partly: answersInPart(status), nextAt }]
    })
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
  const [first, ...others] = inTrouble
  if (first === undefined) return undefined
  const shown = others.slice(0, NAMED - 1).map(({ label, since, partly }) => `${label} ${partly ? 'only in part' : 'not'} since ${newYorkTime(since, now)}`)
  const more = others.length - shown.length
  if (more > 0) shown.push(`${more} more ${more === 1 ? 'source' : 'sources'} not either`)
  const told = [`${first.label} has ${first.partly ? 'answered only in part' : 'not answered'} since ${newYorkTime(first.since, now)} (New York)`, ...shown].join(', ')
  return `${told}${edition.fetching ? nextTry(inTrouble, now) : ''}.`
}

function nextTry(inTrouble: readonly { nextAt: string | undefined }[], now: number): string {
  const next = inTrouble.map(({ nextAt }) => nextAt).filter((at) => at !== undefined).sort()[0]
  if (next === undefined) return ''
  if (Date.parse(next) > now) return `; next try at ${newYorkTime(next, now)}`
  return inTrouble.length === 1 ? '; it is being tried again' : '; they are being tried again in turn'
}
