import { z } from 'zod'
import { EntryShape, ErrorShape, FlatPaperShape, InnerPaperShape } from '../schemas.ts'
import { openPath, type Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'
import { ForYou, Hook, OwnList, Subscription } from './own-answers.ts'

type Json = Record<string, unknown>

interface OpenApiOperation extends Json {
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly object[]
  readonly parameters?: readonly OpenApiParameter[]
  readonly operationId: string
  readonly requestBody?: OpenApiContent
  readonly responses: Readonly<Record<string, OpenApiContent>>
}
interface OpenApiContent {
  readonly $ref?: string
  readonly required?: true
  readonly description?: string
  readonly content?: Readonly<Record<string, { readonly schema: Json }>>
}
interface OpenApiParameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly description?: string
  readonly schema: Json
}
export interface OpenApiDocument extends Json {
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Json>> } & Json
}

/** Shapes that several operations answer, told once. */
const SHARED = { Paper: InnerPaperShape, WholePaper: FlatPaperShape, Entry: EntryShape, OwnList, ForYou, Subscription, Hook, Error: ErrorShape } as const

/** draft-ietf-httpapi-ratelimit-headers */
const LEFT = {
  'RateLimit-Policy': { schema: { type: 'string' }, example: '"reading";q=600;w=60' },
  RateLimit: { schema: { type: 'string' }, description: 'r: requests left; t: seconds until there are all of them again', example: '"reading";r=599;t=60' },
}

/** Paragraphs, in Markdown. */
const INTRODUCTION = [
  'The papers of this Broadsheet, in the shapes that clients of Hugging Face’s papers API read, and more. Ids may hold slashes. Every error is `{"error": "a sentence"}`.',
  'What is somebody’s own needs, where people sign in, a personal token, made at /account/tokens and sent as `Authorization: Bearer …`; the one reader of an instance without accounts needs none.',
  'Any view is also a feed (.atom, .rss, .json), an export (.bib, .ris, .csl.json; a paper is .md, too) and a tool (POST /mcp, the Model Context Protocol).',
]
const LIMITS = 'Headers `RateLimit` and `RateLimit-Policy` say how many requests are left; beyond it the answer is 429 with `Retry-After`.'

const NAMES: ReadonlyMap<unknown, string> = new Map(Object.entries(SHARED).map(([name, shape]) => [shape, name]))

/** @param io what is sent to us may leave defaults out; what we answer has them. Of what is told once, by name, only the name is said. */
function schemaOf(shape: z.ZodType, io: 'input' | 'output', named?: string): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const name = io === 'output' ? NAMES.get(zodSchema) : undefined
      // The format says it, in a word.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (name === undefined || name === named) return
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
      jsonSchema.$ref = `#/components/schemas/${name}`
    },
  }) as Json
  return schema
}

/**
 * The whole API as an OpenAPI 3.1 document, plain JSON.
 * @param part.publicUrl where readers reach this server
 * @param part.limits requests that one reader may make in a minute, by what they are; none without it
 */
export function openApiDocument({ publicUrl, version, limits }: { readonly publicUrl: string; readonly version: string; readonly limits?: Readonly<Record<string, number>> | undefined }): OpenApiDocument {
  const paths: Record<string, Record<string, OpenApiOperation>> = {}
  for (const operation of OPERATIONS) (paths[openPath(operation)] ??= {})[operation.method.toLowerCase()] = describe(operation)
  return {
    openapi: '3.1.0',
    info: { title: 'Broadsheet', version, description: [...INTRODUCTION, limitsInWords(limits)].join('\n\n') },
    servers: [{ url: publicUrl }],
    tags: [...new Set(OPERATIONS.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(SHARED).map(([name, shape]) => [name, schemaOf(shape, 'output', name)])),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A personal token, made at /account/tokens.' }, session: { type: 'apiKey', in: 'cookie', name: 'broadsheet.session_token', description: 'A browser that signed in.' } },
      responses: {
        TooMany: { description: 'These were more requests than one reader may make; Retry-After says in how many seconds there are others.', headers: { 'Retry-After': { schema: { type: 'integer' } }, ...LEFT }, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
        Error: { description: 'What was wrong, in a sentence.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
      },
    },
  }
}

function limitsInWords(limits: Readonly<Record<string, number>> | undefined): string {
  if (limits === undefined) return 'No limit is set here.'
  return `${LIMITS} In a minute one reader may make ${Object.entries(limits).map(([kind, most]) => `${most} requests for ${kind}`).join(', ')}; the one reader of this machine as many as they like, and “not modified” counts as the twentieth part of one.`
}

function describe(operation: Operation): OpenApiOperation {
  const { method, summary, group, may, inPerson, query, body, answers } = operation
  const path = openPath(operation)
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } as Json })) as OpenApiParameter[]
  return {
    operationId: `${method.toLowerCase()}${path.replace(/^\/api/, '').replace(/[{}]/g, '').replace(/[^A-Za-z]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    tags: [group],
    security: may === 'always' || may === 'anyone' ? [{}, { token: [] }, { session: [] }] : inPerson ? [{ session: [] }] : [{ token: [] }, { session: [] }],
    ...(names.length + Object.keys(query?.shape ?? {}).length > 0 && { parameters: [...names, ...(query === undefined ? [] : parametersOf(query))] }),
    ...(body !== undefined && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, { says, shape, headers = [] }]) => [status, {
        description: says,
        ...(headers.length > 0 && { headers: Object.fromEntries(headers.map((name) => [name, { schema: { type: 'string' } }])) }),
        ...(shape !== undefined && { content: { 'application/json': { schema: schemaOf(shape, 'output') } } }),
      }])),
      429: { $ref: '#/components/responses/TooMany' },
      '4XX': { $ref: '#/components/responses/Error' },
    },
  }
}

function parametersOf(query: z.ZodObject): OpenApiParameter[] {
  const { properties = {}, required = [] } = schemaOf(query, 'input') as { properties?: Record<string, Json>; required?: string[] }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({ name, in: 'query', required: required.includes(name), ...(typeof description === 'string' && { description }), schema }))
}
