import { repairTex } from '../paper/tex/repair-tex.ts'
import type { PaperRecord } from '../paper/paper.ts'
import { asFields, blankRecord, optionalAbstract, requireTitle } from './fields.ts'
import { titleKey } from './identity.ts'

/** A title and abstract of a result page saved as text, which has lost the backslashes of its TeX. */
export function normaliseHuggingfacePage(value: unknown): PaperRecord {
  const fields = asFields(value, 'the record')
  const title = requireTitle(repairText(fields['title']))
  const record = blankRecord('pages', titleKey(title), title)
  record.abstract = optionalAbstract(repairText(fields['abstract']))
  return record
}

function repairText(value: unknown): unknown {
  return typeof value === 'string' ? repairTex(value.slice(0, 300_000)) : value
}
