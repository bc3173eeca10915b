/**
 * Decides whether a `$` opens mathematics or is money, a shell variable, a stray sign. Metadata is written by
 * people who never see it set, so the content decides: what reads as prose is not mathematics.
 */
const MAX_MATH = 4000
const MAX_NESTED = 400

/** Where the mathematics opened by the `$` at `open` ends (index of the closing sign; width 1 or 2), or undefined. */
export function closingDollar(s: string, open: number, end: number): { end: number; width: 1 | 2 } | undefined {
  if (s[open + 1] === '$') {
    const close = dollar(s, open + 2, Math.min(end, open + MAX_MATH))
    if (close > open + 2 && s[close + 1] === '$' && close + 1 < end && !isProse(s.slice(open + 2, close), '')) return { end: close, width: 2 }
    return undefined
  }
  const close = dollar(s, open + 1, Math.min(end, open + MAX_MATH))
  if (close < 0 || close === open + 1) return undefined
  const content = s.slice(open + 1, close)
  if (isProse(content, close + 1 < end ? s[close + 1]! : '')) return undefined
  // `$\mbox{if $x$}$`: the sign inside the braces is not the closing one
  if (depth(content) > 0) {
    let deep = content
    let at = close
    for (let n = 0; n < 4 && at - open < MAX_NESTED; n++) {
      at = dollar(s, at + 1, Math.min(end, open + MAX_NESTED))
      if (at < 0) break
      deep = s.slice(open + 1, at)
      if (depth(deep) === 0) return { end: at, width: 1 }
    }
  }
  return { end: close, width: 1 }
}

function dollar(s: string, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const c = s.charCodeAt(i)
    if (c === 92) i++
    else if (c === 36) return i
    else if (c === 10 && s.charCodeAt(i + 1) === 10) return -1
  }
  return -1
}

function depth(s: string): number {
  let n = 0
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i)
    if (c === 92) i++
    else if (c === 123) n++
    else if (c === 125) n--
  }
  return n
}

/** Whether what stands between two dollar signs reads as prose with prices in it. */
function isProse(content: string, next: string): boolean {
  const inner = content.trim()
  if (inner === '') return true
  const hasTex = /\\[a-zA-Z]|[_^{}\\]/.test(inner)
  const words = inner.replace(/\\[a-zA-Z]+/g, ' ').match(/(?<![\p{L}\p{N}])\p{L}{2,}(?![\p{L}(])/gu)?.length ?? 0
  if (/^\d/.test(inner)) {
    if (/^\d[\d.,]* ?[A-Za-z]+$/.test(content) && !/[\p{L}\p{N}]/u.test(next)) return false // `$541 GeV$`
    if (!hasTex && /^[\d.,]+ ?(?:[kKMB]|bn|[mb]illion|thousand|per|USD)?\b.*\s\p{L}{2,}(?![\p{L}(])/su.test(inner)) return true
    if (!hasTex && /\d/.test(next) && (/[\s,\-–/(~]$/.test(content) || words > 0)) return true
    return hasTex && words >= 5
  }
  if (hasTex) return words >= 12 && /^\s|\s$/.test(content) && !/\\(?:text|mbox|mathrm|operatorname)/.test(inner)
  if (/^\s.*\s$/s.test(content) && words <= 1 && inner.length <= 12) return false
  if (/^\s|\s$/.test(content) && words >= 1 && !/[=<>+*/|]/.test(inner)) return true
  return words >= 3
}
