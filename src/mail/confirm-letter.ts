import { letterHtml } from './letter-html.ts'
import type { Letter } from './mailer.ts'

/** The letter that asks whether letters are wanted. @param asked.what the list of papers, as a person calls it @param asked.days how long the link holds */
export function confirmLetter({ to, link, what, days }: { readonly to: string; readonly link: string; readonly what: string; readonly days: number }): Letter {
  const site = new URL(link).host
  const lead = `Somebody, most likely you, asked Broadsheet at ${site} to send papers to this address: ${what}.`
  const rules = `They begin once you confirm it. The link holds for ${days} days.`
  const otherwise = 'If it was not you, there is nothing to do: without your word nothing more is sent.'
  return {
    to,
    subject: `Papers by mail from Broadsheet at ${site}: please confirm`,
    text: `${lead}\n\n${link}\n\n${rules}\n${otherwise}\n`,
    html: letterHtml('Papers by mail', [lead, { link, label: 'Look and confirm' }, rules, otherwise]),
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
