import type { Digest } from '../../edition/digest.ts'
import type { Entry } from '../../edition/edition.ts'
import type { Rhythm } from '../../paper/subscription.ts'
import { viewPath } from '../../paper/view.ts'
import type { Letter } from '../mailer.ts'
import { encodedBytes } from './encoded-bytes.ts'
import { entryLine } from './entry-lines.ts'
import { frameHtml, frameText, type LetterFrame } from './letter-frame.ts'
import { letterHeaders } from './letter-headers.ts'
import { countedPapers, subjectOf } from './letter-words.ts'
import { type PaperPart, PaperParts } from './paper-part.ts'
import { plainLine } from './plain.ts'

/** A whole letter on the way, with its headers and in its encoding, in bytes: Gmail hides what comes after 102 kB. */
export const LETTER_BYTES_MAX = 100_000
/** For headers and borders between parts. */
const HEAD_BYTES = 4500

export interface LetterTo {
  readonly email: string
  /** undefined for a letter that somebody sent by hand */
  readonly rhythm: Rhythm | undefined
  /** origin that readers use: https://papers.example */
  readonly publicUrl: string
  /** without angle brackets */
  readonly messageId: string
  /** signed, absolute; undefined in a preview */
  readonly links?: { readonly unsubscribe: string; readonly manage: string } | undefined
  /** of this `publicUrl`, shared by all letters of a run: saves most of the work, changes nothing */
  readonly parts?: PaperParts | undefined
}

export interface ComposedLetter extends Letter {
  readonly headers: Readonly<Record<string, string>>
  /** keys of the papers that it shows; where there are none it says nothing and is not to be sent */
  readonly papers: readonly number[]
  /** how many papers could not be shown because something of theirs is damaged */
  readonly leftOut: number
}

/**
 * Writes a letter: HTML that loads nothing, and the same as plain text. The same input gives the same letter. Never more than
 * `LETTER_BYTES_MAX`: titles come first, then abstracts from the top while there is room; papers beyond that are counted and linked to.
 * A paper that cannot be written is left out and counted.
 */
export function composeLetter(digest: Digest, to: LetterTo): ComposedLetter {
  const { view, day, ledger, notes } = digest
  const parts = to.parts ?? new PaperParts(to.publicUrl)
  const viewUrl = new URL(viewPath(view), to.publicUrl).href
  const frame = (more: number, leftOut: number, shown: readonly Shown[]): LetterFrame => ({
    subject: subjectOf(view, day, shown.length),
    day,
    counted: countedPapers(view, shown.length),
    preheader: plainLine(shown.slice(0, 3).map(({ part }) => part.title).join(' · '), 200),
    ledger: plainLine(ledger, 600),
    notes: [...notes.slice(0, 5).map((note) => plainLine(note, 400)), ...(leftOut === 0 ? [] : [leftOut === 1 ? 'One paper could not be shown.' : `${leftOut} papers could not be shown.`])],
    more, viewUrl, rhythm: to.rhythm, email: to.email, publicUrl: to.publicUrl, links: to.links,
  })

  const shown: Shown[] = []
  let leftOut = 0
  let noRoom = 0
  const empty = frame(999_999, 999_999, [])
  // The subject, the titles before the first line and a heading come to the frame's own words.
  let room = LETTER_BYTES_MAX - HEAD_BYTES - encodedBytes(frameHtml(empty, [], [])) - encodedBytes(frameText(empty, [], []))
  const take = (entries: readonly Entry[], late: boolean): void => {
    for (const entry of entries) {
      try {
        const part = parts.of(entry.paper)
        const line = entryLine(entry, view)
        const bytes = part.head.bytes + 2 * encodedBytes(line) + ENTRY_BYTES
        if (bytes > room) noRoom++
        else {
          room -= bytes
          shown.push({ key: entry.paper.key, part, line, late, abridged: true })
        }
      } catch {
        leftOut++
      }
    }
  }
  take(digest.entries, false)
  take(digest.late, true)
  for (const one of shown) {
    const { bytes } = one.part.abstract
    one.abridged = bytes > room
    if (!one.abridged) room -= bytes
  }
  const made = frame(digest.more + noRoom, leftOut, shown)
  const [fresh, late] = [shown.filter((one) => !one.late), shown.filter((one) => one.late)]
  return {
    to: to.email,
    subject: made.subject,
    html: frameHtml(made, fresh, late),
    text: frameText(made, fresh, late),
    headers: letterHeaders(to),
    papers: shown.map(({ key }) => key),
    leftOut,
  }
}

/** Of what stands around the parts of a paper and its line. */
const ENTRY_BYTES = 200

export interface Shown {
  readonly key: number
  readonly part: PaperPart
  /** votes and reasons */
  readonly line: string
  readonly late: boolean
  /** shown without its abstract, for want of room */
  abridged: boolean
}
