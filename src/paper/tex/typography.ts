import { isBlank, isLetter } from './characters.ts'

/** Dashes, ties and quotation marks at `i`: what they look like, and where to go on. */
export function typography(s: string, i: number, end: number): [string, number] {
  const c = s[i]!
  const next = i + 1 < end ? s[i + 1]! : ' '
  const before = i > 0 ? s[i - 1]! : ' '
  if (c === '~') {
    if (isBlank(before) || isBlank(next)) return isBlank(next) && !isBlank(before) ? [' ', i + 1] : ['~', i + 1]
    return ['\u00a0', i + 1]
  }
  if (c === '-') {
    let n = 1
    while (i + n < end && s[i + n] === '-') n++
    const after = s[i + n] ?? ' '
    if (n === 2 && !(isBlank(before) && isLetter(after.charCodeAt(0)))) return ['–', i + 2]
    if (n === 3) return ['—', i + 3]
    return [s.slice(i, i + n), i + n]
  }
  if (c === '`') {
    if (next === '`') return ['“', i + 2]
    const rest = s.slice(i + 1, Math.min(end, i + 201))
    const close = /`|'(?![a-z])/i.exec(rest)
    if (close !== null && close[0] === "'") return ['‘', i + 1]
    return [c, i + 1]
  }
  if (c === "'" && next === "'") return ['”', i + 2]
  return [c, i + 1]
}
