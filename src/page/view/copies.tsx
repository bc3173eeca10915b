import type { Paper } from '../../paper/paper.ts'
import { paperHref } from '../words/addresses.ts'

/** More are counted, not named. */
const NAMED = 4

/** The same work as it is held again: a preprint beside the conference paper, an earlier version. */
export function Copies({ copies = [] }: { copies?: readonly Paper[] | undefined }) {
  if (copies.length === 0) return null
  return (
    <p class="copies">
      {copies.length === 1 ? 'And a near-copy: ' : `And ${copies.length} near-copies: `}
      {copies.slice(0, NAMED).map(({ id, venue }, index) => <>{index > 0 && ', '}<a href={paperHref(id)}>{venue ?? id}</a></>)}
      {copies.length > NAMED && ' …'}
    </p>
  )
}
