import { BroadsheetError } from '../../paper/errors.ts'

/** Longest address that mail can carry, characters (RFC 5321). */
const EMAIL_CHARACTERS_MAX = 254

/**
 * An e-mail address in lower case.
 * @throws BroadsheetError bad-input for anything else
 */
export function readEmail(value: unknown): string {
  const email = typeof value === 'string' && value.length <= 1000 ? value.trim().toLowerCase() : ''
  const [local = '', domain = '', ...more] = email.split('@')
  const sound = more.length === 0 && email.length <= EMAIL_CHARACTERS_MAX && /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/.test(local) && isDomain(domain)
  if (!sound) throw new BroadsheetError('bad-input', 'Please give an e-mail address, such as you@example.org.')
  return email
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  return labels.length >= 2 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
}
