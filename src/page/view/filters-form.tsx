import type { Filters } from '../../edition/edition.ts'
import type { Frame } from '../frame.ts'

export interface Facets {
  readonly categories: readonly { name: string; papers: number }[]
  readonly venues: readonly { name: string; papers: number }[]
}

/** Suggestions offered for each filter; anything may be typed. */
const SUGGESTED = 60

type Typed = Readonly<Record<keyof Filters, string>>

/** The four filters as form fields. `dates` are left out where the list is of a date already. */
export function FilterFields({ typed, facets, dates }: { typed: Typed; facets: Facets; dates: boolean }) {
  const suggest = (id: string, values: Facets['categories']) => (
    <datalist id={id}>{values.slice(0, SUGGESTED).map(({ name }) => <option value={name}></option>)}</datalist>
  )
  return (
    <>
      <p class="field">
        <label for="category">Category</label>
        <input id="category" name="category" list="categories" value={typed.category} placeholder="cs.LG" maxlength={200} autocomplete="off" autocapitalize="none" spellcheck={false} />
        {suggest('categories', facets.categories)}
      </p>
      <p class="field">
        <label for="venue">Venue</label>
        <input id="venue" name="venue" list="venues" value={typed.venue} placeholder="any" maxlength={200} autocomplete="off" spellcheck={false} />
        {suggest('venues', facets.venues)}
      </p>
      {dates && (
        <>
          <p class="field">
            <label for="after">From</label>
            <input id="after" name="after" value={typed.after} placeholder="2024-10" maxlength={10} autocomplete="off" inputmode="text" />
          </p>
          <p class="field">
            <label for="before">To</label>
            <input id="before" name="before" value={typed.before} placeholder="2024-12" maxlength={10} autocomplete="off" inputmode="text" />
          </p>
        </>
      )}
    </>
  )
}

interface ToolsFormProps {
  frame: Frame
  path: string
  typed: Typed
  facets: Facets
  /** the day to begin from in the date picker */
  day: string
  /** what else the address says, kept when the filters change */
  rest?: Readonly<Record<string, string | undefined>>
  /** false where the list has no dates of its own */
  dated: boolean
}

/** Folded away at the head of a list: the way to another day, and what to show of this one. */
export function ToolsForm({ frame, path, typed, facets, day, dated, rest = {} }: ToolsFormProps) {
  const filtered = Object.values(typed).some((value) => value !== '')
  const view = frame.view !== undefined && <input type="hidden" name="view" value={frame.view} />
  return (
    <details class="more-tools" open={filtered}>
      <summary>{dated ? 'Another day, filters' : 'A day, filters'}</summary>
      <form class="fields" action="/papers/date" method="get">
        <p class="field">
          <label for="day">Go to the day</label>
          <input id="day" name="day" type="date" value={day} required />
        </p>
        {typed.category !== '' && <input type="hidden" name="category" value={typed.category} />}
        {typed.venue !== '' && <input type="hidden" name="venue" value={typed.venue} />}
        {view}
        <button type="submit">Go</button>
      </form>
      <form class="fields" action={path} method="get">
        <FilterFields typed={typed} facets={facets} dates={!dated} />
        {Object.entries(rest).map(([name, value]) => value !== undefined && <input type="hidden" name={name} value={value} />)}
        {view}
        <button type="submit">Show</button>
        {filtered && <a href={path}>Show all</a>}
      </form>
    </details>
  )
}
