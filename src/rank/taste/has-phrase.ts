/** Whether terms stand side by side in a text; both as `ReadPaper.terms`. No terms stand nowhere. */
export function hasPhrase(text: Uint32Array, phrase: Uint32Array): boolean {
  const first = phrase[0]
  if (first === undefined) return false
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    if (phrase.every((term, i) => text[at + i] === term)) return true
  }
  return false
}
