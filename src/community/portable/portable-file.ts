/**
 * The file in which somebody takes everything of theirs elsewhere, or brings it back. JSON; papers are named by public id, title and
 * identifiers, so that any Broadsheet finds them again. Instants are ISO 8601, days ISO days.
 */
import { z } from 'zod'
import { BroadsheetError } from '../../paper/errors.ts'
import { Day, Identifier } from '../../paper/paper.ts'
import { HOOK_KINDS } from '../../paper/hook.ts'
import { FOLLOW_KINDS } from '../../paper/people.ts'
import { RHYTHMS, SUBSCRIPTION_STATES } from '../../paper/subscription.ts'
import { SeedText } from '../../paper/taste-settings.ts'

export const PORTABLE_FORMAT = 'broadsheet-person'
export const PORTABLE_VERSION = 1
/** Longest file taken, bytes. */
export const PORTABLE_BYTES_MAX = 16 * 1024 * 1024
/** Rows of one kind. */
export const PORTABLE_ROWS_MAX = 20_000

const rows = <T extends z.ZodType>(row: T) => z.array(row).max(PORTABLE_ROWS_MAX).default([])
const At = z.string().max(40).refine((text) => /^\d{4}-\d\d-\d\dT/.test(text) && Number.isFinite(Date.parse(text)), 'must be an ISO instant')
const PaperId = z.string().min(1).max(400)
const Done = z.object({ paper: PaperId, at: At })

export const PortableFile = z.object({
  format: z.literal(PORTABLE_FORMAT),
  version: z.literal(PORTABLE_VERSION),
  exportedAt: z.string().max(40).default(''),
  /** for the reader of the file: an import leaves it aside */
  person: z.object({ name: z.string().max(300), email: z.string().max(400).optional(), role: z.string().max(20), since: z.string().max(40) }).optional(),
  /** of API tokens, their names and dates alone; for the reader of the file */
  tokens: z.array(z.object({ name: z.string().max(300), createdAt: z.string().max(40) })).max(1000).default([]),
  /** every paper that is named below */
  papers: rows(z.object({ id: PaperId, title: z.string().max(2000), identifiers: z.array(Identifier).max(50).default([]), author: z.string().max(300).default('') })),
  votes: rows(Done),
  saved: rows(Done),
  hidden: rows(Done),
  read: rows(Done),
  tags: rows(Done.extend({ tag: z.string().min(1).max(200) })),
  notes: rows(Done.extend({ text: z.string().min(1).max(100_000) })),
  comments: rows(
    z.object({
      id: z.string().regex(/^[\w-]{1,64}$/),
      paper: PaperId,
      parent: z.string().max(64).optional(),
      text: z.string().max(100_000),
      createdAt: At,
      editedAt: At.optional(),
      state: z.enum(['shown', 'deleted', 'hidden']),
    }),
  ),
  submissions: rows(z.object({ paper: PaperId, day: Day, at: At, picked: z.boolean().default(false), remark: z.string().max(5000).default('') })),
  follows: rows(z.object({ kind: z.enum(FOLLOW_KINDS), value: z.string().min(1).max(300) })),
  /** papers by mail; a view is named by its address */
  letters: z
    .array(
      z.object({
        view: z.string().max(4000), email: z.string().max(400), rhythm: z.enum(RHYTHMS), weekday: z.number(), hour: z.number(), timeZone: z.string().max(100), papers: z.number(),
        state: z.enum(SUBSCRIPTION_STATES), since: At,
      }),
    )
    .max(1000)
    .default([]),
  /** Where new papers are told. Addresses are as good as passwords, so no more of them is here than they are known by; for the reader of the file. */
  alerts: z.array(z.object({ view: z.string().max(4000), kind: z.enum(HOOK_KINDS), address: z.string().max(400), paused: z.boolean(), since: At })).max(1000).default([]),
  seeds: rows(PaperId),
  seedTexts: z.array(SeedText).max(2000).default([]),
  /** small settings by name, as this instance keeps them; secrets are left out */
  settings: z.record(z.string().max(100), z.unknown()).default({}),
})
export type PortableFile = z.infer<typeof PortableFile>

/** Reads a file of anybody's making. @throws BroadsheetError bad-input that says what is wrong, too-large */
export function readPortable(text: string): PortableFile {
  if (text.length > PORTABLE_BYTES_MAX) throw new BroadsheetError('too-large', 'The file is too large: 16 MB at most.')
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new BroadsheetError('bad-input', 'The file is not whole JSON.', { cause })
  }
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  if (format !== PORTABLE_FORMAT) throw new BroadsheetError('bad-input', 'This is no file of somebody’s things that Broadsheet wrote.')
  if (version !== PORTABLE_VERSION) throw new BroadsheetError('bad-input', `This file is of version ${String(version).slice(0, 20)}; this Broadsheet reads version ${PORTABLE_VERSION}.`)
  const parsed = PortableFile.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new BroadsheetError('bad-input', `The file cannot be used: ${issue?.path.map(String).join('.').slice(0, 100) ?? ''} ${issue?.message.slice(0, 200) ?? 'is wrong'}.`)
}
