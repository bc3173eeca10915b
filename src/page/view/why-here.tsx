import type { Entry } from '../../edition/edition.ts'

/** Numbers of a score: two figures are enough to compare by. */
const amount = (value: number): string => (value >= 99.95 ? value.toFixed(0) : value.toFixed(1))

/** Unfolds to what a paper's score is the sum of, each part in words, with its share. Nothing where there is no such score. */
export function WhyHere({ entry, plainTitle }: { entry: Entry; plainTitle: string }) {
  const { terms = [], score } = entry
  if (terms.length === 0 || score === undefined) return null
  return (
    <details class="why-here">
      <summary><span aria-hidden="true">Why here</span><span class="unseen">Why “{plainTitle}” stands here</span></summary>
      <table>
        <tbody>
          {terms.map(({ text, value, share }) => (
            <tr>
              <th scope="row">{text}</th>
              <td>{amount(value)}</td>
              <td>{share > 0 && `${Math.round(share * 100)} %`}</td>
            </tr>
          ))}
        </tbody>
        <tfoot><tr><th scope="row">Score</th><td>{amount(score)}</td><td></td></tr></tfoot>
      </table>
    </details>
  )
}
