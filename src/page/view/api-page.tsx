import type { Frame } from '../frame.ts'
import { Layout } from './layout.tsx'
import { shapeText } from './shape-text.ts'

/** What the page reads of an OpenAPI document. */
export interface ApiDocument {
  readonly info: { readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}
interface Content {
  readonly $ref?: string
  readonly description?: string
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}
interface ApiOperation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly object[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly description?: string; readonly schema: Readonly<Record<string, unknown>> }[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}

/** The whole API on one page, read without any script. */
export function ApiPage({ frame, document }: { frame: Frame; document: ApiDocument }) {
  const all = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })))
  return (
    <Layout frame={frame} title="API" description="What programs may ask of this Broadsheet." section="about">
      <article class="prose">
        <h1>API</h1>
        {document.info.description.split('\n\n').map((paragraph) => <p>{withCode(paragraph)}</p>)}
        <p>
          The same for programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1, version {document.info.version}).
          {frame.visitor.canSignIn && <> <a href="/account/tokens" id="make-token">Make a token</a></>}
        </p>
        {document.tags.map(({ name }) => (
          <section>
            <h2>{name}</h2>
            <dl class="operations">
              {all.filter(({ operation }) => operation.tags[0] === name).map((one) => <OneOperation {...one} />)}
            </dl>
          </section>
        ))}
        <section>
          <h2>Shapes</h2>
          <dl class="operations">
            {Object.entries(document.components.schemas).map(([name, schema]) => (
              <>
                <dt id={name}><code>{name}</code></dt>
                <dd><code>{shapeText(schema)}</code></dd>
              </>
            ))}
          </dl>
        </section>
      </article>
    </Layout>
  )
}

/** A sentence may name code in backquotes. */
const withCode = (text: string) => text.split('`').map((part, at) => (at % 2 === 1 ? <code>{part}</code> : part))

function OneOperation({ path, method, operation }: { path: string; method: string; operation: ApiOperation }) {
  const needsPerson = !operation.security.some((one) => Object.keys(one).length === 0)
  const query = operation.parameters?.filter((one) => one.in === 'query') ?? []
  const answers = Object.entries(operation.responses).filter(([, { $ref }]) => $ref === undefined)
  return (
    <>
      <dt id={operation.operationId}><code>{method} {path}</code></dt>
      <dd>
        <p>{operation.summary}.{needsPerson && ' For a reader who is known.'}</p>
        {query.length > 0 && <ul>{query.map((one) => <li><code>{one.name}</code>{aside(one)}</li>)}</ul>}
        {operation.requestBody !== undefined && <p>Takes <Shape of={operation.requestBody} /></p>}
        {answers.map(([status, answer]) => <p>{status}: {answer.description} <Shape of={answer} /></p>)}
      </dd>
    </>
  )
}

function Shape({ of: { content = {} } }: { of: Content }) {
  return <>{Object.values(content).map(({ schema }) => <code>{shapeText(schema)}</code>)}</>
}

function aside({ required, description, schema }: NonNullable<ApiOperation['parameters']>[number]): string {
  const words = Array.isArray(schema['enum']) ? schema['enum'].join(' | ') : ''
  const bounds = typeof schema['maximum'] === 'number' && schema['maximum'] < 1e9 ? `at most ${schema['maximum']}` : ''
  const usual = schema['default'] === undefined ? '' : `usually ${String(schema['default'])}`
  const said = [required ? 'needed' : '', description ?? '', words, bounds, usual].filter((part) => part !== '').join('; ')
  return said === '' ? '' : ` (${said})`
}
