import { mayActAs, type Submission } from '../../paper/people.ts'
import type { Frame } from '../frame.ts'
import { shortDay } from '../words/dates.ts'
import { shortened } from '../words/well-formed.ts'

/** People named in a line; more are counted. */
const NAMED = 6
const REMARKS = 6

interface PicksProps {
  frame: Frame
  /** public id of the paper */
  paper: string
  submissions: readonly Submission[] | undefined
  /** says to which day; where the page is not of one day */
  days?: boolean | undefined
  /** a curator may take it out of a day here */
  moderate?: boolean | undefined
}

/** Who put the paper into a day, who picked it, and what they say of it. Nothing where nobody did. */
export function Picks({ frame, paper, submissions = [], days = false, moderate = false }: PicksProps) {
  if (submissions.length === 0) return null
  const { person } = frame.visitor
  const all = [...new Set(submissions.map(({ day }) => day))].sort().reverse()
  return (
    <div class="picks">
      {all.slice(0, NAMED).map((day) => {
        const there = submissions.filter((one) => one.day === day)
        const own = person === undefined ? undefined : there.find((one) => one.person?.id === person.id)
        return (
          <>
            <div class="who-submitted">
              {days && <><a href={`/papers/date/${day}`}>{shortDay(day)}</a>: </>}
              <Names label="picked by" submissions={there.filter(({ picked }) => picked)} />
              {there.some(({ picked }) => picked) && there.some(({ picked }) => !picked) && ' · '}
              <Names label="submitted by" submissions={there.filter(({ picked }) => !picked)} />
              {own !== undefined && <Withdraw frame={frame} paper={paper} day={day} />}
              {moderate && there.some((one) => one !== own) && mayActAs(person, 'curator') && <Withdraw frame={frame} paper={paper} day={day} everybody />}
            </div>
            {there.filter(({ remark }) => remark !== '').slice(0, REMARKS).map((one) => (
              <p class="remark">
                {there.length > 1 && <span class="quiet">{nameOf(one)}: </span>}
                “{shortened(one.remark, 600)}”
              </p>
            ))}
          </>
        )
      })}
    </div>
  )
}

function Names({ label, submissions }: { label: string; submissions: readonly Submission[] }) {
  if (submissions.length === 0) return null
  const more = submissions.length - NAMED
  return <>{label} {submissions.slice(0, NAMED).map(nameOf).join(', ')}{more > 0 && ` and ${more} more`}</>
}

const nameOf = ({ person }: Submission): string => (person === undefined ? 'somebody who has left' : shortened(person.name, 80))

/** Takes one's own back, or as a curator everybody's. */
function Withdraw({ frame, paper, day, everybody = false }: { frame: Frame; paper: string; day: string; everybody?: boolean }) {
  return (
    <form class="inline" action="/submit/withdraw" method="post">
      <input type="hidden" name="paper" value={paper} />
      <input type="hidden" name="day" value={day} />
      <input type="hidden" name="back" value={frame.back.replace(/\?submitted=[^#]*$/, '')} />
      {everybody && <input type="hidden" name="everybody" value="1" />}
      {' '}<button class="plain" type="submit">{everybody ? 'take out of this day' : 'withdraw'}</button>
    </form>
  )
}
