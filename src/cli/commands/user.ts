import type { Accounts } from '../../community/accounts/accounts.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import { type Person, Role } from '../../paper/people.ts'
import type { CommandContext } from '../context.ts'
import { withInstance } from '../context.ts'
import { plainLine } from '../plain-text.ts'
import { printJson } from '../print-json.ts'

export interface UserOptions {
  readonly role?: string
  readonly name?: string
  readonly yes?: boolean
}

const DEEDS = ['list', 'add', 'invite', 'role', 'remove', 'link'] as const
const PAGE = 500

/** `user DEED ADDRESS`: who is let in. The first administrator is made here, by whoever has the machine. */
export async function userCommand(context: CommandContext, said: string, address: string | undefined, options: UserOptions): Promise<number> {
  const deed = DEEDS.find((one) => one === said)
  if (deed === undefined) throw new BroadsheetError('bad-input', `\`user\` can ${DEEDS.join(', ')}; “${plainLine(said.slice(0, 40))}” is none of them.`)
  const role = options.role === undefined ? undefined : Role.safeParse(options.role)
  if (role?.success === false) throw new BroadsheetError('bad-input', '--role must be reader, curator or admin.')
  if (deed === 'role' && role === undefined) throw new BroadsheetError('bad-input', 'Say which role: --role reader, curator or admin.')
  if (deed === 'remove' && options.yes !== true) throw new BroadsheetError('bad-input', 'Removing somebody takes their votes, lists and notes with them, for good. Say --yes as well.')
  if (deed !== 'list' && address === undefined) throw new BroadsheetError('bad-input', `Say whom: broadsheet user ${deed} somebody@example.org`)

  return withInstance(context, deed === 'list' ? 'read' : 'write', async (instance) => {
    const accounts = await instance.accounts()
    try {
      await DO[deed]({ context, accounts, address: address ?? '', role: role?.data, name: options.name })
    } finally {
      await accounts.close()
    }
    if (!context.config.accounts) context.terminal.err('Accounts are off: nobody is asked to sign in until BROADSHEET_ACCOUNTS=1 is set.\n')
    return 0
  })
}

interface Asked {
  readonly context: CommandContext
  readonly accounts: Accounts
  readonly address: string
  readonly role: Role | undefined
  readonly name: string | undefined
}

const DO: Readonly<Record<(typeof DEEDS)[number], (asked: Asked) => Promise<void>>> = {
  async list({ context, accounts }) {
    const persons: Person[] = []
    for (let total = 1; persons.length < total; ) {
      const page = await accounts.members.list({ offset: persons.length, limit: PAGE })
      persons.push(...page.persons)
      total = page.persons.length === 0 ? 0 : page.total
    }
    if (context.json) return printJson(context.terminal, { persons: persons.map((person) => shown(person)) })
    if (persons.length === 0) context.terminal.out('Nobody is let in yet: broadsheet user add somebody@example.org --role admin\n')
    for (const { email, name, role, since } of persons) context.terminal.out(`${role.padEnd(8)}${email === undefined ? ' '.repeat(10) : since.slice(0, 10)}  ${email ?? '(the one reader before there were accounts)'}  ${plainLine(name)}\n`)
  },
  async add({ context, accounts, address, role = 'reader', name }) {
    const person = await accounts.members.add({ email: address, name, role })
    say(context, person, `Let ${person.email} in as ${role}. They sign in with this address.`)
  },
  async invite({ context, accounts, address, role = 'reader' }) {
    const { person, written } = await accounts.members.invite({ email: address, role, by: undefined })
    if (context.json) return printJson(context.terminal, { ...shown(person), written })
    context.terminal.out(`${person.email} is let in as ${person.role}. ${written ? 'A letter is on its way.' : 'No letters are sent here: set BROADSHEET_SMTP_URL, or give them a link with `broadsheet user link`.'}\n`)
  },
  async role({ context, accounts, address, role = 'reader' }) {
    const person = await accounts.members.setRole(address, role)
    say(context, person, `${person.email ?? person.name} is ${role} from now on.`)
  },
  async remove({ context, accounts, address }) {
    const person = await accounts.members.remove(address)
    say(context, person, `Removed ${person.email ?? person.name}, with everything of theirs.`)
  },
  async link({ context, accounts, address }) {
    const link = await accounts.links.make(address)
    if (context.json) return printJson(context.terminal, { link })
    context.terminal.out(`${link}\n`)
    context.terminal.err('Whoever opens it within 15 minutes is signed in; it works once.\n')
  },
}

const shown = ({ id, email, name, role, since }: Person) => ({ id, email: email ?? null, name, role, since })

function say(context: CommandContext, person: Person, sentence: string): void {
  if (context.json) printJson(context.terminal, shown(person))
  else context.terminal.out(`${plainLine(sentence)}\n`)
}
