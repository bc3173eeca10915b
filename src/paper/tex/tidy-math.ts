/**
 * Takes out of a formula what only lays it out (and could paint over its neighbours on the page): moves, rules,
 * colours. And gives `%`, `#`, `&` the backslash that authors forget in metadata, where no line ends a comment.
 */
export function tidyMath(tex: string): string {
  let s = tex.trim()
  if (/[%#&\\]/.test(s)) {
    s = s
      .replace(/\\(?:kern|mkern|hskip|mskip|raise|lower)\s{0,3}-?[\d.]{0,9}\s{0,3}(?:em|ex|pt|px|mu|cm|mm|in|pc|sp|bp|dd|cc)?/g, ' ')
      .replace(/\\(?:[hv]space)\*?\s?\{[^{}]{0,40}\}/g, ' ')
      .replace(/\\rule\s?(?:\[[^\]]{0,20}\])?\s?\{[^{}]{0,40}\}\s?\{[^{}]{0,40}\}/g, '')
      .replace(/\\raisebox\s?\{[^{}]{0,40}\}/g, '')
      .replace(/\\(?:textcolor|colorbox|color|bgcolor|label)\s?\{[^{}]{0,40}\}/g, '')
      .replace(/\\(?:mathllap|mathrlap|mathclap|llap|rlap|clap|smash|nonumber|notag|Huge|huge|LARGE|Large|large|tiny|scriptsize|footnotesize|small|normalsize)(?![a-zA-Z])/g, ' ')
      .replace(/\\\//g, '')
      .replace(/\{%\s?/g, '{')
      .replace(/\\%|\\#|(?<!\\)[%#]/g, (c) => (c.length === 1 ? `\\${c}` : c))
    if (!s.includes('\\begin') && !s.includes('matrix') && !s.includes('cases')) s = s.replace(/\\[\s\S]|&/g, (c) => (c === '&' ? '\\&' : c))
    s = s.trim()
  }
  // `\ ` at the end has lost its blank
  const slashes = /\\*$/.exec(s.slice(-20))![0].length
  return slashes % 2 === 1 ? `${s} ` : s
}
