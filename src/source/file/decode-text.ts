const strict = new TextDecoder('utf-8', { fatal: true })
const latin = new TextDecoder('windows-1252')

/** Text of old reference managers: UTF-8, else Windows-1252, in which their exports often are. */
export function decodeText(bytes: Buffer): string {
  try {
    return strict.decode(bytes)
  } catch {
    return latin.decode(bytes)
  }
}
