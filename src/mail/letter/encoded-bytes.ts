/**
 * How many bytes a text takes on the way, at most: as quoted-printable (RFC 2045) every byte beyond ASCII and every `=` takes three, and
 * a long line is broken with three more each 73. Base64, which mail programs choose for other scripts, takes less.
 */
export function encodedBytes(text: string): number {
  const bytes = Buffer.byteLength(text)
  const plain = text.length === bytes ? bytes : countAscii(text)
  const signs = text.split('=').length - 1 + text.split('\n').length - 1
  const encoded = plain + 3 * (bytes - plain) + 2 * signs
  return encoded + 3 * Math.ceil(encoded / 73)
}

function countAscii(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 0x80) count++
  return count
}
