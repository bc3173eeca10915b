import { textOf, type XmlElement } from '../xml-tree.ts'

/**
 * The text of the Anthology's MarkupText (`<fixed-case>`, `<i>`, `<b>`, `<url>`, `<tex-math>`; data/xml/schema.rnc in its
 * repository): formulas stand between dollar signs, all else is what it says. Where formulas are marked, a dollar sign of the text
 * is money and is escaped; where none are, some authors' formulas stand in the text as TeX, and it stays as it is.
 */
export function markupText(element: XmlElement | undefined): string {
  return element === undefined ? '' : write(element, hasFormula(element))
}

function write(element: XmlElement, escape: boolean): string {
  let text = ''
  for (const one of element.content) {
    if (typeof one === 'string') text += escape ? one.replace(/(?<!\\)\$/g, '\\$') : one
    else if (one.name === 'tex-math') text += formula(one)
    else text += write(one, escape)
  }
  return text
}

function hasFormula(element: XmlElement): boolean {
  return element.content.some((one) => typeof one !== 'string' && (one.name === 'tex-math' || hasFormula(one)))
}

function formula(element: XmlElement): string {
  const tex = textOf(element).replace(/\s+/g, ' ').trim().replace(/^\$+|\$+$/g, '').trim()
  // A dollar sign within would end the formula early; a backslash at the end would take its end away.
  const inner = tex.replace(/(?<!\\)\$/g, '\\$').replace(/(?<!\\)(?:\\\\)*\\$/, '')
  return inner === '' ? '' : `$${inner}$`
}
