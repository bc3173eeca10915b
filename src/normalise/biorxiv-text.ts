import { cleanLine, cleanParagraphs } from './clean-text.ts'
import { LIMITS } from './fields.ts'

const MARKUP = { markup: true }

/**
 * Signs that the service writes by name in braces, because its texts passed through an encoding that had none: `{beta}-catenin`,
 * `85{middle dot}8%`, `{+/-}0.05`. What is not known here stays as it is written.
 */
const SIGNS: Readonly<Record<string, string>> = {
  alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', varepsilon: 'ε', zeta: 'ζ', eta: 'η', theta: 'θ', iota: 'ι', kappa: 'κ', lambda: 'λ', mu: 'μ', micro: 'µ', nu: 'ν', xi: 'ξ',
  omicron: 'ο', pi: 'π', rho: 'ρ', sigma: 'σ', tau: 'τ', upsilon: 'υ', phi: 'φ', varphi: 'φ', chi: 'χ', psi: 'ψ', omega: 'ω', Gamma: 'Γ', Delta: 'Δ', Theta: 'Θ', Lambda: 'Λ', Xi: 'Ξ', Pi: 'Π',
  Sigma: 'Σ', Phi: 'Φ', Psi: 'Ψ', Omega: 'Ω', '+/-': '±', 'plus minus': '±', 'middle dot': '·', degrees: '°', degree: '°', 'degrees C': '°C', times: '×', approx: '≈', asymp: '≈', sim: '∼',
  '~': '∼', '>=': '≥', '<=': '≤', ge: '≥', le: '≤', infty: '∞', prime: '′', rarr: '→', larr: '←', uarr: '↑', darr: '↓', bullet: '•', euro: '€', 'pound sterling': '£', sect: '§', dagger: '†', square: '□',
}
const NAMED = /\{([^{}\s][^{}]{0,20})\}/g

/** Marks of the journal platform's own typesetting, which its texts keep: small capitals, headings, lists, boxes. */
const MARKS = /[OC]_(?:SCPLOW|SCPCAP|TEXTBOX|FLOATNO|TABLECAPTION|INLINEFIG|LINKSMALLFIG|FIG|TBL|QD|FD|OL|UL)/g
const ITEM = /[OC]_LI/g
const HEADING = /O_ST_ABS([^\n]{1,100}?)C_ST_ABS/g

const HEADINGS = [
  'Background', 'Background and Aims?', 'Background and Objectives?', 'Introduction', 'Objectives?', 'Aims?', 'Purpose', 'Importance', 'Motivation', 'Rationale', 'Hypothesis', 'Study Design', 'Design', 'Setting', 'Participants',
  'Patients and Methods', 'Materials? and Methods', 'Methods and Findings', 'Methods and Results', 'Methods?', 'Methodology', 'Approach', 'Findings', 'Main Results', 'Results?', 'Discussion', 'Conclusions?',
  'Conclusions? and Relevance', 'Interpretation', 'Significance', 'Significance Statement', 'Limitations', 'Highlights', 'Author Summary', 'Summary', 'Funding', 'Availability and Implementation', 'Availability', 'Trial Registration',
]
/** A heading that has grown together with the text after it, at the beginning or after a sentence: "diet.MethodsWe asked …". */
const GLUED = new RegExp(`(^|[.!?)\\]\\n]) {0,3}(${[...HEADINGS, ...HEADINGS.map((one) => one.toUpperCase())].sort((a, b) => b.length - a.length).join('|')})(?=[A-Z][a-z ])`, 'g')
/** The word over the whole, which says nothing: `AbstractCells …`, `ABSTRACT Cells …`, but not `Abstract reasoning`. */
const OVER_ALL = /^\s*(?:Abstract(?=[A-Z][a-z ])|ABSTRACT(?=\s|[A-Z][a-z ])|(?:Abstract|ABSTRACT)(?:[:.]|\s*\n))[:.]?\s*/
/** What is left of a picture at the end. */
const UNDER_PICTURE = /(?:^|\s)(?:Graphical abstract|TOC graphic|Graphical TOC|Graphical summary)\s*$/i

/** A title of bioRxiv or medRxiv as one line of plain text. */
export function biorxivLine(text: string, limit: number): string {
  return cleanLine(withSigns(text.slice(0, limit * 4).replace(MARKS, '')), limit, MARKUP)
}

/** An abstract of bioRxiv or medRxiv: signs as signs, headings as paragraphs, no pictures, none of the platform's marks. */
export function biorxivAbstract(text: string): string {
  let plain = withoutPictures(text.slice(0, LIMITS.abstract * 2))
  plain = plain.replace(HEADING, (_, heading: string) => `\n\n${heading.trim()}: `).replace(ITEM, '\n\n').replace(MARKS, '')
  plain = withSigns(plain).replace(OVER_ALL, '').replace(GLUED, '$1\n\n$2: ')
  return cleanParagraphs(plain, LIMITS.abstract, MARKUP).replace(UNDER_PICTURE, '').trimEnd()
}

function withSigns(text: string): string {
  return text.includes('{') ? text.replace(NAMED, (whole, name: string) => (Object.hasOwn(SIGNS, name) ? SIGNS[name]! : whole)) : text
}

/** Takes out `O_FIG … C_FIG` and `O_TBL … C_TBL`: addresses of small pictures, links to larger ones, captions. */
function withoutPictures(text: string): string {
  let kept = text
  for (const kind of ['FIG', 'TBL']) {
    const [open, close] = [`O_${kind}`, `C_${kind}`]
    let out = ''
    let from = 0
    for (let at = kept.indexOf(open); at >= 0; at = kept.indexOf(open, from)) {
      const end = kept.indexOf(close, at)
      if (end < 0) break
      out += `${kept.slice(from, at)}\n\n`
      from = end + close.length
    }
    kept = out + kept.slice(from)
  }
  return kept
}
