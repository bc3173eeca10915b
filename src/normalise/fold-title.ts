import { foldName } from './fold-name.ts'

/**
 * A title folded to bare letters and digits without blanks, so that `$\ell_p$`, `ell_p` and `ℓ_p` agree: lower
 * case, compatibility forms, TeX commands by their name, accents dropped.
 */
export function foldTitle(title: string): string {
  return foldName(title).replaceAll(' ', '')
}
