import type { Explanation } from '../../edition/edition.ts'
import { signalName, termName } from '../../edition/signal-names.ts'

function Values({ title, values, terms }: { title: string; values: Readonly<Record<string, number>>; terms: boolean }) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>
        {Object.entries(values).map(([name, value], index) => (
          <>{index > 0 && (terms ? ' + ' : ', ')}<span class="number">{terms ? termName(name) : signalName(name)} {value.toFixed(terms || Math.abs(value) < 10 ? 3 : 1)}</span></>
        ))}
      </td>
    </tr>
  )
}

/** Why a hit stands where it stands, in numbers. */
export function Numbers({ explanation, score }: { explanation: Explanation; score: number | undefined }) {
  return (
    <table class="numbers">
      <tbody>
        <Values title={score === undefined ? 'Score' : `Score ${score.toFixed(3)}`} values={explanation.terms} terms />
        <Values title="Measured" values={explanation.signals} terms={false} />
      </tbody>
    </table>
  )
}
