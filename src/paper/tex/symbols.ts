/**
 * What TeX commands look like in Unicode. Names and characters follow the LaTeX kernel and amssymb;
 * the lists are written as `name character` pairs so that a reader can check them at a glance.
 */

function pairs(list: string): Map<string, string> {
  const words = list.trim().split(/\s+/)
  const map = new Map<string, string>()
  for (let i = 0; i + 1 < words.length; i += 2) map.set(words[i]!, words[i + 1]!)
  return map
}

/** Greek letters by TeX name. */
export const GREEK = pairs(`
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ
lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ
chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω digamma ϝ
varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varPhi Φ varPsi Ψ varOmega Ω`)

/** Letters and other marks that stand close to their neighbours. */
export const ORDINARY = pairs(`
ell ℓ infty ∞ partial ∂ nabla ∇ hbar ℏ hslash ℏ imath ı jmath ȷ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ emptyset ∅ varnothing ∅
forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ triangle △ square □ Box □ blacksquare ■ diamond ⋄ Diamond ◇
star ⋆ bigstar ★ ast ∗ prime ′ backprime ‵ dagger † ddagger ‡ dag † ddag ‡ S § P ¶ bullet • degree ° checkmark ✓
clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯ surd √ complement ∁ eth ð mho ℧ Bbbk 𝕜
ldots … dots … cdots ⋯ dotsc … dotsb ⋯ dotso … vdots ⋮ ddots ⋱ lbrace { rbrace } lbrack [ rbrack ] langle ⟨ rangle ⟩
lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ | ‖ backslash \\ colon : cdotp · aa å AA Å ae æ AE Æ
oe œ OE Œ o ø O Ø l ł L Ł ss ß i ı j ȷ copyright © pounds £ euro € yen ¥ sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮
bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆`)

/** Relations, arrows and binary operations: a blank on either side when written out. */
export const RELATIONS = pairs(`
leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫ lll ⋘ ggg ⋙ leqslant ≤ geqslant ≥ leqq ≦ geqq ≧ lt < gt > nless ≮ ngtr ≯ nleq ≰ ngeq ≱
lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ lessgtr ≶ equiv ≡ sim ∼ simeq ≃ approx ≈ approxeq ≊ cong ≅ propto ∝ varpropto ∝ asymp ≍ doteq ≐
prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈
sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ notin ∉ ni ∋ owns ∋ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⟂ vdash ⊢ dashv ⊣ models ⊨
vDash ⊨ Vdash ⊩ nvdash ⊬ bowtie ⋈ smile ⌣ frown ⌢ triangleq ≜ coloneqq ≔ eqqcolon ≕ coloneq ≔ eqsim ≂ nsim ≁ ncong ≇
to → rightarrow → gets ← leftarrow ← Rightarrow ⇒ Leftarrow ⇐ leftrightarrow ↔ Leftrightarrow ⇔ iff ⟺ implies ⟹ impliedby ⟸
longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ Longleftarrow ⟸ longleftrightarrow ⟷ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼
hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝
uparrow ↑ downarrow ↓ Uparrow ⇑ Downarrow ⇓ updownarrow ↕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ twoheadrightarrow ↠ rightarrowtail ↣
circlearrowleft ↺ circlearrowright ↻ multimap ⊸ upharpoonright ↾ restriction ↾ nrightarrow ↛ nLeftarrow ⇍ nRightarrow ⇏
times × div ÷ pm ± mp ∓ cdot · cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ setminus ∖ smallsetminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ oplus ⊕ ominus ⊖
otimes ⊗ oslash ⊘ odot ⊙ boxplus ⊞ boxtimes ⊠ boxdot ⊡ ltimes ⋉ rtimes ⋊ wr ≀ amalg ⨿ circ ∘ triangleleft ◁ triangleright ▷ trianglelefteq ⊴
trianglerighteq ⊵ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ veebar ⊻ barwedge ⊼ therefore ∴ because ∵`)

/** Named operators: set as words, apart from their neighbours. */
export const OPERATORS = new Set(
  `arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min Pr sec sin sinh sup
tan tanh argmax argmin bmod pmod mod injlim projlim varlimsup varliminf`.split(/\s+/),
)

/** Letters and marks of text mode. */
export const TEXT_SYMBOLS = pairs(`
L Ł l ł O Ø o ø ss ß SS ẞ ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ S § P ¶ copyright © pounds £
textregistered ® textcopyright © texttrademark ™ dag † ddag ‡ ldots … dots … textellipsis … textendash – textemdash — textbackslash \\
textasciitilde ~ textasciicircum ^ textbar | textless < textgreater > textquotedblleft “ textquotedblright ” textquoteleft ‘ textquoteright ’
textquotesingle ' textquotedbl " quotedblbase „ quotesinglbase ‚ guillemotleft « guillemotright » textbullet • textperiodcentered ·
textdegree ° texteuro € euro € textmu µ textdollar $ textunderscore _ textbraceleft { textbraceright } textsection § textdagger †
textasteriskcentered ∗ textonehalf ½ LaTeX LaTeX TeX TeX BibTeX BibTeX LaTeXe LaTeX2e textordmasculine º textordfeminine ª
textpm ± texttimes × textexclamdown ¡ textquestiondown ¿ lq ‘ rq ’ textmd — slash /`)
TEXT_SYMBOLS.delete('textmd')

/** The Unicode of any symbol of mathematics by its name without backslash, or undefined. */
export function mathSymbol(name: string): string | undefined {
  return GREEK.get(name) ?? ORDINARY.get(name) ?? RELATIONS.get(name)
}

/** Accent commands of text mode to Unicode combining marks. */
export const TEXT_ACCENTS: ReadonlyMap<string, string> = new Map([
  ['`', '\u0300'], ["'", '\u0301'], ['^', '\u0302'], ['~', '\u0303'], ['"', '\u0308'], ['=', '\u0304'], ['.', '\u0307'],
  ['u', '\u0306'], ['v', '\u030c'], ['H', '\u030b'], ['c', '\u0327'], ['k', '\u0328'], ['r', '\u030a'], ['d', '\u0323'], ['b', '\u0331'],
])

/** Accent commands of mathematics to Unicode combining marks. */
export const MATH_ACCENTS: ReadonlyMap<string, string> = new Map([
  ['hat', '\u0302'], ['widehat', '\u0302'], ['tilde', '\u0303'], ['widetilde', '\u0303'], ['bar', '\u0304'], ['overline', '\u0304'],
  ['vec', '\u20d7'], ['overrightarrow', '\u20d7'], ['dot', '\u0307'], ['ddot', '\u0308'], ['dddot', '\u20db'], ['check', '\u030c'],
  ['widecheck', '\u030c'], ['breve', '\u0306'], ['acute', '\u0301'], ['grave', '\u0300'], ['mathring', '\u030a'], ['underline', '\u0332'],
])
