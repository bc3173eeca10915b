/** Names as the field writes them, for venues that data sets write in lower case with the year glued on. */
const NAMES: Readonly<Record<string, string>> = {
  '3dv': '3DV', aaai: 'AAAI', acl: 'ACL', acml: 'ACML', aistats: 'AISTATS', alt: 'ALT', automl: 'AutoML', bmvc: 'BMVC', chi: 'CHI', coling: 'COLING', colm: 'COLM', colt: 'COLT', corl: 'CoRL', cvpr: 'CVPR', eacl: 'EACL', eccv: 'ECCV', emnlp: 'EMNLP', findings: 'Findings of ACL', iccv: 'ICCV', iclr: 'ICLR', icml: 'ICML', icra: 'ICRA', ijcai: 'IJCAI', interspeech: 'Interspeech', iros: 'IROS', jmlr: 'JMLR', kdd: 'KDD', log: 'LoG', miccai: 'MICCAI', midl: 'MIDL', mlsys: 'MLSys', naacl: 'NAACL', neurips: 'NeurIPS', nips: 'NIPS', pmlr: 'PMLR', recsys: 'RecSys', rss: 'RSS', sigir: 'SIGIR', siggraph: 'SIGGRAPH', tacl: 'TACL', tmlr: 'TMLR', uai: 'UAI', wacv: 'WACV', wsdm: 'WSDM', www: 'WWW',
}
/** The meeting that was NIPS has been NeurIPS since 2018. */
const NEURIPS_FROM = 2018

export interface Venue {
  readonly name: string
  /** the year in the text, when it is one in which papers are published */
  readonly year: string | undefined
}

/** A venue as people read it, and its year: `3dv2025` -> 3DV 2025, `nips2018` -> NeurIPS 2018; other texts stay. */
export function venueOf(text: string): Venue {
  const glued = /^([a-z0-9]{1,30}?)[ _/-]?((?:19|20)\d{2})$/i.exec(text)
  if (glued) {
    const key = glued[1]!.toLowerCase()
    const year = glued[2]!
    const name = key === 'nips' && Number(year) >= NEURIPS_FROM ? 'NeurIPS' : Object.hasOwn(NAMES, key) ? NAMES[key]! : glued[1]!
    return { name: `${name} ${year}`, year }
  }
  return { name: text, year: /\b((?:19|20)\d{2})\b/.exec(text)?.[1] }
}
