import { wellFormed } from './well-formed.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for XML 1.0, inside elements and quoted attributes: escaped, and without what XML can hold in no way (most control characters, halves of surrogates, U+FFFE, U+FFFF). */
export function xmlText(text: string): string {
  return wellFormed(text)
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, ' ')
    .replace(/[&<>"']/g, (one) => ENTITIES[one]!)
}

/** An element with text in it. */
export function xmlElement(name: string, text: string, attributes: Readonly<Record<string, string | undefined>> = {}): string {
  return `<${name}${xmlAttributes(attributes)}>${xmlText(text)}</${name}>`
}

/** An element that holds nothing. */
export function xmlEmpty(name: string, attributes: Readonly<Record<string, string | undefined>>): string {
  return `<${name}${xmlAttributes(attributes)}/>`
}

function xmlAttributes(attributes: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(attributes).map(([name, value]) => (value === undefined ? '' : ` ${name}="${xmlText(value)}"`)).join('')
}
