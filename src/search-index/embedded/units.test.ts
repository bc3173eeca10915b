import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MAX_TERMS, PAIR_HIGH } from './segment.ts'
import { termAt, unitsOfTerm } from './units.ts'

it('reads back every term that it writes, in one unit or two', () => {
  const number = fc.oneof(fc.integer({ min: 1, max: MAX_TERMS - 1 }), fc.constantFrom(1, PAIR_HIGH - 1, PAIR_HIGH, PAIR_HIGH + 0x7ff, PAIR_HIGH + 0x800, MAX_TERMS - 1))
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 10 }), (numbers) => {
      const units = Uint16Array.from([...numbers.flatMap(unitsOfTerm), 0])
      const read: number[] = []
      for (let at = 0; units[at] !== 0; at += units[at]! < PAIR_HIGH ? 1 : 2) read.push(termAt(units, at))
      expect(read).toEqual(numbers)
    }),
  )
})
