import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { texToText } from './tex-to-text.ts'

describe('texToText', () => {
  it.each([
    ['$\\ell_p$', 'ℓₚ'],
    ['$\\ell_\\infty$', 'ℓ_∞'],
    ['$O(k^{-3})$', 'O(k⁻³)'],
    ['$O\\left(k^{-3} \\right)$', 'O(k⁻³)'],
    ['$\\mathbb{R}^d$', 'ℝᵈ'],
    ['$\\mathcal{O}(n \\log n)$', '𝒪(n log n)'],
    ['$O(n\\log n)$', 'O(n log n)'],
    ['$\\log^2 n$', 'log² n'],
    ['$\\sqrt{n}$ and $\\sqrt{n+1}$ and $\\sqrt[3]{x}$', '√n and √(n+1) and ³√x'],
    ['$\\frac{a}{b}$', 'a/b'],
    ['$\\frac{a+1}{2n}$', '(a+1)/(2n)'],
    ['$\\frac12$', '1/2'],
    ['$x \\leq y$, $x\\geq0$', 'x ≤ y, x ≥ 0'],
    ['$\\tilde{O}(\\sqrt{T})$', 'Õ(√T)'],
    ['$x_t \\in \\{0,1\\}^n$', 'xₜ ∈ {0,1}ⁿ'],
    ['$x^*$, $x^{\\star}$, $A^\\top B$', 'x*, x⋆, AᵀB'],
    ['$2\\times$ faster', '2× faster'],
    ['$\\sim 10$', '∼10'],
    ['$\\alpha$-divergence', 'α-divergence'],
    ['$\\mathbf{x}$, $\\mathrm{KL}(p\\|q)$', 'x, KL(p‖q)'],
    ['$\\text{if } x \\to \\infty$', 'if x → ∞'],
    ['$\\sum_{i=1}^n x_i$', '∑ᵢ₌₁ⁿ xᵢ'],
    ['$\\mathbb{E}_{x \\sim p}[f(x)]$', '𝔼_(x∼p)[f(x)]'],
    ['$x \\not= y$', 'x ≠ y'],
    ["$f'(x)$", 'f′(x)'],
    ['$\\operatorname{rank}(A)$', 'rank(A)'],
    ['$\\min_x f(x)$', 'minₓ f(x)'],
    ['$k$-NN for $k=5$', 'k-NN for k=5'],
    ['$$E = mc^2$$', 'E = mc²'],
    ['Schr\\"odinger, Erd\\H{o}s, {\\L}ukasz', 'Schrödinger, Erdős, Łukasz'],
    ['{\\em well} \\textbf{done}', 'well done'],
    ['\\href{https://a.example/}{code}', 'code (https://a.example/)'],
    ['https://a.example/my_code', 'https://a.example/my_code'],
    ['https://a.example/owls{this page}', 'this page (https://a.example/owls)'],
    ['see https://a.example/{model} now', 'see https://a.example/{model} now'],
    ['https://a.example/{user}/{repo}.', 'https://a.example/{user}/{repo}.'],
    ['{\\em https://a.example/{id}}', 'https://a.example/{id}'],
    ['\\href{https://a.example/{id}}{the owls}', 'the owls'],
    ['https://a.example/owls{https://a.example/owls}.', 'https://a.example/owls.'],
    ['costs $5 and $10', 'costs $5 and $10'],
    ['CO$_2$ and H_2O', 'CO₂ and H_2O'],
    ['$\\mu$m', 'μm'],
    ['of mathcal{O} order', 'of mathcal{O} order'],
    ['$\\unknown{x}$', 'unknownx'],
    ['$\\kern-3em x$', 'x'],
  ])('%s → %s', (source, expected) => {
    if (source === '$\\unknown{x}$') expect(texToText(source)).toMatch(/^unknown ?x$/)
    else expect(texToText(source)).toBe(expected)
  })

  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('$', '\\', '{', '}', '^', '_', '\\frac', '\\sqrt', '[', ']', '\\mathbb', '\\left', '\\tilde', '\\text{', '\\log', '\\leq', '&', '\\\\', ' ', 'x', '\\begin{', '\\(', '\\)', '\ud800'),
  )
  it('never throws', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => typeof texToText(`$${pieces.join('')}$`) === 'string' && typeof texToText(pieces.join('')) === 'string'), { numRuns: 1500 })
  })
  it('shows each letter of an address with parts to be filled in', () => {
    const part = fc.oneof(fc.stringMatching(/^[a-z0-9_-]{1,8}$/), fc.stringMatching(/^\{[a-z][a-z0-9_]{0,6}\}$/))
    fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.constantFrom('', '.pdf', '?page={page}'), (parts, tail) => {
      const address = `https://a.example/${parts.join('/')}/{id}${tail}`
      expect(texToText(`see ${address} now`)).toBe(`see ${address} now`)
    }))
  })
  it('leaves ASCII prose as it is', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-zA-Z0-9.,;:()!?]+$/).filter((word) => !/https?:/i.test(word)), { maxLength: 20 }), (words) => {
      expect(texToText(words.join(' '))).toBe(words.join(' '))
    }))
  })
  it.each(['$', '\\', '{', '${', '$\\frac', '\\frac{', '^', '_{', '\\leq', '$x^', '\\log', '\\sqrt[', '$\\tilde{', '\\mathbb'])('a long run of %s is no trouble', (unit) => {
    const text = unit.repeat(Math.ceil((unit.length > 1 ? 200_000 : 1_000_000) / unit.length))
    expect(texToText(text).length).toBeGreaterThanOrEqual(0)
    expect(texToText(`$${text.slice(0, 3990)}$`).length).toBeGreaterThanOrEqual(0)
  })
})
