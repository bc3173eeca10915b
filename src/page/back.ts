const BACK_CHARACTERS = 2000

/**
 * The path of this site that a form wants to go back to, with its query and fragment; the front page for anything else.
 * Browsers read `//host` and `/\host` as other sites, and strip tabs and line breaks before they look.
 */
export function safeBack(value: unknown, otherwise = '/papers'): string {
  if (typeof value !== 'string' || value.length > BACK_CHARACTERS) return otherwise
  if (!/^\/(?![/\\])/.test(value) || /[\u0000-\u0020\u007f-\u009f\\]/.test(value)) return otherwise
  // A dot segment may not be what hides a second slash: `/.//host` is `//host` once resolved.
  const resolved = URL.canParse(value, 'http://here.invalid') ? new URL(value, 'http://here.invalid') : undefined
  if (resolved === undefined || resolved.origin !== 'http://here.invalid' || resolved.pathname.startsWith('//')) return otherwise
  return resolved.pathname + resolved.search + resolved.hash
}
