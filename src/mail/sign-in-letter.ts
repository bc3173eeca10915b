import { letterHtml } from './letter-html.ts'
import type { Letter } from './mailer.ts'

/** The letter with a link to sign in. @param link used once, within `minutes` */
export function signInLetter({ to, link, minutes }: { readonly to: string; readonly link: string; readonly minutes: number }): Letter {
  const site = new URL(link).host
  const lead = `Somebody, most likely you, asked to sign in to Broadsheet at ${site}.`
  const rules = `The link can be used once, within ${minutes} minutes, and asks you to confirm.`
  const otherwise = 'If it was not you, there is nothing to do: without this letter nobody can sign in as you.'
  return {
    to,
    subject: `Sign in to Broadsheet at ${site}`,
    text: `${lead}\n\n${link}\n\n${rules}\n${otherwise}\n`,
    html: letterHtml('Sign in to Broadsheet', [lead, { link, label: 'Sign in' }, rules, otherwise]),
  }
}
