import { describe, expect, it } from 'vitest'
import { foldedName, nameAmong } from './folded-name.ts'

describe('foldedName', () => {
  it.each([
    ['Geoffrey Hinton', 'geoffrey hinton'],
    ['Hinton, Geoffrey E.', 'geoffrey hinton'],
    ['Geoffrey E. Hinton', 'geoffrey hinton'],
    ['Édith de Sà', 'edith de sa'],
    ['G. Hinton', 'g hinton'],
    ['  ', ''],
    ['', ''],
  ])('%s is %s', (name, folded) => expect(foldedName(name)).toBe(folded))

  it('bounds what it reads', () => expect(foldedName('x'.repeat(1_000_000)).length).toBeLessThanOrEqual(300))
})

describe('nameAmong', () => {
  const same = (a: string, b: string): boolean => nameAmong([foldedName(a), 'bo writer'])(foldedName(b))
  it('lets an initial stand for a given name, on either side', () => {
    expect(same('G. Hinton', 'Geoffrey Hinton')).toBe(true)
    expect(same('Geoffrey Hinton', 'Hinton, G.')).toBe(true)
  })
  it('tells people apart', () => {
    expect(same('Geoffrey Hinton', 'Gerald Hinton')).toBe(false)
    expect(same('H. Hinton', 'Geoffrey Hinton')).toBe(false)
    expect(same('Hinton', 'Geoffrey Hinton')).toBe(false)
    expect(nameAmong(['', 'ada'])('')).toBe(false)
  })
})
