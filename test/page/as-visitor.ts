import { Hono } from 'hono'
import { setVisitor } from '../../src/community/visitor.ts'
import type { Visitor } from '../../src/paper/people.ts'

/** The pages as somebody asks for them; the server finds out who that is, and these tests have none. */
export function asVisitor(app: Hono, visitor: Visitor): Hono {
  const whole = new Hono({ strict: false })
  whole.use(async (c, next) => {
    setVisitor(c, visitor)
    await next()
  })
  return whole.route('/', app)
}

export const READER: Visitor = { by: 'session', canSignIn: true, person: { id: 'p1', name: 'Ada Reader', email: 'ada@example.org', role: 'reader', since: '2024-01-01T00:00:00.000Z' } }
