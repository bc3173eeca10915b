import { TASTE_SPANS, type TasteSettings, type TasteSpan } from '../../paper/taste-settings.ts'

/** Steps of the dial from mine to the community's, hundredths. */
export const DIAL_STEPS = [0, 25, 50, 75, 100] as const
const STEP_NAMES: Readonly<Record<(typeof DIAL_STEPS)[number], string>> = {
  0: 'My taste alone', 25: 'Mostly my taste', 50: 'Half and half', 75: 'Mostly the community’s', 100: 'The community’s order alone',
}
export const SPAN_NAMES: Readonly<Record<TasteSpan, string>> = { day: 'last day', week: 'last week', month: 'last month' }

/** The step that a setting stands on. */
export function stepOf(dial: number): (typeof DIAL_STEPS)[number] {
  return DIAL_STEPS.reduce((best, step) => (Math.abs(step - dial * 100) < Math.abs(best - dial * 100) ? step : best))
}

/** Five steps from mine to the community's, as radio buttons in a row: works with keys, and without scripts. */
export function DialSteps({ dial, off = false }: { dial: number; off?: boolean }) {
  const chosen = stepOf(dial)
  return (
    <fieldset class="dial" disabled={off}>
      <legend class="unseen">Whose taste</legend>
      <span aria-hidden="true">mine</span>
      {DIAL_STEPS.map((step) => (
        <span class="step" title={STEP_NAMES[step]}>
          <input id={`dial-${step}`} type="radio" name="dial" value={step} checked={step === chosen} />
          <label class="unseen" for={`dial-${step}`}>{STEP_NAMES[step]}</label>
        </span>
      ))}
      <span aria-hidden="true">the community’s</span>
    </fieldset>
  )
}

export function SpanChoice({ span, id = 'span' }: { span: TasteSpan; id?: string }) {
  return (
    <>
      <label class="unseen" for={id}>How far back</label>
      <select id={id} name="span">{TASTE_SPANS.map((one) => <option value={one} selected={one === span}>{SPAN_NAMES[one]}</option>)}</select>
    </>
  )
}

/** The dial and the span over a reader's own front page; what is chosen is kept. */
export function DialForm({ settings, back }: { settings: TasteSettings; back: string }) {
  return (
    <form class="dial-form" action="/account/taste/settings" method="post">
      <input type="hidden" name="back" value={back} />
      <DialSteps dial={settings.dial} off={!settings.switches.community} />
      <SpanChoice span={settings.span} />
      <button type="submit">Rank</button>
    </form>
  )
}
