const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How far an ISO instant is from now: `in 12 minutes`, `3 hours ago`, `just now`. */
export function fromNow(instant: string, now: number): string {
  const ahead = Date.parse(instant) - now
  const away = Math.abs(ahead)
  if (away < MINUTE) return ahead > 0 ? 'in less than a minute' : 'just now'
  const length =
    away < 90 * MINUTE ? counted(Math.round(away / MINUTE), 'minute') : away < 36 * HOUR ? counted(Math.round(away / HOUR), 'hour') : counted(Math.round(away / DAY), 'day')
  return ahead > 0 ? `in ${length}` : `${length} ago`
}

const counted = (count: number, one: string): string => `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`
