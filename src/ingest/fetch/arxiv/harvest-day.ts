import { arxivDay, estimatedArxivDay } from '../../../paper/announcements.ts'
import type { Version } from '../../../paper/paper.ts'
import { dayNumber } from '../../../tools/dates.ts'

/** Moderation seldom holds a paper longer. Days. */
const HELD_DAYS_MAX = 14

/**
 * The arXiv day of a harvested paper. A first version that has not been changed since carries the date of its
 * announcement, which shows how long moderation held it; otherwise the date of submission has to do.
 * @param datestamp UTC day of the record's last change
 * @returns `earliest`: by the submission alone, for papers whose change was another than the announcement
 */
export function harvestDay(id: string, versions: readonly Version[], datestamp: string): { day: string; earliest: string } | undefined {
  const submitted = versions[0]?.number === 1 ? versions[0].submittedAt : undefined
  if (submitted === undefined) return undefined
  const earliest = estimatedArxivDay(submitted, id)
  const late = dayNumber(datestamp) - dayNumber(earliest)
  return { day: versions.length === 1 && late > 0 && late <= HELD_DAYS_MAX && arxivDay(datestamp).announced ? datestamp : earliest, earliest }
}
