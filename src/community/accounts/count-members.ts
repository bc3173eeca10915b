import type { Store } from '../../store/store.ts'

const PAGE = 500

/** How many people there are, and how many of them administer. Who has no address cannot sign in, so the one reader of before counts for neither. */
export async function countMembers({ people }: Pick<Store, 'people'>): Promise<{ total: number; admins: number }> {
  let [total, admins] = [0, 0]
  for (let offset = 0; ; offset += PAGE) {
    const { persons } = await people.persons({ offset, limit: PAGE })
    const members = persons.filter(({ email }) => email !== undefined)
    total += members.length
    admins += members.filter(({ role }) => role === 'admin').length
    if (persons.length < PAGE) return { total, admins }
  }
}
