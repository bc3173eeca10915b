import { TRENDING } from '../../edition/trending-formula.ts'

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six'] as const
const inWords = (count: number): string => NUMBERS[count] ?? String(count)

/** How trending is reckoned, with the numbers that it is reckoned with. */
export function AboutTrending() {
  const { formula, days, voteWeight, commentWeight, freshDays, fading, leftAfter } = TRENDING
  return (
    <>
      <h2 id="trending">How papers trend</h2>
      <p>
        <a href="/papers/trending">Trending</a> ranks the papers listed in the last {days} days, and whatever people
        here voted for or commented on in that time, however old, by one sum: <b class="formula">{formula}</b>. “Why here” under
        each paper shows its own sum.
      </p>
      <ul>
        <li>
          Everything fades with {fading}: after a day {leftAfter(1)} % are left of it, after three days {leftAfter(3)} %, after
          a week {leftAfter(7)} %. Each vote fades by its own age, reckoned from when it was first given, also where it was taken back
          and given again; upvotes of other services fade by the age of the paper’s listing, as when each was given is not known.
        </li>
        <li>A vote here is worth {inWords(voteWeight)} upvotes elsewhere. Somebody who commented, however often, is worth {inWords(commentWeight)}, from their first comment on.</li>
        <li>Votes and comments of a paper’s own authors count nothing, here as in the lists of days; they are shown apart.</li>
        <li>
          Votes of new accounts count less the more of them there are. With s as what the other votes come to,
          the newest √(1 + s) of them count whole, and the k-th as (1 + s) ÷ k²: together always less
          than 2√(1 + s). So a hundred new accounts weigh less than two people who have been here for a while. An account is new while
          younger than {freshDays} days, but never when it is as old as half of this instance’s own time, so that a young community
          has its say; what it did while new stays so. Curators are never new.
        </li>
        <li>Papers with the same score: the one listed later stands first, then the one that stood higher in its list.</li>
      </ul>
      <p>
        When a day is over in New York, its list and the trending of that evening are kept as they stood, with the votes of
        then. Votes of later change nothing about them. A paper’s own page shows its votes over time.
      </p>
    </>
  )
}
