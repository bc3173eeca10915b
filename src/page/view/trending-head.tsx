import type { ListEdition } from '../../edition/edition.ts'
import { TRENDING } from '../../edition/trending-formula.ts'
import { shortDay } from '../words/dates.ts'

/** How the list is ranked, once, and the way to the evenings of which it is kept how papers trended. */
export function TrendingHead({ edition }: { edition: ListEdition }) {
  return (
    <>
      <Evenings edition={edition} />
      {edition.stoodAt === undefined && <p class="order-note" id="formula">Score: {TRENDING.formula}. <a href="/about#trending">How papers trend</a></p>}
    </>
  )
}

function Evenings({ edition }: { edition: ListEdition }) {
  const { previous, next, subject, stoodAt } = edition
  const href = (day: string): string => `/papers/trending/${encodeURIComponent(day)}`
  if (stoodAt === undefined) return previous === undefined ? null : <p class="evenings" id="evenings"><a rel="prev" href={href(previous)}>← as it stood on {shortDay(previous)}</a></p>
  return (
    <nav class="evenings" id="evenings" aria-label="Other evenings">
      {previous !== undefined && <a rel="prev" href={href(previous)}>← {shortDay(previous)}</a>}
      <span>{shortDay(subject)}</span>
      {next === undefined ? <a rel="next" href="/papers/trending">now →</a> : <a rel="next" href={href(next)}>{shortDay(next)} →</a>}
    </nav>
  )
}
