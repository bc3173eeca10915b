import fc from 'fast-check'

/** A sample with bytes changed, left out, doubled or cut off: what a bad line, a bad disk or a bad programme makes of an answer. */
export function mutatedBytes(sample: Buffer): fc.Arbitrary<Buffer> {
  const at = fc.nat(sample.length)
  const change = fc.oneof(
    fc.tuple(fc.constant('set' as const), at, fc.nat(255)),
    fc.tuple(fc.constant('cut' as const), at, fc.nat(1)),
    fc.tuple(fc.constant('drop' as const), at, fc.nat(40)),
    fc.tuple(fc.constant('double' as const), at, fc.nat(400)),
    fc.tuple(fc.constant('sign' as const), at, fc.nat(7)),
  )
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    let bytes = Buffer.from(sample)
    for (const [kind, place, amount] of changes) {
      const start = Math.min(place, bytes.length)
      if (kind === 'set' && start < bytes.length) bytes[start] = amount
      if (kind === 'cut') bytes = bytes.subarray(0, start)
      if (kind === 'drop') bytes = Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + amount)])
      if (kind === 'double') bytes = Buffer.concat([bytes.subarray(0, start + amount), bytes.subarray(start)])
      if (kind === 'sign' && start < bytes.length) bytes[start] = '{}[]",:\\'.charCodeAt(amount)
    }
    return bytes
  })
}
