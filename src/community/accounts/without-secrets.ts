/** A sentence of somebody else's code for the log: addresses of people, links and whatever might be a token are taken out. */
export function withoutSecrets(sentence: unknown): string {
  return String(sentence)
    .slice(0, 500)
    .replace(/https?:\/\/\S+/gi, '(link)')
    .replace(/[^\s@<>"']{1,64}@[^\s@<>"']{1,255}/g, '(address)')
    .replace(/[A-Za-z0-9_.-]{20,}/g, '(hidden)')
}
