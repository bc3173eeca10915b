/**
 * What a reader says of their own taste, beside what they do with papers: whom and what they follow, words to see more or
 * nothing of, papers to go by, and how all of it is to be used.
 */
import { BroadsheetError } from '../paper/errors.ts'
import type { Paper } from '../paper/paper.ts'
import type { Follow, Person, Visitor } from '../paper/people.ts'
import { FOLLOWS_MAX, SEED_TEXTS_SETTING, type SeedText, seedTexts, TASTE_SETTING, TASTE_SWITCHES, TasteSettings, tasteSettings } from '../paper/taste-settings.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../tools/clock.ts'
import { checkFollow } from './check-follow.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { readReferences, type References } from './read-references.ts'
import { addSeeds, type SeedReport, settleSeeds } from './seeds.ts'

/** What can be begun anew by itself. `past`: what was done with papers up to now shapes nothing any more, though it stays done. */
export const RESET_PARTS = ['follows', 'words', 'seeds', 'settings', 'past', 'all'] as const
export type ResetPart = (typeof RESET_PARTS)[number]

const SETTLED_KEPT = 10_000

export interface TasteView {
  readonly settings: TasteSettings
  /** by kind, as they were written */
  readonly follows: readonly Follow[]
  readonly seeds: number
  /** seeds that are held, at most as many as were asked for */
  readonly papers: readonly Paper[]
  /** seeds that are not held: their words are what counts */
  readonly texts: readonly SeedText[]
}

export interface TasteDeeds {
  /** @param seeds how many of the seeds' papers are wanted; default 0 */
  of(person: Person, options?: { readonly seeds?: number }): Promise<TasteView>
  /** whom and what somebody follows, for the buttons of a page; nothing for nobody */
  following(visitor: Visitor): Promise<readonly Follow[]>
  /** @throws BroadsheetError bad-input for what cannot be followed, or for one too many */
  follow(person: Person, kind: string, value: string, on: boolean): Promise<Follow>
  /** Changes settings. @throws BroadsheetError bad-input naming what is wrong */
  set(person: Person, change: unknown): Promise<TasteSettings>
  /** Takes papers named in a text as seeds: see `readReferences`. */
  addSeeds(person: Person, text: string): Promise<SeedReport>
  addReferences(person: Person, references: References): Promise<SeedReport>
  /** A held paper, by any of its ids. @throws BroadsheetError not-found */
  seed(person: Person, paperId: string, on: boolean): Promise<void>
  /** Takes a seed that is a text away, by its title. */
  removeText(person: Person, title: string): Promise<void>
  reset(person: Person, part: ResetPart): Promise<void>
}

export function createTaste({ store, clock }: { readonly store: Store; readonly clock: Clock }): TasteDeeds {
  const { people } = store
  const inTurn = oneAtATime()
  /** by person: what the store held when their texts were last looked for */
  const settledAt = new Map<string, number>()
  const settle = async (person: Person): Promise<void> => {
    const seq = await store.seq()
    if (settledAt.get(person.id) === seq) return
    await settleSeeds(store, person.id)
    if (settledAt.size >= SETTLED_KEPT) settledAt.clear()
    settledAt.set(person.id, seq)
  }
  const save = (person: Person, settings: TasteSettings): Promise<void> => people.setSetting(person.id, TASTE_SETTING, settings)
  const unfollow = async (person: Person, kinds: readonly Follow['kind'][]): Promise<void> => {
    for (const follow of await people.follows(person.id)) if (kinds.includes(follow.kind)) await people.follow(person.id, follow, false)
  }
  const addReferences = (person: Person, references: References): Promise<SeedReport> => inTurn(person.id, () => addSeeds(store, person.id, references))

  return {
    of: (person, { seeds: most = 0 } = {}) =>
      inTurn(person.id, async () => {
        await settle(person)
        const [settings, follows, seeds] = await Promise.all([people.settings(person.id), people.follows(person.id), people.seeds(person.id)])
        return { settings: tasteSettings(settings), follows, seeds: seeds.length, papers: most === 0 ? [] : await store.papers(seeds.slice(0, most)), texts: seedTexts(settings) }
      }),
    following: async ({ person }) => (person === undefined ? [] : people.follows(person.id)),
    follow: (person, kind, value, on) =>
      inTurn(person.id, async () => {
        const follow = checkFollow(kind, value)
        const held = await people.follows(person.id)
        const same = held.filter((one) => one.kind === follow.kind && one.value.toLowerCase() === follow.value.toLowerCase())
        if (on && same.length === 0) {
          if (held.length >= FOLLOWS_MAX) throw new BroadsheetError('bad-input', `${FOLLOWS_MAX} authors, categories and words are as many as can be followed; take one away first.`)
          await people.follow(person.id, follow, true)
        }
        if (!on) for (const one of same) await people.follow(person.id, one, false)
        return follow
      }),
    set: (person, change) =>
      inTurn(person.id, async () => {
        const settings = changed(tasteSettings(await people.settings(person.id)), change)
        await save(person, settings)
        return settings
      }),
    addSeeds: async (person, text) => addReferences(person, await readReferences(text)),
    addReferences,
    seed: async (person, paperId, on) => {
      const paper = await store.find(paperId.slice(0, 500))
      if (paper === undefined) throw new BroadsheetError('not-found', 'No such paper is held.')
      await people.seed(person.id, [paper.key], on)
    },
    removeText: (person, title) =>
      inTurn(person.id, async () => {
        const left = seedTexts(await people.settings(person.id)).filter((one) => one.title !== title)
        await people.setSetting(person.id, SEED_TEXTS_SETTING, left.length === 0 ? undefined : left)
      }),
    reset: (person, part) =>
      inTurn(person.id, async () => {
        const all = part === 'all'
        if (all || part === 'follows') await unfollow(person, ['author', 'category'])
        if (all || part === 'words') await unfollow(person, ['word', 'without'])
        if (all || part === 'seeds') {
          await people.seed(person.id, await people.seeds(person.id), false)
          await people.setSetting(person.id, SEED_TEXTS_SETTING, undefined)
        }
        if (!all && part !== 'settings' && part !== 'past') return
        const before = tasteSettings(await people.settings(person.id))
        const now = new Date(clock.now()).toISOString()
        await save(person, { ...(part === 'past' ? before : TasteSettings.parse({})), since: part === 'settings' ? before.since : now })
      }),
  }
}

/** Settings after a change of anybody's making. @throws BroadsheetError bad-input */
function changed(before: TasteSettings, change: unknown): TasteSettings {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) throw new BroadsheetError('bad-input', 'Settings must be an object.')
  const next: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || name === 'since') continue
    if (name === 'switches') next[name] = { ...before.switches, ...switchesOf(value) }
    else if (Object.hasOwn(ALLOWED, name)) next[name] = value
    else throw new BroadsheetError('bad-input', `There is no setting “${name.slice(0, 40)}”.`)
  }
  const kept = TasteSettings.parse(next)
  // What is kept for want of a sound value is not what was asked for.
  for (const name of Object.keys(ALLOWED) as (keyof typeof ALLOWED)[]) {
    if (kept[name] !== next[name]) throw new BroadsheetError('bad-input', `${name} cannot be ${JSON.stringify(next[name])?.slice(0, 60)}: ${ALLOWED[name]}.`)
  }
  return kept
}

const ALLOWED = {
  dial: 'it is a number from 0 (mine) to 1 (the community’s)',
  explore: 'it is a share from 0 to 0.5',
  variety: 'it is true or false',
  span: 'it is day, week or month',
  known: 'it is true or false',
} as const

function switchesOf(value: unknown): Partial<TasteSettings['switches']> {
  if (typeof value !== 'object' || value === null) throw new BroadsheetError('bad-input', 'switches must be an object of true and false.')
  for (const [name, on] of Object.entries(value)) {
    if (!(TASTE_SWITCHES as readonly string[]).includes(name)) throw new BroadsheetError('bad-input', `There is no switch “${name.slice(0, 40)}”; there are ${TASTE_SWITCHES.join(', ')}.`)
    if (typeof on !== 'boolean') throw new BroadsheetError('bad-input', `The switch ${name} is true or false.`)
  }
  return value
}
