import type { z } from 'zod'
import type { Role } from '../../paper/people.ts'

/** What is said of one route of the API, or of one of the addresses that a route answers. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** as mounted: '/api/papers/:id{.+}' */
  readonly route: string
  /** what follows the route's own address in this operation: '/similar' */
  readonly end?: string
  readonly summary: string
  readonly group: 'Papers' | 'Days' | 'People' | 'Your own' | 'Letters and alerts' | 'Signing in' | 'This API'
  /** as the server's table says */
  readonly may: 'always' | 'anyone' | Role
  /** not with a personal token */
  readonly inPerson?: true
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** by status, less the errors that every operation may answer; no shape for no body */
  readonly answers: Readonly<Record<number, { readonly says: string; readonly shape?: z.ZodType; readonly headers?: readonly string[] }>>
}

/** '/api/papers/:id{.+}' as OpenAPI writes it: '/api/papers/{id}'. */
export const openPath = ({ route, end = '' }: Pick<Operation, 'route' | 'end'>): string => route.replace(/:(\w+)(?:\{[^}]*\})?/g, '{$1}') + end
