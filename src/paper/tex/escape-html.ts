const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes text for HTML, inside elements and inside quoted attributes. NUL and other controls become blanks. */
export function escapeHtml(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? text.replace(/[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (c) => ENTITIES[c] ?? ' ') : text
}
