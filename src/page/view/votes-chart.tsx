import type { VoteHistory } from '../../edition/edition.ts'
import { dayNumber, dayOfNumber } from '../../tools/dates.ts'
import { shortDate } from '../words/dates.ts'
import { counted, grouped } from '../words/numbers.ts'

const WIDTH = 480
const HEIGHT = 120
const LEFT = 34
const BOTTOM = 20
const TOP = 8
const RIGHT = 8
/** A line of more days would have more corners than pixels. */
const MOST_POINTS = 240
/** Rows of the table; what was before is summed up in the first of them. */
const MOST_ROWS = 60

type Here = VoteHistory['here'][number]

/** Of a long history every so manieth day, and always the last. */
function thinned(days: readonly Here[], most: number): readonly Here[] {
  if (days.length <= most) return days
  const step = Math.ceil(days.length / most)
  return days.filter((_, index) => index === 0 || (days.length - 1 - index) % step === 0)
}

/** A paper's votes over time: a line for votes here, a mark for each listing of another service. Works as a table, too. */
export function VotesChart({ history, today }: { history: VoteHistory | undefined; today: string }) {
  if (history === undefined) return null
  const { here, elsewhere } = history
  const first = [here[0]?.day, elsewhere[0]?.day].filter((day) => day !== undefined).sort()[0]
  if (first === undefined) return null
  const lastKnown = [here.at(-1)?.day, elsewhere.at(-1)?.day, today].filter((day) => day !== undefined).sort().at(-1) ?? first
  const [begin, end] = [dayNumber(first), Math.max(dayNumber(lastKnown), dayNumber(first) + 1)]
  const most = Math.max(1, ...here.map(({ votes }) => votes), ...elsewhere.map(({ upvotes }) => upvotes))
  const x = (day: string): number => round(LEFT + ((dayNumber(day) - begin) / (end - begin)) * (WIDTH - LEFT - RIGHT))
  const y = (count: number): number => round(TOP + (1 - count / most) * (HEIGHT - TOP - BOTTOM))
  const shown = thinned(here, MOST_POINTS)
  const line = shown.length === 0 ? '' : `M${x(shown[0]!.day)} ${y(0)}${shown.map(({ day, votes }) => `H${x(day)}V${y(votes)}`).join('')}H${x(lastKnown)}`
  const votes = here.at(-1)?.votes ?? 0
  const upvotes = Math.max(0, ...elsewhere.map((one) => one.upvotes))
  const said = [here.length > 0 && counted(votes, 'vote') + ' here', elsewhere.length > 0 && counted(upvotes, 'upvote') + ' elsewhere'].filter(Boolean).join(', ')
  return (
    <section class="votes-over-time" id="votes-over-time" aria-labelledby="votes-title">
      <h2 id="votes-title">Votes over time</h2>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-labelledby="votes-chart-title">
        <title id="votes-chart-title">{`From ${shortDate(first)} to ${shortDate(dayOfNumber(end))}: ${said}. The numbers are in the table below.`}</title>
        <path class="axis" d={`M${LEFT} ${TOP}V${y(0)}H${WIDTH - RIGHT}`} />
        <text x={LEFT - 6} y={y(most) + 4} text-anchor="end">{grouped(most)}</text>
        <text x={LEFT - 6} y={y(0) + 4} text-anchor="end">0</text>
        <text x={LEFT} y={HEIGHT - 4}>{shortDate(first)}</text>
        <text x={WIDTH - RIGHT} y={HEIGHT - 4} text-anchor="end">{shortDate(dayOfNumber(end))}</text>
        {elsewhere.map(({ day, upvotes: count }) => <><path class="elsewhere" d={`M${x(day)} ${y(0)}V${y(count)}`} /><circle class="elsewhere" cx={x(day)} cy={y(count)} r="3" /></>)}
        {line !== '' && <path class="here" d={line} />}
      </svg>
      <p class="key">
        {here.length > 0 && <span class="here">votes here</span>}{' '}
        {elsewhere.length > 0 && <span class="elsewhere">upvotes elsewhere, where it was listed</span>}
      </p>
      <details>
        <summary>As a table</summary>
        <table>
          <thead><tr><th scope="col">Day</th><th scope="col">What</th><th scope="col">Count</th></tr></thead>
          <tbody>
            {here.length > MOST_ROWS && <tr><td colspan={3}>{counted(here.length - MOST_ROWS, 'earlier day')} left out</td></tr>}
            {here.slice(-MOST_ROWS).map(({ day, votes: count, own }) => <tr><th scope="row">{shortDate(day)}</th><td>votes here{own > 0 && `, and ${own} by its authors`}</td><td>{grouped(count)}</td></tr>)}
            {elsewhere.slice(-MOST_ROWS).map(({ day, upvotes: count }) => <tr><th scope="row">{shortDate(day)}</th><td>upvotes elsewhere</td><td>{grouped(count)}</td></tr>)}
          </tbody>
        </table>
      </details>
    </section>
  )
}

const round = (value: number): number => Math.round(value * 10) / 10
