import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldTex } from './fold-tex.ts'

describe('foldTex', () => {
  it.each([
    ['lp', ['ℓ_p', '$\\ell_p$', 'ell_p', '$\\ell_{p}$', 'ell_{p}', 'ℓₚ', '\\ell_p', 'Lp', 'L_p', '$L^p$', 'L^{p}', 'Lᵖ', 'ellₚ']],
    ['lq norm', ['$\\ell_q$-norm', 'ell_q norm', 'Lq-norm']],
    ['l infty', ['$\\ell_\\infty$', 'ℓ∞', 'ℓ_∞', 'ell_infty', '$L^\\infty$', 'L∞']],
    ['well cell ell', ['well_ cell^ ell']],
    ['l p q', ['$L_{p,q}$']],
    ['cpp 11 or cpp c', ['C++11 or C++, C', 'C++11 or c++; C+', '$C$++11 or C++ – C']],
    ['csharp and fsharp', ['C# and F#.', 'c# and f#', 'C\\# and F\\#', 'C# – and F#']],
    ['dotnet and net in dotnet', ['.NET and net in .NET', '.NET – and net in (.NET)']],
    ['c 11 asp net c 1', ['C+11 ASP.NET C#1']],
    ['a i', ['a_i', '$a_i$', 'aᵢ']],
    ['erdos renyi', ['Erdős–Rényi', 'Erdős-Rényi', 'Erdős‐Rényi', 'Erdős‑Rényi', 'Erdős—Rényi', 'Erdős−Rényi', "Erd\\H{o}s--R\\'enyi", "Erd\\H os-R\\'{e}nyi"]],
    ['beta vae', ['β-VAE', 'beta-VAE', 'beta vae', '$\\beta$-VAE', 'Beta–VAE', '𝛽-VAE', '\\beta-VAE']],
    ['state of the art', ['state-of-the-art', 'State of the Art', 'state‑of‑the‑art']],
    ['naive', ['naïve', 'na\\"ive', 'na\\"{\\i}ve', 'NAÏVE', 'nai\u0308ve']],
    ['efficient fine flow', ['eﬃcient ﬁne ﬂow', 'ef\u00adficient fi\u00adne flow', 'ef\u200bficient fine flow']],
    ['gpt 4', ['GPT-4', 'gpt 4', 'GPT‑4', '{GPT}-4']],
    ['word2vec', ['word2vec', 'Word2Vec', '{W}ord2{V}ec']],
    ['schrodinger', ['Schr{\\"o}dinger', 'Schr\\"odinger', 'Schrödinger', 'Schr\\"{o}dinger', 'SCHRÖDINGER', 'Schro\u0308dinger']],
    ['alpha divergence', ['$\\alpha$-divergence', 'α-divergence', '\\alpha-divergence', 'alpha-divergence']],
    ['l2', ['$\\ell_2$', 'ell_2', 'ℓ2', 'ℓ₂', 'ell₂', 'L_2', 'L2', '$L_2$', 'L₂', 'L^2', '$L^{2}$']],
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
  it('gives words of letters and digits for each character there is', () => {
    const wrong: string[] = []
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const folded = foldTex(String.fromCodePoint(code))
      if (/^ | $| {2}|[\p{P}\p{Sm}\p{Sc}A-Z]/u.test(folded)) wrong.push(`${code.toString(16)}: ${folded}`)
    }
    expect(wrong).toEqual([])
  })
  it('folds plain words the same beside other alphabets as alone', () => {
    const word = fc.oneof(fc.stringMatching(/^[a-zA-Z0-9_^ ,.+#-]+$/), fc.string({ unit: fc.constantFrom('l', 'e', 'ell', 'L', '_', '^', 'p', 'q', '2', 'c', 'C', '+', '#', 'f', '.NET', ' ') }))
    fc.assert(fc.property(word, (text) => {
      expect(foldTex(`${text} é`)).toBe(`${foldTex(text)} e`.trim())
    }))
  })
  it('has room for names that are longer than their signs', () => {
    expect(foldTex('C#,'.repeat(5000))).toBe('csharp '.repeat(5000).trim())
    expect(foldTex(' .NET'.repeat(5000))).toBe('dotnet '.repeat(5000).trim())
  })
  it.each(['ell_', 'ell_p', 'C#', 'C++', ' .NET', 'ellₚ', 'a', '$', '\\', 'α', 'ά', '漢', '₂', '{', '$x$ ', '_2'])('a megabyte of %s is no trouble', (unit) => {
    expect(foldTex(unit.repeat(Math.ceil(1_000_000 / unit.length)))).toBeTypeOf('string')
  })
})
