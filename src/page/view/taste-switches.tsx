import { TASTE_SWITCHES, type TasteSettings, type TasteSwitch } from '../../paper/taste-settings.ts'
import { Tick } from './tick.tsx'

const NAMES: Readonly<Record<TasteSwitch, readonly [short: string, whole: string]>> = {
  votes: ['votes', 'Papers that I voted for'],
  saves: ['saved papers', 'Papers that I saved'],
  tags: ['tags', 'Papers that I tagged'],
  read: ['read papers', 'Papers that I marked as read'],
  hides: ['hidden papers', 'Papers that I hid: fewer like them (a hidden paper stays hidden in any case)'],
  follows: ['follows', 'Authors and categories that I follow'],
  words: ['words', 'My words, wanted and excluded'],
  seeds: ['seeds', 'The papers that I gave'],
  community: ['the community', 'What the community likes'],
  exploration: ['exploration', 'Exploration: now and then a paper outside my usual'],
  guess: ['the guess', 'A guess of what readers tend to like, where nobody has voted yet'],
}

/** "votes and seeds" */
export function switchNames(off: readonly TasteSwitch[]): string {
  const names = off.map((name) => NAMES[name][0])
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** A box to tick for each kind of signal. */
export function TasteSwitches({ switches }: { switches: TasteSettings['switches'] }) {
  return <>{TASTE_SWITCHES.map((name) => <Tick name="switch" value={name} checked={switches[name]}>{NAMES[name][1]}</Tick>)}</>
}
