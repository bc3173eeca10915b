/**
 * The door for letters: what one says and to whom. How it travels is behind it: over SMTP, into a folder, or nowhere. It knows
 * nothing of accounts or editions; whoever writes a letter is above.
 */
export interface Letter {
  /** one e-mail address */
  readonly to: string
  readonly subject: string
  /** the whole letter for those who read plain text */
  readonly text: string
  /** the same as an HTML document that loads nothing */
  readonly html: string
  /** the same over every attempt, without angle brackets; else one is made */
  readonly messageId?: string | undefined
  /** further headers, such as List-Unsubscribe */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

export interface Mailer {
  /** @throws BroadsheetError unavailable when it cannot be sent; neither the address nor the letter is in its sentence */
  send(letter: Letter): Promise<void>
  close(): Promise<void>
}
