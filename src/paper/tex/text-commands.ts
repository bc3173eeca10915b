/** Commands of text that change how it looks. */

export type Style = 'em' | 'strong' | 'code' | 'sup' | 'sub'

/** Commands that style their argument. */
export const STYLED: Readonly<Record<string, Style>> = {
  emph: 'em', textit: 'em', textsl: 'em', textbf: 'strong', texttt: 'code', textsuperscript: 'sup', textsubscript: 'sub',
}
/** Commands that style the rest of their group. */
export const SWITCHES: Readonly<Record<string, Style>> = {
  it: 'em', em: 'em', sl: 'em', itshape: 'em', slshape: 'em', bf: 'strong', bfseries: 'strong', tt: 'code', ttfamily: 'code',
}
/** Commands of layout, of which nothing is shown. */
export const PLAIN_SWITCHES = new Set(
  `rm sc sf cal mit normalfont scshape sffamily rmfamily upshape mdseries tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge
centering noindent par protect relax boldmath unboldmath newline linebreak bigskip medskip smallskip maketitle xspace hfill newpage sloppy
displaystyle textstyle nolinebreak null item begin-group end-group quad qquad enspace thinspace indent`.split(/\s+/),
)
/** Commands that make bare mathematics of what follows them. */
export const MATH_FONTS = new Set('mathbb mathcal mathbf mathrm mathit mathsf mathtt mathfrak mathscr boldsymbol bm pmb operatorname Bbb sqrt frac tfrac dfrac binom'.split(' '))
