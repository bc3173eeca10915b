/** How Broadsheet names itself to every service, with an address to complain to: services ask for one. */
export function userAgentOf(version: string, contact?: string): string {
  // Nothing but what a header may carry; a contact is an e-mail address or a web address.
  const clean = contact?.replace(/[^\x21-\x7e]/g, '').replace(/[()\\]/g, '')
  const who = clean === undefined || clean === '' ? 'no contact given' : /^https?:/i.test(clean) ? `+${clean}` : `mailto:${clean}`
  return `Broadsheet/${version} (self-hosted reader; ${who})`
}
