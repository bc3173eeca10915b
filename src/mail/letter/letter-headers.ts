import type { LetterTo } from './compose-letter.ts'

/** What mail programs and servers read: whose list this is, how to leave it with one click (RFC 2919, 2369, 8058), and that no machine need answer (RFC 3834). */
export function letterHeaders({ publicUrl, messageId, links }: Pick<LetterTo, 'publicUrl' | 'messageId' | 'links'>): Record<string, string> {
  const host = new URL(publicUrl).hostname.replace(/[^a-z0-9.-]+/gi, '-').replace(/^-|-$/g, '') || 'localhost'
  const leave = links?.unsubscribe
  return {
    'Message-ID': `<${messageId}>`,
    'List-Id': `Broadsheet letters <letters.${host}>`,
    ...(leave !== undefined && { 'List-Unsubscribe': `<${leave}>` }),
    // One click counts over https only.
    ...(leave?.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    Precedence: 'bulk',
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  }
}
