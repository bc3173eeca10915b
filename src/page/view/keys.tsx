import type { Frame } from '../frame.ts'

/** The keys, in the order in which a reader learns them. The browser code in src/client knows the same. `mine`: only for somebody whose own things are kept. */
export const KEYS: readonly { keys: readonly string[]; does: string; mine?: boolean }[] = [
  { keys: ['j', 'k'], does: 'next paper, paper before' },
  { keys: ['o', 'Enter'], does: 'open the paper' },
  { keys: ['n', 'p'], does: 'next day, day before (or page of results)' },
  { keys: ['v'], does: 'vote, or take the vote back', mine: true },
  { keys: ['s', 'x'], does: 'save, hide', mine: true },
  { keys: ['/'], does: 'search' },
  { keys: ['z'], does: 'titles only, or whole abstracts' },
  { keys: ['t'], does: 'light or dark' },
  { keys: ['?'], does: 'this list' },
]

export function KeyTable({ frame }: { frame: Pick<Frame, 'visitor'> }) {
  return (
    <table class="keys">
      <tbody>
        {KEYS.filter(({ mine }) => !mine || frame.visitor.person !== undefined).map(({ keys, does }) => (
          <tr>
            <th scope="row">{keys.map((key, index) => <>{index > 0 && ' '}<kbd>{key}</kbd></>)}</th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Closed until browser code opens it, so it is nothing to a reader without scripts. */
export function KeyDialog({ frame }: { frame: Pick<Frame, 'visitor'> }) {
  return (
    <dialog id="key-list" aria-labelledby="key-list-title">
      <h2 id="key-list-title">Keys</h2>
      <KeyTable frame={frame} />
      <form method="dialog"><button type="submit">Close</button></form>
    </dialog>
  )
}
