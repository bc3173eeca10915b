import { SourceTrouble } from './http.ts'

/** Why a request found nobody, by the codes of Node's sockets, its resolver and its TLS. */
export function unreachable(name: string, url: URL, error: unknown): SourceTrouble {
  return new SourceTrouble('unreachable', sentence(name, url.hostname, codeOf(error)), { cause: error })
}

function sentence(name: string, host: string, code: string): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'ENODATA':
      return `${name} was not found: the name ${host} could not be looked up. Is there a network?`
    case 'ECONNREFUSED':
      return `${name} accepts no connection at ${host}.`
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return `${name} closed the connection without an answer.`
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
      return `${name} could not be reached in time.`
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
      return `${name} cannot be reached: there is no way to ${host} in the network.`
    default:
      if (/CERT|^ERR_TLS|SIGNATURE|ISSUER/.test(code)) return `${name} could not be trusted: the certificate of ${host} is not valid (${code}).`
      return `${name} could not be reached${code === '' ? '' : ` (${code})`}.`
  }
}

/** The code, from the error or from what caused it, a few steps down. */
function codeOf(error: unknown): string {
  let at = error
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
    const { code, errors, cause } = at as { code?: unknown; errors?: unknown; cause?: unknown }
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return code
    // Several addresses were tried: the first says enough.
    at = cause ?? (Array.isArray(errors) ? errors[0] : undefined)
  }
  return ''
}
