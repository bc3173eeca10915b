import { isDay } from '../tools/dates.ts'

/** The setting that keeps arXiv's deferrals: ISO days whose announcement was put off beside the yearly holidays. */
export const DEFERRALS_SETTING = 'arxiv-deferrals'

/** The days that the setting holds; what is no day counts as nothing. */
export function deferralsOf(setting: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(setting) ? setting.filter((day): day is string => typeof day === 'string' && isDay(day)) : [])
}
