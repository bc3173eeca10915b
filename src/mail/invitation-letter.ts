import { letterHtml } from './letter-html.ts'
import type { Letter } from './mailer.ts'

/** The letter that tells somebody they may sign in. It holds no secret, so it does not grow old. @param by who invites, where they have a name */
export function invitationLetter({ to, by, link }: { readonly to: string; readonly by: string | undefined; readonly link: string }): Letter {
  const site = new URL(link).host
  const lead = by === undefined ? `You are invited to read Broadsheet at ${site}, a daily paper for research.` : `${by} invites you to read Broadsheet at ${site}, a daily paper for research.`
  const how = 'Sign in there with this e-mail address: you will be sent a link. No password is needed.'
  return {
    to,
    subject: `An invitation to Broadsheet at ${site}`,
    text: `${lead}\n\n${link}\n\n${how}\n`,
    html: letterHtml('An invitation to Broadsheet', [lead, { link, label: 'Go to Broadsheet' }, how]),
  }
}
