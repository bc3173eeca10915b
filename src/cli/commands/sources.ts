import { fromNow } from '../../edition/from-now.ts'
import { newYorkTime } from '../../edition/new-york-time.ts'
import { sourceRows } from '../../edition/source-rows.ts'
import type { SourcesEdition } from '../../edition/sources.ts'
import type { SourceStatus } from '../../paper/source-status.ts'
import { checkSources, type TypedSources } from '../../paper/check-sources.ts'
import { type ChosenSources, DEFAULT_SOURCES } from '../../paper/chosen-sources.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { type CommandContext, withInstance } from '../context.ts'
import { displayWidth, plainLine, wrap } from '../plain-text.ts'
import { printJson } from '../print-json.ts'
import { styleOf } from '../style.ts'

/** Lists as they were said, with commas between; `feed` may be said several times. */
export interface SourcesOptions {
  readonly arxiv?: string
  readonly huggingface?: string
  readonly biorxiv?: string
  readonly medrxiv?: string
  readonly openreview?: string
  readonly acl?: string
  readonly feed?: readonly string[]
  readonly openalex?: string
  readonly contact?: string
}

const DEEDS = ['show', 'set', 'add', 'remove'] as const
type Deed = (typeof DEEDS)[number]
const LISTS = ['arxiv', 'biorxiv', 'medrxiv', 'openreview', 'acl', 'feeds'] as const
const SWITCHES = ['huggingface', 'openalex'] as const
const isOption = (name: string): boolean => ['feed', 'contact', ...LISTS, ...SWITCHES].includes(name)

/**
 * `sources [show|set|add|remove]`: where the paper comes from and how each source fares. `set` replaces what its
 * options name and leaves the rest; `add` and `remove` change lists. Where nothing is chosen yet, the defaults are
 * what is changed.
 */
export async function sourcesCommand(context: CommandContext, word: string | undefined, options: SourcesOptions): Promise<number> {
  const deed = DEEDS.find((one) => one === (word ?? 'show'))
  if (deed === undefined) throw new BroadsheetError('bad-input', `sources knows ${DEEDS.join(', ')}, not “${plainLine(word ?? '').slice(0, 40)}”.`)
  const said = Object.keys(options).filter(isOption)
  if (deed === 'show' && said.length > 0) throw new BroadsheetError('bad-input', `To change the sources, say \`broadsheet sources set --${said[0]} …\`, or add or remove.`)
  const sources = await withInstance(context, deed === 'show' ? 'read' : 'write', async (instance) => {
    if (deed !== 'show') await instance.chooseSources(changed((await instance.editions.sources()).chosen, deed, options))
    return instance.editions.sources()
  })
  if (context.json) printJson(context.terminal, { chosen: sources.chosen ?? null, fetching: sources.fetching, sources: sources.statuses })
  else printSources(context, sources)
  return 0
}

/** The choice after a deed. @throws BroadsheetError bad-input naming each option that is wrong */
function changed(before: ChosenSources | undefined, deed: Exclude<Deed, 'show'>, options: SourcesOptions): ChosenSources {
  const said = Object.keys(options).some(isOption)
  // `sources set` alone takes the defaults, once.
  if (!said && (before !== undefined || deed !== 'set')) throw new BroadsheetError('bad-input', `Say what to ${deed}, such as --arxiv cs.LG,cs.CL.`)
  const start = before ?? DEFAULT_SOURCES
  const typed: { -readonly [name in keyof TypedSources]: TypedSources[name] } = { ...start, contact: options.contact ?? start.contact ?? '' }
  for (const name of LISTS) {
    const given = name === 'feeds' ? options.feed : options[name]?.split(/[,;]/)
    if (given !== undefined) typed[name] = combined(start[name], deed, name === 'arxiv' || name === 'acl' ? given.flatMap((one) => one.split(/\s+/)) : given)
  }
  for (const name of SWITCHES) if (options[name] !== undefined) typed[name] = isOn(name, options[name])
  const checked = checkSources(typed)
  if ('chosen' in checked) return checked.chosen
  const flagOf = (field: keyof TypedSources): string => (field === 'feeds' ? 'feed' : field)
  throw new BroadsheetError('bad-input', checked.faults.map(({ field, message }) => `--${flagOf(field)}: ${message}`).join(' '))
}

function combined(before: readonly string[], deed: Exclude<Deed, 'show'>, given: readonly string[]): readonly string[] {
  if (deed === 'set') return given
  if (deed === 'add') return [...before, ...given]
  const gone = new Set(given.map((one) => one.trim().toLowerCase()))
  return before.filter((one) => !gone.has(one.toLowerCase()))
}

function isOn(name: string, value: string): boolean {
  if (/^(on|yes|1|true)$/i.test(value)) return true
  if (/^(off|no|0|false)$/i.test(value)) return false
  throw new BroadsheetError('bad-input', `--${name} must be on or off.`)
}

function printSources({ terminal, clock }: CommandContext, sources: SourcesEdition): void {
  const style = styleOf(terminal)
  const { chosen } = sources
  if (chosen === undefined) {
    terminal.out(`${wrap('Nothing is chosen yet, so nothing is fetched. Choose on the page /sources, or begin with the defaults: `broadsheet sources set`.', terminal.columns)}\n`)
    return
  }
  const now = clock.now()
  const rows = sourceRows(sources)
  const width = Math.max(...rows.flatMap(({ name, statuses }) => [name, ...statuses.map(({ label }) => plainLine(label))].map(displayWidth)))
  const indent = ' '.repeat(Math.min(width, 40) + 2)
  const line = (head: string, text: string, drawn = (plain: string): string => plain): void => {
    const name = plainLine(head)
    const own = displayWidth(name) + 2 > indent.length
    if (own) terminal.out(`${name}\n`)
    const wrapped = wrap(plainLine(text), terminal.columns, indent)
    terminal.out(own ? `${drawn(wrapped)}\n` : `${name}${drawn(wrapped.slice(displayWidth(name)))}\n`)
  }
  for (const { name, asked, statuses } of rows) {
    line(name, asked.length === 0 ? 'chosen' : asked.join(', '))
    if (statuses.length === 0) line('', 'not asked yet')
    for (const status of statuses) {
      const text = inWords(status, now, sources.fetching)
      line(statuses.length > 1 ? status.label : '', text, status.trouble === undefined ? undefined : style.bad)
    }
  }
  line('Contact', chosen.contact ?? 'none; arXiv asks for one: `broadsheet sources set --contact you@example.org`')
  terminal.out(style.dim(`Times are those of New York.\n`))
}

function inWords({ okAt, triedAt, trouble, nextAt, work }: SourceStatus, now: number, fetching: boolean): string {
  const at = (instant: string): string => `${newYorkTime(instant, now)} (${fromNow(instant, now)})`
  const parts = [
    trouble && `IN TROUBLE since ${at(trouble.since)}: ${trouble.sentence}`,
    okAt === undefined ? 'no whole answer yet' : `last whole answer ${at(okAt)}`,
    triedAt !== undefined && triedAt !== okAt && `last looked ${at(triedAt)}`,
    nextAt !== undefined && (fetching || Date.parse(nextAt) > now) && `next ${trouble === undefined ? 'look' : 'try'} ${Date.parse(nextAt) <= now ? 'now' : at(nextAt)}`,
    work && `at work: ${work.what}${work.progress === undefined ? '' : `, ${Math.floor(work.progress * 100)} %`}`,
  ]
  return parts.filter((part) => typeof part === 'string').join('; ')
}
