/** From so many words on a query is a text, however it is written. */
const LONG = 25
/** From so many words on, whole sentences make a text. */
const SENTENCE = 10
const QUESTION = 4

const FIELD = /^-?(?:title|ti|author|authors|au|cat|category|categories|venue|id|doi|arxiv|before|after|since|until):./i
const ASKS = /^(?:what|which|who|whose|why|how|when|where|is|are|can|could|do|does|did|should|would|has|have|will)$/i

/** Whether a query is a text (a pasted abstract, a paragraph, a question), in which quotes, dashes and colons are no operators. */
export function isProse(text: string): boolean {
  const words = text.split(/\s+/, LONG * 4).filter((word) => word !== '')
  if (words.length < QUESTION) return false
  // A query that opens with a field was written as a query, unless it is as long as none is.
  if (FIELD.test(words[0]!) && words.length < LONG * 2) return false
  const operators = words.filter((word) => FIELD.test(word) || /^-[\p{L}\p{N}"“]/u.test(word) || /^["“„]/.test(word)).length
  if (words.length >= LONG || (words.length >= SENTENCE && text.includes('\n'))) return operators < words.length / 3
  if (operators > 0) return false
  if (ASKS.test(words[0]!) && /\?["”')\]]*$/.test(words.at(-1)!)) return true
  if (words.length < SENTENCE) return false
  return /[.!?]["”')\]]*$/.test(words.at(-1)!) || words.slice(0, -1).some((word, at) => /\p{Ll}[.!?]["”')\]]*$/u.test(word) && /^["“('[]*\p{Lu}/u.test(words[at + 1]!))
}
