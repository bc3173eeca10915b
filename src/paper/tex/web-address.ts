const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^$]{1,2000}/iy

/** The web address that starts at `i`, without the punctuation that closes the sentence, or undefined. */
export function addressAt(s: string, i: number, end: number): string | undefined {
  ADDRESS.lastIndex = i
  const found = ADDRESS.exec(s)?.[0]
  return found === undefined || i + found.length > end ? undefined : trimUrl(found)
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
