/** Answers of the parts of the API that Hugging Face's does not have, as far as no other file declares them. */
import { z } from 'zod'
import { SHELVES } from '../../community/reading-list.ts'
import { HOOK_KINDS, PAUSED_WHY } from '../../paper/hook.ts'
import { FOLLOW_KINDS, Role } from '../../paper/people.ts'
import { RHYTHMS, SUBSCRIPTION_STATES } from '../../paper/subscription.ts'
import { TASTE_SPANS, TASTE_SWITCHES, TasteSettings } from '../../paper/taste-settings.ts'
import { EntryShape } from '../schemas.ts'

const Count = z.int().min(0)
const PaperId = z.string()
const named = <Name extends string, Shape extends z.ZodType>(names: readonly Name[], shape: Shape) => z.strictObject(Object.fromEntries(names.map((name) => [name, shape])) as Record<Name, Shape>)

export const Me = z.strictObject({
  name: z.string(), role: Role, email: z.string().nullable(), since: z.string(), by: z.enum(['local', 'session', 'token']), lastVisit: z.string().nullable(),
  lists: named(SHELVES, Count), tags: z.array(z.strictObject({ tag: z.string(), papers: Count })),
})
export const Voted = z.strictObject({ paper: PaperId, voted: z.boolean(), byAuthor: z.boolean(), votes: Count, own: Count })
export const Tags = z.strictObject({ paper: PaperId, tags: z.array(z.string()) })
export const Note = z.strictObject({ paper: PaperId, note: z.string() })
export const marked = (name: 'saved' | 'hidden' | 'read') => z.strictObject({ paper: PaperId, [name]: z.boolean() })

export const OwnList = z.strictObject({
  total: Count,
  papers: z.array(EntryShape.extend({
    at: z.string().nullable(),
    mine: z.strictObject({ voted: z.boolean(), saved: z.boolean(), hidden: z.boolean(), read: z.boolean(), tags: z.array(z.string()), note: z.string() }),
  })),
})
export const ForYou = z.strictObject({
  from: z.string().nullable(), to: z.string().nullable(), ledger: z.string(), empty: z.string().nullable(), total: Count, page: Count, pageSize: Count, leftOut: Count, new: z.boolean(),
  known: z.record(z.string(), Count), settings: TasteSettings,
  papers: z.array(EntryShape.extend({
    score: z.number().nullable(),
    reasons: z.array(z.strictObject({ kind: z.string(), text: z.string(), paper: z.string().optional() })),
    terms: z.array(z.strictObject({ name: z.string(), text: z.string(), value: z.number() })),
  })),
})

const Follow = z.strictObject({ kind: z.enum(FOLLOW_KINDS), value: z.string() })
const Text = z.record(z.string(), z.unknown())
export const Taste = z.strictObject({ settings: TasteSettings, follows: z.array(Follow), seeds: z.array(z.strictObject({ id: PaperId, title: z.string() })), texts: z.array(Text) })
export const ChangedTaste = z.strictObject({ settings: TasteSettings, follows: z.array(Follow), seeds: Count, texts: Count, report: z.record(z.string(), z.unknown()).optional() })
const share = z.number().min(0).max(1)
export const TasteBody = z.strictObject({
  reset: z.enum(['follows', 'words', 'seeds', 'settings', 'past', 'all']).optional(),
  settings: z.strictObject({ dial: share, explore: share, variety: z.boolean(), span: z.enum(TASTE_SPANS), known: z.boolean(), switches: z.partialRecord(z.enum(TASTE_SWITCHES), z.boolean()) }).partial().optional(),
  follow: z.array(Follow).max(500).optional(),
  unfollow: z.array(Follow).max(500).optional(),
  seeds: z.string().optional().describe('ids, BibTeX, RIS or CSL JSON'),
})

export const Imported = z.strictObject({
  ...named(['votes', 'saved', 'hidden', 'read', 'tags', 'notes', 'comments', 'submissions', 'follows', 'seeds', 'settings', 'letters', 'unknownMore', 'texts'], Count).shape,
  unknown: z.array(z.strictObject({ id: z.string(), title: z.string() })), leftOut: z.array(z.string()),
})
export const CommentPlace = z.strictObject({ id: z.string(), paper: PaperId })
export const Withdrawn = z.strictObject({ paper: PaperId, date: z.string(), withdrawn: z.literal(true) })

export const Subscription = z.strictObject({
  id: z.string(), view: z.string(), email: z.string(), rhythm: z.enum(RHYTHMS), weekday: z.int(), hour: z.int(), timeZone: z.string(), papers: z.int(), state: z.enum(SUBSCRIPTION_STATES),
  stoppedWhy: z.string().nullable(), createdAt: z.string(), confirmedAt: z.string().nullable(), dueAt: z.string().nullable(),
})
export const Hook = z.strictObject({
  id: z.string(), kind: z.enum(HOOK_KINDS), view: z.string(), address: z.string().describe('without what is secret in it'), state: z.enum(['active', 'paused']), pausedWhy: z.enum(PAUSED_WHY).nullable(),
  createdAt: z.string(), sentAt: z.string().nullable(), lastError: z.string().nullable(),
})
