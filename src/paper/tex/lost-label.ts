/** The address goes on behind the braces: `{user}/{repo}`, `{id}.pdf`. */
const GOES_ON = /^(?:[\p{L}\p{N}/?&=#%@+_{-]|[.:;,~][a-z0-9{/])/u
/** As authors say that something is to be found there; `{page}` or `{code}` alone would as soon be a part to be filled in. */
const PLACE = /^(?:here|(?:home|web) ?(?:page|site)|github|youtube|hugging ?face)$|\s(?:here|link|repository|(?:home|web)?page|(?:web)?site)$|^(?:the|this|our)\s.*\b(?:here|link|url|repository|(?:home|web)?page|(?:web)?site|code|data|datasets?|demo|models|available)\b/is
/** What a letter or a figure may lead on to: `owls{code}`. */
const THING = /^(?:code|data|datasets?|demo|link|models)$/
/** Names of what is to be filled in, and choices: `model`, `user_id`, `repoName`, `ID`, `7b,13b`, `1`. */
const BLANK = /^(?:[a-z][a-z0-9_]*|[a-z]+(?:[A-Z][a-z0-9]*)+|[A-Z][A-Z0-9_]*|\S*[,|]\S*|\d[\d.]*)$/

/**
 * Whether the braces right behind a bare address hold what `\href` showed for it, its command lost on the way (`https://a.example/owls{our page}`),
 * rather than a part of the address that is to be filled in (`https://a.example/{model}`). In doubt they do not, since then all of it is still shown.
 * @param address up to the brace @param label inside the braces, trimmed @param behind the first characters after them
 */
export function isLostLabel(address: string, label: string, behind: string): boolean {
  if (GOES_ON.test(behind)) return false
  if (label.includes('://') || address.endsWith(`//${label}`)) return true
  const said = label.replace(/^[a-z]*\{(.*)\}$/s, '$1').replace(/[.!]$/, '')
  if (PLACE.test(said)) return true
  const last = address.split(/[/?&=#]/).filter(Boolean).at(-1)
  if (said === last && /[A-Z-]/.test(said)) return true
  const waits = !/[\p{L}\p{N}]$/u.test(address)
  return !waits && (THING.test(said) || !BLANK.test(said))
}
