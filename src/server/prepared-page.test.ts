import { expect, it } from 'vitest'
import { NOBODY } from '../paper/people.ts'
import type { ErrorPage } from './error-response.ts'
import { preparedPage } from './prepared-page.ts'

const refused = (message: string) => ({ status: 429, message, path: '/papers', visitor: NOBODY })

it('is drawn once, and each sentence stands in it as text', async () => {
  let drawn = 0
  const page = preparedPage((error) => (drawn++, `<p>${error.message}</p>`), 429)
  expect([await page(refused('Too often.')), await page(refused('a < b'))]).toEqual(['<p>Too often.</p>', '<p>a &lt; b</p>'])
  expect(drawn).toBe(1)
})

it('that could not be drawn is drawn anew for whoever asks next, and then kept', async () => {
  let tries = 0
  const errorPage: ErrorPage = async ({ message }) => {
    tries++
    if (tries === 1) throw new Error('not now')
    return `<p>${message}</p>`
  }
  const page = preparedPage(errorPage, 429)
  await expect(page(refused('Too often.'))).rejects.toThrow('not now')
  expect([await page(refused('Too often.')), await page(refused('Still.'))]).toEqual(['<p>Too often.</p>', '<p>Still.</p>'])
  expect(tries).toBe(2)
})
