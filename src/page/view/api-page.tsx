import type { Frame } from '../frame.ts'
import { Layout } from './layout.tsx'

/** What the page reads of an OpenAPI document. */
export interface ApiDocument {
  readonly info: { readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
}
interface ApiOperation {
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly object[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly description?: string; readonly schema: Readonly<Record<string, unknown>> }[]
  readonly requestBody?: object
  readonly responses: Readonly<Record<string, { readonly description?: string }>>
}

/** The whole API on one page, read without any script. */
export function ApiPage({ frame, document }: { frame: Frame; document: ApiDocument }) {
  const all = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })))
  return (
    <Layout frame={frame} title="API" description="What programs may ask of this Broadsheet." section="about">
      <article class="prose">
        <h1>API</h1>
        {/* A sentence may name code in backquotes. */}
        <p>{document.info.description.split('`').map((part, at) => (at % 2 === 1 ? <code>{part}</code> : part))}</p>
        <p>
          The same for programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1, version {document.info.version}).
        </p>
        {document.tags.map(({ name }) => (
          <section>
            <h2>{name}</h2>
            <dl>
              {all.filter(({ operation }) => operation.tags[0] === name).map((one) => <OneOperation {...one} />)}
            </dl>
          </section>
        ))}
      </article>
    </Layout>
  )
}

function OneOperation({ path, method, operation }: { path: string; method: string; operation: ApiOperation }) {
  const needsPerson = !operation.security.some((one) => Object.keys(one).length === 0)
  const query = operation.parameters?.filter((one) => one.in === 'query') ?? []
  const statuses = Object.entries(operation.responses).filter(([status]) => status !== '4XX')
  return (
    <>
      <dt><code>{method} {path}</code></dt>
      <dd>
        {operation.summary}.{needsPerson && ' For a reader who is known.'}{operation.requestBody !== undefined && ' Takes JSON.'}
        {query.length > 0 && <><br />{query.map((one, at) => <>{at > 0 && ', '}<code>{one.name}</code>{aside(one)}</>)}</>}
        <br />{statuses.map(([status, { description }]) => `${status}: ${description ?? ''}`).join(' ')}
      </dd>
    </>
  )
}

function aside({ required, description, schema }: NonNullable<ApiOperation['parameters']>[number]): string {
  const words = Array.isArray(schema['enum']) ? schema['enum'].join(' | ') : ''
  const bounds = typeof schema['maximum'] === 'number' && schema['maximum'] < 1e9 ? `at most ${schema['maximum']}` : ''
  const usual = schema['default'] === undefined ? '' : `usually ${String(schema['default'])}`
  const said = [required ? 'needed' : '', description ?? '', words, bounds, usual].filter((part) => part !== '').join('; ')
  return said === '' ? '' : ` (${said})`
}
