import { expect, test } from 'vitest'
import { asVisitor, READER } from '../../test/page/as-visitor.ts'
import { pageApp } from '../../test/page/page-app.ts'
import { LOCAL_VISITOR, NOBODY } from '../paper/people.ts'

const apiDocument = { info: { version: '1', description: 'What programs may ask, sent as `this`.' }, tags: [], paths: {}, components: { schemas: {} } }

test.each([['a reader who signed in', READER, true], ['somebody who could', { ...NOBODY, canSignIn: true }, true], ['the one reader of this machine', LOCAL_VISITOR, false], ['nobody, where nobody signs in', NOBODY, false]] as const)('the page of the API leads %s to tokens: %#', async (_, visitor, leads) => {
  const html = await (await asVisitor(pageApp({ apiDocument }).app, visitor).request('/api')).text()
  expect(html).toContain('sent as <code>this</code>.')
  expect(html.includes('href="/account/tokens"')).toBe(leads)
})
