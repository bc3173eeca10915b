import { setOf } from './set-of.ts'
import { categoriesAt, dayOfPaper, metadataAt, type World, type WorldPaper } from './world.ts'

/** A paper with the instant of the last change that can be seen of it, ms since 1970. */
export interface Changed {
  readonly paper: WorldPaper
  readonly at: number
  /** UTC day of that instant, its datestamp */
  readonly day: string
}

/** The records of a world by their last change, as of an instant; quick while the clock goes forward. */
export class ArchiveView {
  private readonly events: readonly Changed[]
  private readonly last = new Map<WorldPaper, Changed>()
  private seen = 0
  private list: readonly Changed[] | undefined
  private chosenOf: readonly Changed[] | undefined
  private readonly chosen = new Map<string, readonly Changed[]>()

  constructor(world: World) {
    this.events = world.papers.flatMap(eventsOf).sort((one, other) => one.at - other.at)
  }

  /** Every record that could be had at an instant, in the order of its last change, then of its id. */
  at(now: number): readonly Changed[] {
    if (this.seen > 0 && this.events[this.seen - 1]!.at > now) {
      this.last.clear()
      this.seen = 0
      this.list = undefined
    }
    for (let event = this.events[this.seen]; event !== undefined && event.at <= now; event = this.events[++this.seen]) {
      this.last.set(event.paper, event)
      this.list = undefined
    }
    this.list ??= [...this.last.values()].sort((one, other) => one.at - other.at || (one.paper.id < other.paper.id ? -1 : 1))
    return this.list
  }

  /** Those of a set, by its name; remembered until something changes. An undefined set is all of them. */
  ofSet(set: string | undefined, now: number): readonly Changed[] {
    const all = this.at(now)
    if (set === undefined) return all
    if (all !== this.chosenOf) this.chosen.clear()
    this.chosenOf = all
    let chosen = this.chosen.get(set)
    if (chosen === undefined) this.chosen.set(set, (chosen = all.filter(({ paper }) => categoriesAt(paper, now).some((one) => `${setOf(one)}:`.startsWith(`${set}:`)))))
    return chosen
  }

  /** The last change of a paper's record; undefined where it could not be had yet. */
  changeOf(paper: WorldPaper, now: number): Changed | undefined {
    this.at(now)
    return this.last.get(paper)
  }
}

function eventsOf(paper: WorldPaper): Changed[] {
  const instants = [metadataAt(dayOfPaper(paper)), ...paper.versions.slice(1).map(({ day }) => metadataAt(day)), ...paper.crosses.map(({ day }) => metadataAt(day)), ...paper.touches.map(({ at }) => at)]
  const end = paper.deletedAt ?? Infinity
  return [...instants.filter((at) => at < end), ...(end === Infinity ? [] : [end])].map((at) => ({ paper, at, day: new Date(at).toISOString().slice(0, 10) }))
}
