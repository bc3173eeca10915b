/** A mail server that does not answer within this time is away. */
const PATIENCE_MS = 20_000

/**
 * What an address of a mail server says of how it is reached.
 * @param url smtp://user:password@host:587 (which turns to TLS where the server can, or not with ?tls=none) or smtps://
 */
export function smtpOptions(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  const secure = protocol === 'smtps:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password travels only where nobody reads along, unless the address says otherwise.
    requireTLS: !secure && username !== '' && searchParams.get('tls') !== 'none',
    ignoreTLS: searchParams.get('tls') === 'none',
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  }
}
