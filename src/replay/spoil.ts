import type { Answer } from './answer.ts'
import type { Fault } from './faults.ts'

/** An answer as it goes over the wire. */
export interface Wire {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** `broken`: the connection breaks after the body; `short`: it ends there, though Content-Length promised more */
  readonly end: 'whole' | 'broken' | 'short'
  /** answer only after so long, ms; Infinity: never */
  readonly delayMs: number
  /** seconds, as said in Retry-After */
  readonly retryAfter?: number | undefined
}

export interface SlowTimes {
  /** longest wait of a slow answer that still comes in time, ms */
  readonly slowMs: number
}

/** Whether the fault takes the place of the answer, so that none need be made. */
export function replaces(fault: Fault | undefined): boolean {
  return fault !== undefined && ['busy', 'busy-retry-after', 'unavailable', 'html'].includes(fault.kind)
}

export function instead(fault: Fault, now: number): Wire {
  const plain = (status: number, text: string, retryAfter?: number): Wire => {
    // HTTP allows both forms; a date holds whole seconds.
    const asDate = retryAfter !== undefined && fault.next() < 0.3
    const until = Math.ceil((now + (retryAfter ?? 0) * 1000) / 1000) * 1000
    return {
      status,
      headers: { 'content-type': 'text/plain', ...(retryAfter === undefined ? {} : { 'retry-after': asDate ? new Date(until).toUTCString() : String(retryAfter) }) },
      body: Buffer.from(text),
      end: 'whole',
      delayMs: 0,
      retryAfter,
    }
  }
  if (fault.kind === 'busy') return plain(429, 'Rate exceeded.')
  if (fault.kind === 'busy-retry-after') return plain(429, 'Rate exceeded.', [5, 60, 300, 1800][Math.floor(fault.next() * 4)])
  if (fault.kind === 'unavailable') return plain(503, 'Service Unavailable', fault.next() < 0.5 ? undefined : 30 + Math.floor(fault.next() * 90))
  const page = '<!DOCTYPE html>\n<html><head><title>Down for maintenance</title></head><body><h1>We will be back soon</h1><p>Thank you for your patience.</body></html>\n'
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(page), end: 'whole', delayMs: 0 }
}

/** The answer as bytes, with what the fault does to them. */
export function spoilt(answer: Answer, fault: Fault | undefined, { slowMs }: SlowTimes): Wire {
  let { text, contentType } = answer
  if (fault?.kind === 'invalid') text = invalid(text, fault)
  let body = Buffer.from(text)
  if (fault?.kind === 'latin1') body = Buffer.from(text, 'latin1')
  if (fault?.kind === 'utf8') {
    contentType = contentType.replace(/utf-8/i, 'iso-8859-1')
    body = Buffer.from(text.replace(/^(<\?xml[^>]*encoding=["'])UTF-8/i, '$1ISO-8859-1'))
  }
  const whole: Wire = {
    status: answer.status,
    headers: { 'content-type': contentType, 'content-length': String(body.length), ...answer.headers },
    body,
    end: 'whole',
    delayMs: fault?.kind === 'slow' ? Math.floor(slowMs * fault.next()) : fault?.kind === 'too-slow' ? Infinity : 0,
  }
  switch (fault?.kind) {
    case 'cut':
      return { ...whole, body: cutOff(body, fault), end: 'broken' }
    case 'cut-length':
      return { ...whole, body: cutOff(body, fault), end: 'short' }
    case 'cut-whole': {
      const part = cutOff(body, fault)
      return { ...whole, body: part, headers: { ...whole.headers, 'content-length': String(part.length) } }
    }
    default:
      return whole
  }
}

/** A beginning, never the whole; where there are records, most cuts fall inside one. */
function cutOff(body: Buffer, fault: Fault): Buffer {
  return body.subarray(0, Math.min(body.length - 2, Math.floor(body.length * (0.2 + 0.75 * fault.next()))))
}

/** Text that no parser may take: an end tag or a bracket that is not there, somewhere in the middle. */
function invalid(text: string, fault: Fault): string {
  const wanted = text.startsWith('<') ? /<\/(?:title|id|record|item|entry|responseDate|updated)>/g : /[}\]]/g
  const places = [...text.matchAll(wanted)].map(({ index, 0: found }) => ({ index, length: found.length }))
  const place = places[Math.floor(places.length * fault.next())]
  return place === undefined ? text.slice(0, -1) : `${text.slice(0, place.index)}${text.slice(place.index + place.length)}`
}
