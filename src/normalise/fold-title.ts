import { foldTex } from '../paper/tex/fold-tex.ts'

/**
 * A title folded to bare letters and digits without blanks, so that `$\ell_p$`, `ell_p` and `ℓ_p` agree, as do
 * line breaks, hyphens and capitals.
 */
export function foldTitle(title: string): string {
  return foldTex(title).replaceAll(' ', '')
}
