import { expect, it } from 'vitest'
import { openInTurn } from './open-in-turn.ts'

it('closes what was opened, the last first, when a part cannot be opened', async () => {
  const said: string[] = []
  const part = (name: string) => ({ name, close: async () => void said.push(name) })
  const open = openInTurn()
  expect((await open(() => part('store'))).name).toBe('store')
  expect(await open(() => undefined)).toBeUndefined()
  expect((await open(async () => part('accounts'))).name).toBe('accounts')
  expect(said).toEqual([])
  await expect(open(() => Promise.reject(new Error('no room')))).rejects.toThrow('no room')
  expect(said).toEqual(['accounts', 'store'])
  await expect(open(() => { throw new Error('at once') })).rejects.toThrow('at once')
  expect(said).toHaveLength(2)
})
