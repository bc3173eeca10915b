/** What of an answer is another than recorded, field by field: `paper.authors[].user` lost, changed or added. */
export type Kind = 'changed' | 'lost' | 'added'
export type Differences = Map<string, { count: number; example: string }>

export function compare(theirs: unknown, ours: unknown, into: Differences, path = ''): void {
  const note = (kind: Kind): void => {
    const name = `${path} ${kind}`
    const before = into.get(name)
    if (before) before.count++
    else into.set(name, { count: 1, example: `${short(theirs)} -> ${short(ours)}` })
  }
  if (ours === undefined && theirs !== undefined) return note('lost')
  if (theirs === undefined && ours !== undefined) return note('added')
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    if (theirs.length !== ours.length) return note('changed')
    theirs.forEach((one, place) => compare(one, ours[place], into, `${path}[]`))
    return
  }
  if (isObject(theirs) && isObject(ours)) {
    for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours)])) compare(theirs[name], ours[name], into, path === '' ? name : `${path}.${name}`)
    return
  }
  if (theirs !== ours) note('changed')
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const short = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 70)
