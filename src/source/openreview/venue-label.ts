/** A venue's id as people name it: `ICLR.cc/2026/Conference` is "ICLR 2026", `ICLR.cc/2026/Workshop/Tiny_Papers` "ICLR 2026 Workshop Tiny Papers". */
export function venueLabel(venue: string): string {
  const [host = '', ...rest] = venue.slice(0, 600).split('/')
  const stem = /^(.+?)\.(?:[a-z]{2,4})$/i.exec(host)?.[1] ?? host
  // Where a society's own address comes first, the meeting's name follows: thecvf.com/CVPR/2026/Conference
  const first = rest[0] !== undefined && !/^\d/.test(rest[0]) && stem !== host ? [] : [stem]
  const words = [...first, ...rest].filter((one, at, all) => one !== '' && !(at === all.length - 1 && at > 0 && one === 'Conference'))
  return words.join(' ').replaceAll('_', ' ')
}
