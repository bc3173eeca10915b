import { existsSync, readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { repairTex } from './repair-tex.ts'
import { texToHtml } from './tex-to-html.ts'
import { texToText } from './tex-to-text.ts'

const PAGES = new URL('../../../../shared/data/hf-pages/', import.meta.url)

describe('repairTex', () => {
  it.each([
    ['Tight Limits for ell_p Regression', 'Tight Limits for ℓₚ Regression'],
    ['Laws of scriptsizeFLow', 'Laws of FLow'],
    ['Set in scriptsize and read', 'Set in scriptsize and read'],
    ['A Fast Method with ell_infty Guarantee', 'A Fast Method with ℓ_∞ Guarantee'],
    ['A Method with Global Oleft(k^{-3} right) Rate', 'A Method with Global O(k⁻³) Rate'],
    ['$μ$LO: learned optimisers', 'μLO: learned optimisers'],
    ['it takes mathcal{O}(1/epsilon^4) steps', 'it takes 𝒪(1/ϵ⁴) steps'],
    ['of order mathcal O(K^{2/3}) in all', 'of order 𝒪(K^(2/3)) in all'],
    ['regret tilde{O}(sqrt{T}) holds', 'regret Õ(√T) holds'],
    ['widetilde O(|Omega| k^2) time', 'Õ(|Ω| k²) time'],
    ['points in R^d, and mathbb{R} too', 'points in Rᵈ, and ℝ too'],
    ['an item x_t arrives', 'an item xₜ arrives'],
    ['an n times d matrix', 'an n × d matrix'],
    ['size 512times 512', 'size 512 × 512'],
    ['for 1leq p<2 and 2<p<infty.', 'for 1 ≤ p<2 and 2<p<∞.'],
    ['with Ain R^{ntimes d} and a vector bin R^n, we', 'with A ∈ R^(n×d) and a vector b ∈ Rⁿ, we'],
    ['rank r ll min{n_1,n_2}, and', 'rank r ≪ min{n₁,n₂}, and'],
    ['a (1{2}-epsilon)-approximate answer', 'a (1/2−ϵ)-approximate answer'],
    ['at least Omega(sqrt{dklog d}{nepsilon}) here', 'at least Ω(√(dk log d)/(nϵ)) here'],
    ['achieving Oleft(T^2{3}log(T)^1{3}right) regret', 'achieving O(T^(2/3) log(T)^(1/3)) regret'],
    ['an O(varepsilon)-optimal action', 'an O(ε)-optimal action'],
    ['the ell_2-norm error', 'the ℓ₂-norm error'],
    ['probability at least 1-delta. Then', 'probability at least 1−δ. Then'],
    ['where 0<delta<1. For deltageq 1, we', 'where 0<δ<1. For δ ≥ 1, we'],
    ['fewer (sim10-100 times lower) and sim!!25% more', 'fewer (∼10-100 times lower) and ∼25% more'],
    ['D^{-1} exp(QK^top) V', 'D⁻¹ exp(QKᵀ) V'],
    ['the map R^d rightarrow R is', 'the map Rᵈ → R is'],
    ['K_r-minor-free graphs', 'Kᵣ-minor-free graphs'],
    ['the sign(cdot) operator', 'the sign(·) operator'],
    ['a diagonal {sf A} and {sf B}^top', 'a diagonal A and Bᵀ'],
    ['2^nd-order methods', '2ⁿᵈ-order methods'],
    ['O(mathcal{C_Phi/m}) risk', 'O(𝒞_Φ/m) risk'],
    ['models 2times to 7times larger', 'models 2× to 7× larger'],
    ['a sim2times gain and {bf MASK} tokens', 'a ∼2× gain and MASK tokens'],
    ['the name VLM^2-Bench and {V_{0.5}', 'the name VLM²-Bench and {V_(0.5)'],
    ['for some n = O(log(1/delta)log T/T) rate', 'for some n = O(log(1/δ) log T/T) rate'],
  ])('%s', (damaged, expected) => {
    expect(texToText(repairTex(damaged))).toBe(expected)
    expect(texToHtml(repairTex(damaged)).replace(/alttext="[^"]*"/g, '')).not.toMatch(/[$\\]/)
  })

  it.each([
    'To the left or right, in the big picture, we point to a partial answer to the joint problem.',
    'The alpha and beta releases of delta encoding, with a gamma ray and pi day, turn left (or right) at omega.',
    'It is 25 times longer, three times faster, and 3.8 times less; models that sum to one, at max or min.',
    'see https://a.example/{x_t}/{user_id}.json and https://a.example/{n}/1{2}',
    'Use snake_case_names, aux_zipf_loss and file_1.txt at https://a.example/x_y^z or mail a_b@c.example.',
    'The min-max problem, exp-concave losses, log-barrier, sin and cos waves, text and hat, star and circ.',
    'Cost of $5 and $10; a set {1, 2}; JSON {"a": 1}; f(x) = y + 1; p < 0.05; O(n) time; GPT-4 (2023).',
    'Correct mathematics such as $\\ell_p$, $x_t$ and \\(\\alpha_1\\) stays, and so does Schr\\"odinger and {\\em this}.',
    'Sometimes copyright notices, bright light, playwright and upright posture (left) matter.',
    'On Ineq-Comp-Seed we pass more; models are 2 to 7 times larger, from 3 to 4.',
    'Policies for sim2real and Sim2Real transfer, sim2sim tests, sim2-real gaps (sim2real).',
    'Adjoint endpoints, disjointed pointers, quadrangles, anecdotal evidence, unless noted.',
  ])('leaves alone: %s', (text) => {
    expect(repairTex(text)).toBe(text)
  })

  it('leaves any text of plain words unchanged', () => {
    const words =
      'the left right in to delta alpha beta point joint partial method of learning for all big data text log max min times sum and or at top star network we show that which models a I is are by sim circle exp inf sup let mid hat bar tilde neural sin cos tan'.split(' ')
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.stringMatching(/^[0-9]{1,4}[.,%]?$/)), { maxLength: 30 }).map((list) => list.join(' ')).filter((text) => !/[0-9] times [0-9]/.test(text)), (text) => {
        expect(repairTex(text)).toBe(text)
      }),
      { numRuns: 1500 },
    )
  })
  it('never throws, and keeps what is repaired as it is', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('ell_p', 'mathcal{O}', '(', ')', '{', '}', 'left(', 'right)', 'x^{', 'sqrt{', '1{2}', ' ', ' in ', 'R^d', 'epsilon', 'ntimes', '$', '\\alpha', 'min{', '.', ', ', 'frac{a{b}}', '|', '_', '^', 'max{1,g-N', 'mathsf{Var^star M}'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const once = repairTex(pieces.join(''))
        expect(texToHtml(once)).not.toContain('<script')
      }),
      { numRuns: 1500 },
    )
  })
  it.each(['ell_p ', 'x^{', '1{', 'mathcal{', 'a', '(x_t ', '$', '`', '\\(', 'nepsilon', 'left(', '{sf ', 'x_t in ', 'min{'])('a long run of %s is no trouble', (unit) => {
    const text = unit.repeat(Math.ceil(60_000 / unit.length))
    expect(repairTex(text)).toBeTypeOf('string')
    expect(repairTex(text.repeat(15)).length).toBeGreaterThan(0)
  })

  it('makes every formula in the saved pages whole', (context) => {
    if (!existsSync(PAGES)) return context.skip('the saved pages are not beside this checkout')
    let repaired = 0
    for (const file of readdirSync(PAGES))
      for (const line of readFileSync(new URL(file, PAGES), 'utf8').split('\n')) {
        const fixed = repairTex(line)
        if (fixed === line) continue
        repaired++
        for (const formula of fixed.match(/\$[^$]*\$/g) ?? []) expect(texToHtml(formula), formula).toMatch(/^<math/)
        expect(repairTex(fixed), 'repairing twice changes nothing').toBe(fixed)
      }
    expect(repaired).toBeGreaterThan(100)
  })
})
