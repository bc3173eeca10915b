import type { LedgerDay } from '../edition/ledger-days.ts'
import type { LedgerFields } from './schemas.ts'

/** The figures of a day's ledger, as `/api/days` gives them. */
export function ledgerFields({ state, parts, arxiv, planned }: LedgerDay): LedgerFields {
  return {
    state,
    complete: state === 'complete',
    announcement: planned.announced
      ? { at: new Date(planned.at).toISOString(), none: null }
      : { at: null, none: planned.why === 'holiday' && planned.name !== undefined ? `holiday: ${planned.name}` : planned.why },
    arxiv: arxiv === undefined ? null : { state: arxiv.state, expected: arxiv.expected, held: arxiv.held },
    sources: parts.map(({ source, category, state: own, expected, held, missing, toldBy, checkedAt, trouble }) => ({
      source,
      category: category || null,
      state: own,
      expected,
      held,
      missing: [...missing],
      toldBy: [...toldBy],
      checkedAt: checkedAt ?? null,
      trouble: trouble ?? null,
    })),
  }
}
