/** How a reader wants their own front page ranked, and what they gave it to go by beside what they did. */
import { z } from 'zod'
import { Identifier } from './paper.ts'

/** What may shape a reader's own front page; each can be switched off by itself. */
export const TASTE_SWITCHES = ['votes', 'saves', 'hides', 'tags', 'read', 'follows', 'words', 'seeds', 'community', 'exploration', 'guess'] as const
export type TasteSwitch = (typeof TASTE_SWITCHES)[number]

/** How many days the front page reaches back. */
export const TASTE_SPANS = ['day', 'week', 'month'] as const
export type TasteSpan = (typeof TASTE_SPANS)[number]
export const DAYS_OF_SPAN: Readonly<Record<TasteSpan, number>> = { day: 1, week: 7, month: 31 }

const share = z.number().min(0).max(1)
const on = z.boolean().default(true)

/** Kept under the name `taste` of a person's settings. Whatever is missing or wrong there is as it is for somebody new. */
export const TasteSettings = z.object({
  /** 0: mine alone; 1: what the community likes alone */
  dial: share.default(0.25).catch(0.25),
  /** share of places given to papers outside the usual, 0 to 0.5 */
  explore: z.number().min(0).max(0.5).default(0.1).catch(0.1),
  /** close copies of one topic are spread out */
  variety: z.boolean().default(true).catch(true),
  span: z.enum(TASTE_SPANS).default('week').catch('week'),
  /** papers that were read or saved are shown again */
  known: z.boolean().default(false).catch(false),
  switches: z.object(Object.fromEntries(TASTE_SWITCHES.map((name) => [name, on])) as Record<TasteSwitch, typeof on>).prefault({}).catch(allOn),
  /** ISO instant of a reset: what was done up to then no longer shapes anything; '' without one */
  since: z.string().max(40).default('').catch(''),
})
export type TasteSettings = z.infer<typeof TasteSettings>

function allOn(): Record<TasteSwitch, boolean> {
  return Object.fromEntries(TASTE_SWITCHES.map((name) => [name, true])) as Record<TasteSwitch, boolean>
}

export const TASTE_SETTING = 'taste'
/** The name of the setting that keeps `SeedTexts`. */
export const SEED_TEXTS_SETTING = 'seed-texts'

export const SEED_TITLE_MAX = 500
export const SEED_ABSTRACT_MAX = 1500

/** A paper that a reader gave as a seed and that is not held: its words shape the page all the same, and it is looked for among papers that come. */
export const SeedText = z.object({
  title: z.string().max(SEED_TITLE_MAX),
  abstract: z.string().max(SEED_ABSTRACT_MAX).default(''),
  /** the first author, to tell equal titles apart; '' when unknown */
  author: z.string().max(300).default(''),
  identifiers: z.array(Identifier).max(10).default([]),
})
export type SeedText = z.infer<typeof SeedText>
export const SeedTexts = z.array(SeedText).max(2000)

export const SEEDS_MAX = 5000
export const SEED_TEXTS_MAX = 1000
export const FOLLOWS_MAX = 500

/** The settings as kept, with the usual ones for whatever is not. */
export function tasteSettings(settings: Readonly<Record<string, unknown>>): TasteSettings {
  return TasteSettings.safeParse(settings[TASTE_SETTING]).data ?? TasteSettings.parse({})
}

/** The seeds that are texts, as kept; damaged ones are left out. */
export function seedTexts(settings: Readonly<Record<string, unknown>>): readonly SeedText[] {
  const kept = settings[SEED_TEXTS_SETTING]
  return Array.isArray(kept) ? kept.slice(0, SEED_TEXTS_MAX).flatMap((one) => SeedText.safeParse(one).data ?? []) : []
}
