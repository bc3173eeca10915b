import { describe, expect, it } from 'vitest'
import { authorOfName, authorsOfLine, authorsOfNames, namesBetweenAnd } from './authors.ts'

const names = (line: string) => authorsOfLine(line).map((one) => (one.affiliation === undefined ? one.name : `${one.name} @ ${one.affiliation}`))

describe('authorsOfLine', () => {
  it.each([
    ['A. B. Example and C. Muster', ['A. B. Example', 'C. Muster']],
    ['A. B. Example, C. Muster, and D. Last', ['A. B. Example', 'C. Muster', 'D. Last']],
    ['A. B. (1), C. D. (2) ((1) X, (2) Y)', ['A. B. @ X', 'C. D. @ Y']],
    ['A. B. (1 and 2), C. D. (2,3) ((1) X, Town, (2) Y and (3) Z)', ['A. B. @ X, Town; Y', 'C. D. @ Y; Z']],
    ['A. B. (Univ. of X, Dept. of Y), C. D. (Z)', ['A. B. @ Univ. of X, Dept. of Y', 'C. D. @ Z']],
    ['A. B. (1,2)', ['A. B.']],
    ['The Boat Collaboration: A. B., C. D.', ['The Boat Collaboration', 'A. B.', 'C. D.']],
    ['Ada Example, Jr., Bo Beispiel III', ['Ada Example Jr.', 'Bo Beispiel III']],
    ["Ren\\'e M\\\"uller, {\\L}ukasz Nov\\'{a}k, P\\'al Erd\\H{o}s", ['René Müller', 'Łukasz Novák', 'Pál Erdős']],
    ["Jos\\'{e} Garc\\'{\\i}a, Fran\\c{c}ois \\v{S}koda, S\\o ren \\AA berg", ['José García', 'François Škoda', 'Søren Åberg']],
    ['Sandy Anderson, Alexandra Band', ['Sandy Anderson', 'Alexandra Band']],
    ['A. B. (unclosed, C. D.', ['A. B. @ unclosed, C. D.']],
    ['A. B.) , C. D.', ['A. B.)', 'C. D.']],
    ['A. B. et al.', ['A. B. et al.']],
    ['', []],
    [', ,and', ['and']],
  ])('%s', (line, expected) => {
    expect(names(line)).toEqual(expected)
  })
})

it('turns names round, but not those of groups', () => {
  const turned = (name: string) => authorOfName(name)?.name
  expect(turned('Example, Ada B.')).toBe('Ada B. Example')
  expect(turned('Example, Jr., Ada')).toBe('Ada Example Jr.')
  expect(turned('King, Martin, III')).toBe('Martin King III')
  expect(turned('Ada Example')).toBe('Ada Example')
  expect(turned('Example,')).toBe('Example')
  expect(turned('A, B, C, D')).toBe('A, B, C, D')
  expect(turned(' ')).toBeUndefined()
  expect(turned('x'.repeat(1000))).toHaveLength(300)
})

it('leaves out what is no name', () => {
  expect(authorsOfNames(['Ada', '', null, 7, { name: 'Bo' }, { name: 3 }, ['x']])).toEqual([{ name: 'Ada' }, { name: 'Bo' }])
  expect(authorsOfNames('Ada')).toEqual([])
  expect(namesBetweenAnd('Example, Ada  and\nBeispiel, Bo AND others')).toEqual(['Example, Ada', 'Beispiel, Bo'])
})
