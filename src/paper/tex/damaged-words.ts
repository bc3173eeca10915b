/** Which letters were commands before their backslash went missing, and how to find them inside glued words. */
import { GREEK, MATH_ACCENTS, OPERATORS, ORDINARY, RELATIONS } from './symbols.ts'

const FONTS = 'mathcal mathbb mathbf mathrm mathsf mathfrak mathscr mathtt mathit boldsymbol'.split(' ')
export const FONT = new Set([...FONTS, 'text', 'textbf', 'textit', 'textrm', 'operatorname'])
export const ACCENT = new Set([...MATH_ACCENTS.keys()].filter((name) => name.length > 2))

/** Names that are also words of English, or too short to be told from letters; commands only inside mathematics. */
const ENGLISH = new Set(
  `in to and or as for top bot bar hat dot check breve acute grave vec star ast prime flat natural sharp angle triangle square box diamond dagger
degree complement exists smile frown parallel therefore because models implies gets restriction bullet times div mid wedge vee log max min sum
int exp sin cos tan sup inf lim arg det dim ker gcd deg hom pm mp cap cup ll gg le ge ne ni lt gt owns because ring tilde text underline overline
sim succ prec perp star to mod wp Re Im Box Diamond colon circ approx equiv surd neg backslash multimap euro micro ohm pounds yen copyright
checkmark degree iff lor land alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega
omicron Alpha Beta Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega Pr sec csc cot lg ln bowtie asymp ell vert textmu dag eth mho amalg
prod coth injlim cong sinh cosh tanh star aa AA ae AE oe OE ss SS eth subset supset imath jmath beth aleph bmod liminf limsup argmin argmax
dots hbar cdotp lhd rhd wr smile slash digamma oint partial surd jmath wp`.split(/\s+/),
)

const LEFT_OUT = new Set('oint iint iiint surd S P o O l L i j aa AA ae AE oe OE ss dag ddag copyright pounds euro yen backslash colon micro ohm textmu lt gt owns because therefore micro degree checkmark euro vert lor land gets iff implies models restriction natural smile frown check Box and or as for lbrace rbrace lbrack rbrack wp ni dots wr bot'.split(' '))

/** Every command that may be restored, without backslash. */
export const COMMANDS = new Set(
  [...GREEK.keys(), ...ORDINARY.keys(), ...RELATIONS.keys(), ...OPERATORS, ...MATH_ACCENTS.keys(), ...FONT, 'sqrt', 'frac', 'tfrac', 'dfrac', 'binom', 'quad', 'bot', 'dots'].filter(
    (name) => /^[a-zA-Z]{2,}$/.test(name) && (!LEFT_OUT.has(name) || name === 'dots'),
  ),
)

/** Commands that no English text holds: one of them alone tells of damage. */
export const UNMISTAKABLE = new Set([...COMMANDS].filter((name) => name.length >= 3 && !ENGLISH.has(name) && !['quad', 'frac', 'sqrt', 'operatorname', 'binom'].includes(name)))

export const INFIX = new Set(
  [...RELATIONS.keys()].filter((name) => /^[a-zA-Z]+$/.test(name) && !LEFT_OUT.has(name) && !['because', 'therefore', 'parallel', 'perp', 'exists'].includes(name)),
)

/** Functions and indices that authors set upright; never taken apart. */
const UPRIGHT = new Set(
  `poly polylog diag softmax sign sgn rank Var Cov Params span conv supp nnz vol KL TV depth width ReLU opt OPT reg test train data loss out tr Tr sp
prox proj dist erf Lip clip relu sigmoid logit vec const crit eff err est eval grad init loc model obs old new pred ref rel sample src stop target total true
avg ave mean std mix net norm num MSE ERM SGD MLE Reg Regret cond dom epi exit id im loop null round size type val DP NN RL ML`.split(/\s+/),
)
const PROSE = new Set('and or if for with where then is when otherwise such that else with over under all'.split(' '))

/** Pieces of a run of letters inside mathematics, ready to be joined: commands carry their backslash. */
export function takeApart(word: string): string[] {
  if (COMMANDS.has(word) && !(word === 'vec')) return [`\\${word}`]
  if (PROSE.has(word)) return [`\\text{ ${word} }`]
  if (UPRIGHT.has(word)) return word.length < 3 ? [...word] : [`\\mathrm{${word}}`]
  const n = word.length
  if (n === 1) return [word]
  if (n > 40) return [`\\mathrm{${word}}`]
  const cost: number[] = [0]
  const step: number[] = [0]
  for (let end = 1; end <= n; end++) {
    cost[end] = cost[end - 1]! + 1
    step[end] = 1
    for (let length = 2; length <= Math.min(end, 16); length++) {
      const piece = word.slice(end - length, end)
      if (!COMMANDS.has(piece)) continue
      // two letters are a command only where one would stand: `xin R`, `mll n`
      if (length === 2 && (end < n || !/^(?:in|to|ll|gg|le|ge|ne|mu|nu|pi|xi)$/.test(piece))) continue
      const c = cost[end - length]! + (length >= 4 ? 0.6 : 1.2)
      if (c < cost[end]!) {
        cost[end] = c
        step[end] = length
      }
    }
  }
  if (n >= 3 && cost[n]! > 3.5) return [`\\mathrm{${word}}`]
  const pieces: string[] = []
  for (let end = n; end > 0; end -= step[end]!) pieces.unshift(step[end] === 1 ? word[end - 1]! : `\\${word.slice(end - step[end]!, end)}`)
  return pieces
}

/** Whether a run of letters holds an unmistakable command with few letters beside it. */
export function holdsCommand(word: string): boolean {
  if (UNMISTAKABLE.has(word)) return true
  if (word.length < 4 || word.length > 24) return false
  for (let from = 0; from <= 10 && from < word.length - 2; from++)
    for (let to = word.length; to >= word.length - 2 && to - from >= 3; to--) {
      const piece = word.slice(from, to)
      if (!GLUED.has(piece)) continue
      const before = word.slice(0, from)
      const after = word.length - to
      if (after <= 1 && GREEK.has(before)) return true
      if (piece.length === 3 && /[A-Z]/.test(before)) continue // `Ineq`
      if (from <= 2 && from + after <= (piece.length >= 5 ? 3 : 1)) return true
    }
  return false
}
/** Commands that betray themselves when letters are glued to them: `nepsilon`, `kgeq`, `Wotimes`. */
const GLUED = new Set([...UNMISTAKABLE, 'epsilon'])
for (const name of ['lll', 'ggg', 'gcd', 'varPi', 'lhd', 'rhd', 'Vert', 'Bbbk', 'eth', 'mho', 'lvert', 'rvert', 'cos', 'bmod', 'arcsin', 'arccos', 'unlhd', 'unrhd', 'nless', 'notin', 'nparallel', 'unparallel', 'triangleleft', 'dotso', 'dotsb', 'dotsc', 'doteq']) GLUED.delete(name)
