const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^$]{1,2000}/iy
const TEMPLATE = /https?:\/\/[^\s<>"'`{}|\\^$]{0,2000}(?:\{[^{}\\$]{0,200}\}[^\s<>"'`{}|\\^$]{0,2000})+/iy

export interface WebAddress {
  /** without the punctuation that closes the sentence */
  readonly href: string
  readonly written: string
}

/** The web address that starts at `i`, or undefined. */
export function addressAt(s: string, i: number, end: number): WebAddress | undefined {
  const written = matchAt(ADDRESS, s, i, end)
  return written === undefined ? undefined : { href: trimUrl(written), written }
}

/** The address with parts in braces, to be filled in, that starts at `i` (`https://a.example/{user}/{repo}`), or undefined. */
export function addressTemplateAt(s: string, i: number, end: number): string | undefined {
  return matchAt(TEMPLATE, s, i, end)
}

function matchAt(pattern: RegExp, s: string, i: number, end: number): string | undefined {
  pattern.lastIndex = i
  const found = pattern.exec(s)?.[0]
  return found === undefined || i + found.length > end ? undefined : found
}

/** Only web addresses become links. */
export function isWebAddress(href: string): boolean {
  return /^https?:\/\/[^\s"'<>`{}|\\^]+$/i.test(href) && href.length <= 2000
}

/** Leaves closing punctuation out of an address, and a closing bracket that was not opened in it. */
function trimUrl(url: string): string {
  let end = url.length
  const opened = url.includes('(')
  const squared = url.includes('[')
  while (end > 0) {
    const c = url[end - 1]!
    if ('.,;:!?*_~'.includes(c)) end--
    else if (c === ')' && !opened) end--
    else if (c === ']' && !squared) end--
    else break
  }
  return url.slice(0, end)
}
