/** What is alive in a page: anything that runs, loads from elsewhere, frames, refreshes or sends elsewhere. */
import { type Element, elements, textOf } from '../page/parse-html.ts'

const DEAD = new Set(('html head title meta link script body header nav main footer section article aside div span p a ul ol li dl dt dd h1 h2 h3 h4 h5 h6 hr br em strong b i s del ins u small sub sup mark code pre kbd samp var q cite abbr time blockquote ' +
  'table thead tbody tfoot tr th td caption colgroup col form fieldset legend label input button select option optgroup textarea datalist output progress meter details summary dialog img picture figure figcaption svg g path circle line polyline polygon rect text title desc noscript data wbr address bdi bdo ' +
  'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd menclose semantics annotation').split(' '))
/** Attributes that lead, load or send. */
const LEADING = new Set(['href', 'src', 'srcset', 'action', 'formaction', 'poster', 'data', 'cite', 'background', 'longdesc', 'manifest', 'ping', 'xlink:href', 'profile', 'codebase', 'classid', 'archive', 'icon'])
/** Leads to another site, as links of papers and of people's words may. */
const MAY_LEAVE = new Set(['a href', 'link href', 'blockquote cite'])

/** @param origin of this site; what leads elsewhere may be a link to follow, over http or https, and nothing else */
export function activeIn(root: Element, origin: string): string[] {
  const found: string[] = []
  for (const element of elements(root)) {
    const { name, attributes } = element
    const told = `<${name}${[...attributes].map(([key, value]) => ` ${key}=${JSON.stringify(value)}`).join('')}>`.slice(0, 300)
    if (!DEAD.has(name.toLowerCase())) found.push(`an element that is none of ours: ${told}`)
    if (name === 'script' && (textOf(element).trim() !== '' && attributes.get('type') !== 'application/json' || !attributes.get('src')?.startsWith('/assets/'))) found.push(`a script: ${told}`)
    if (name === 'meta' && attributes.has('http-equiv')) found.push(told)
    if (name === 'link' && !['stylesheet', 'icon', 'alternate', 'canonical', 'prev', 'next', 'modulepreload', 'search'].includes(attributes.get('rel') ?? '')) found.push(told)
    for (const [key, value] of attributes) {
      if (/^on/i.test(key) || ['style', 'srcdoc', 'is', 'actiontype', 'nonce', 'http-equiv'].includes(key.toLowerCase())) found.push(`${key} in ${told}`)
      if (!LEADING.has(key.toLowerCase())) continue
      const address = URL.canParse(value, origin) ? new URL(value, `${origin}/papers`) : undefined
      if (address === undefined || !['http:', 'https:'].includes(address.protocol)) found.push(`${key}=${JSON.stringify(value).slice(0, 100)} in <${name}>`)
      else if (address.origin !== origin && (!MAY_LEAVE.has(`${name} ${key}`) || (name === 'link' && attributes.get('rel') !== 'canonical'))) found.push(`${key} leads elsewhere in ${told}`)
      else if (address.origin !== origin && name === 'a' && attributes.has('target') && !/noopener/.test(attributes.get('rel') ?? '')) found.push(`${told} opens a window that may look back`)
    }
  }
  return found
}
