import { z } from 'zod'
import { ChosenSources, SOURCES_SETTING } from '../paper/chosen-sources.ts'
import { STATUS_PREFIX, type SourceStatus } from '../paper/source-status.ts'
import type { Store } from '../store/store.ts'

/** Where this paper comes from, and how each source fares. */
export interface SourcesEdition {
  /** undefined while nothing was chosen */
  readonly chosen: ChosenSources | undefined
  /** arXiv first, then Hugging Face, then by name; of sources that are no longer chosen too */
  readonly statuses: readonly SourceStatus[]
  /** whether this process asks the sources by itself */
  readonly fetching: boolean
}

/** More statuses than choices can make are somebody's mischief. */
const STATUSES_MAX = 500
const KEY_CHARACTERS = 2100
const LABEL_CHARACTERS = 200
const SENTENCE_CHARACTERS = 500

/** Reads what was chosen, and every status as far as it can be read: what makes no sense is left out, never thrown. */
export async function sourcesEdition(store: Store, fetching: boolean): Promise<SourcesEdition> {
  const [setting, under] = await Promise.all([store.setting(SOURCES_SETTING), store.settingsUnder(STATUS_PREFIX)])
  const chosen = ChosenSources.safeParse(setting)
  const statuses = Object.entries(under)
    .slice(0, STATUSES_MAX)
    .flatMap(([name, value]) => readStatus(name.slice(STATUS_PREFIX.length), value) ?? [])
    .sort((a, b) => place(a) - place(b) || (a.label < b.label ? -1 : a.label > b.label ? 1 : a.key < b.key ? -1 : 1))
  return { chosen: chosen.success ? chosen.data : undefined, statuses, fetching }
}

const place = ({ key }: SourceStatus): number => (key === 'arxiv' ? 0 : key === 'huggingface' ? 1 : 2)

/** One line without control characters, at most so long, never half a character. */
const line = (most: number) =>
  z.string().transform((text) => {
    const plain = text.slice(0, most * 2).replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
    return plain.length > most ? `${plain.slice(0, most).replace(/\p{Surrogate}/gu, '')}…` : plain
  })

/** An instant of this era in the one spelling that sorts and compares. */
const instant = z.string().max(40).regex(/^\d{4}-\d{2}-\d{2}T/).transform((text, context) => {
  const time = Date.parse(text)
  if (Number.isNaN(time)) {
    context.issues.push({ code: 'custom', message: 'is no instant', input: text })
    return z.NEVER
  }
  return new Date(time).toISOString()
})

const Status = z.object({
  label: line(LABEL_CHARACTERS).catch(''),
  triedAt: instant.optional().catch(undefined),
  okAt: instant.optional().catch(undefined),
  trouble: z.object({ since: instant, sentence: line(SENTENCE_CHARACTERS).catch('') }).optional().catch(undefined),
  nextAt: instant.optional().catch(undefined),
  work: z
    .object({ what: line(LABEL_CHARACTERS), progress: z.number().transform((part) => Math.min(1, Math.max(0, part))).optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

function readStatus(name: string, value: unknown): SourceStatus | undefined {
  const key = line(KEY_CHARACTERS).parse(name)
  const read = Status.safeParse(value)
  if (!read.success || key === '') return undefined
  return { ...read.data, key, label: read.data.label || key }
}
