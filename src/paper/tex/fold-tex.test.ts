import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldTex } from './fold-tex.ts'

describe('foldTex', () => {
  it.each([
    ['ell p', ['ℓ_p', '$\\ell_p$', 'ell_p', '$\\ell_{p}$', 'ℓₚ', '\\ell_p']],
    ['schrodinger', ['Schr\\"odinger', 'Schrödinger', 'Schr\\"{o}dinger', 'SCHRÖDINGER', 'Schro\u0308dinger']],
    ['alpha divergence', ['$\\alpha$-divergence', 'α-divergence', '\\alpha-divergence', 'alpha-divergence']],
    ['l2', ['L_2', 'L2', '$L_2$', 'L₂', 'L^2', '$L^{2}$']],
    ['ell2', ['$\\ell_2$', 'ell_2', 'ℓ2', 'ℓ₂']],
    ['x t', ['x_t', '$x_t$', 'xₜ']],
    ['o k 3', ['$O(k^{-3})$', 'O(k⁻³)', 'O(k^{-3})']],
    ['co2', ['CO$_2$', 'CO2', 'CO_2', 'CO₂']],
    ['10 5', ['$10^5$', '10⁵', '10^5']],
    ['r d', ['$\\mathbb{R}^d$', 'ℝ^d', 'R^d']],
    ['epsilon greedy', ['$\\epsilon$-greedy', 'ε-greedy', '$\\varepsilon$-greedy', 'ϵ-greedy', 'Epsilon-Greedy']],
    ['lodz', ['Łódź', "\\L{}\\'od\\'z"]],
    ['bayes', ['{B}ayes', 'Bayes', ' (Bayes). ']],
    ['sqrt n', ['$\\sqrt{n}$', '√n']],
    ['omega n', ['$\\Omega(n)$', 'Ω(n)', 'Omega(n)']],
    ['mu p', ['$\\mu$P', 'μP', 'µP']],
    ['漢 字 テ ス ト abc', ['漢字テスト abc', '漢字ﾃｽﾄabc']],
    ['한국어 논문', ['한국어 논문', '한국어, 논문!']],
    ['ελληνικα', ['Ελληνικά', 'ΕΛΛΗΝΙΚΆ']],
    ['и краткое', ['й краткое', 'Й, краткое']],
    ['strasse', ['Straße', 'strasse', 'STRASSE']],
    ['', ['', ' ', '...', '$$', '—']],
  ])('%s', (expected, sources) => {
    for (const source of sources) expect(foldTex(source), source).toBe(expected)
  })

  it('gives words separated by single blanks, whatever comes in', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.string({ unit: fc.constantFrom('$', '\\', '{', 'α', 'a', 'é', '漢', '₂', '²', 'ₚ', '_', '^', '2', ' ', 'Σ', 'ά') })), (text) => {
        const folded = foldTex(text)
        expect(folded).not.toMatch(/^ | $| {2}|[\p{P}\p{Sm}\p{Sc}A-Z]/u)
      }),
      { numRuns: 500 },
    )
  })
  it('folds plain words the same beside other alphabets as alone', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9_^ ,.-]+$/)
    fc.assert(fc.property(word, (text) => {
      expect(foldTex(`${text} é`)).toBe(`${foldTex(text)} e`.trim())
    }))
  })
  it.each(['a', '$', '\\', 'α', 'ά', '漢', '₂', '{', '$x$ ', '_2'])('a megabyte of %s is no trouble', (unit) => {
    expect(foldTex(unit.repeat(Math.ceil(1_000_000 / unit.length)))).toBeTypeOf('string')
  })
})
