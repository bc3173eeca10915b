import { BroadsheetError } from '../paper/errors.ts'
import { FOLLOW_KINDS, type Follow } from '../paper/people.ts'
import { cleanText } from '../store/clean-text.ts'

/** Longest value of each kind, characters. */
const MOST: Readonly<Record<Follow['kind'], number>> = { author: 200, category: 60, word: 100, without: 100 }
const CALLED: Readonly<Record<Follow['kind'], string>> = { author: 'name of an author', category: 'category', word: 'word', without: 'word' }

/** A follow as it is kept: white space folded, no control characters. @throws BroadsheetError bad-input that says what is wrong */
export function checkFollow(kind: string, value: string): Follow {
  const known = FOLLOW_KINDS.find((one) => one === kind)
  if (known === undefined) throw new BroadsheetError('bad-input', `What is followed must be one of ${FOLLOW_KINDS.join(', ')}.`)
  const text = cleanText(value.slice(0, 2000).replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim())
  if (text === '') throw new BroadsheetError('bad-input', `Write the ${CALLED[known]} to ${known === 'without' ? 'leave out' : 'follow'}.`)
  if (text.length > MOST[known]) throw new BroadsheetError('bad-input', `A ${CALLED[known]} has ${MOST[known]} characters at most.`)
  if (!/[\p{L}\p{N}]/u.test(text)) throw new BroadsheetError('bad-input', `“${text}” has neither a letter nor a digit to look for.`)
  return { kind: known, value: text }
}
