/** gateway/http/openapi.json is a whole OpenAPI 3.1 document; that answers are as it tells is held in test/support/client.ts, wherever a test asks. */
import t from 'tap'
import { pipeline, routes } from '../../../gateway/app.ts'
import { catalogue } from '../../../gateway/errors/catalogue.ts'
import { type CaseDocument, describe, templateOf } from '../../../gateway/http/contract/document.ts'
import { emitDescription } from '../../../gateway/openapi.ts'
import { description, undescribed } from '../../support/described.ts'

type Node = Readonly<Record<string, unknown>>

const text = JSON.stringify(description)
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method,
    operation: operation as unknown as Node & { parameters: Node[] },
  })),
)
const at = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (node, part) => (node as Node | undefined)?.[decodeURIComponent(part).replaceAll('~1', '/')],
      description,
    )

t.test('it is of the routes that there are, no more and no fewer', async (t) => {
  t.equal(`${JSON.stringify(description, null, 2)}\n`, emitDescription())
  t.strictSame(
    operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort(),
    routes.map(({ method, url }) => `${method} ${templateOf(url)}`).sort(),
  )
})

t.test('every reference leads somewhere, and no operation has the name of another', async (t) => {
  const pointers = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, pointer]) => pointer!))
  t.ok(pointers.size > 100)
  t.strictSame(
    [...pointers].filter((pointer) => at(pointer) === undefined),
    [],
  )
  const ids = operations.map(({ operation }) => operation.operationId)
  t.equal(new Set(ids).size, ids.length)
})

t.test('every component is referred to', async (t) => {
  const { schemas: _, securitySchemes: __, ...others } = description.components
  const names = Object.entries(others).flatMap(([kind, components]) =>
    Object.keys(components).map((name) => `${kind}/${name}`),
  )
  t.strictSame(
    names.filter((name) => !text.includes(`"$ref":"#/components/${name}"`)),
    [],
  )
})

t.test('the parameters of a path are those in its template, and each parameter stands there once', async (t) => {
  for (const { path, operation } of operations) {
    const given = operation.parameters.map((parameter) =>
      typeof parameter.$ref === 'string' ? (at(parameter.$ref) as Node) : parameter,
    )
    const inPath = given.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
    t.strictSame(inPath.sort(), [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(), path)
    const names = given.map((parameter) => `${parameter.in} ${parameter.name}`)
    t.equal(new Set(names).size, names.length, path)
  }
})

t.test('a token is wanted where the checks verify one, and a certificate everywhere', async (t) => {
  for (const { path, operation } of operations) t.match(operation.security, [{ certificate: [] }], path)
  const withToken = operations.filter(({ operation }) => 'token' in (operation.security as Node[])[0]!)
  t.strictSame(
    withToken.map(({ path }) => path).sort(),
    routes
      .filter(({ surface }) => ['act', 'rest', 'graphql', 'quarantine', 'handling'].includes(surface))
      .map(({ url }) => templateOf(url))
      .sort(),
  )
})

/** Of what is no route, and what is told to the operator alone. */
const elsewhere = [
  'route-not-found',
  'method-not-allowed',
  'message-key-retired',
  'shared-keys-differ',
  'source-unregistered',
  'source-unusable',
  'x-road-setup',
  'x-road-server',
  'x-road-denied',
  'x-road-provider',
  'x-road-echo',
]

t.test('every code of the catalogue is told of, with its status', async (t) => {
  const told = new Map<string, Set<string>>()
  const responses = operations.flatMap(({ operation }) => Object.entries(operation.responses as Node))
  for (const [status, response] of responses) {
    const { $ref } = response as Node
    const codes = JSON.stringify($ref === undefined ? response : at($ref as string)).matchAll(
      /"code":\{"type":"string","enum":(\[[^\]]*\])\}/g,
    )
    for (const [, list] of codes)
      for (const code of JSON.parse(list!) as string[]) told.set(code, (told.get(code) ?? new Set()).add(status))
  }
  for (const [code, { status }] of Object.entries(catalogue))
    t.strictSame([...(told.get(code) ?? [])], elsewhere.includes(code) ? [] : [`${status}`], code)
})

t.test('what is not described is found', async (t) => {
  const reply = (status: number, json: object, headers: object = {}) => {
    const sent = { 'content-type': 'application/json; charset=utf-8', 'audit-receipt': 'x', ...headers }
    return { status, headers: sent, json, bytes: Buffer.alloc(0), text: '' }
  }
  const page = (...given: Parameters<typeof reply>) => undescribed('GET', '/v1/inbox?first=1', reply(...given))
  t.strictSame(page(200, { items: [] }), [])
  t.match(page(200, { items: [], odd: 1 }), [/unevaluatedProperty.*odd/])
  t.match(page(200, { items: [{ id: 'x' }] })?.[0], /required/)
  t.match(page(200, { items: [] }, { 'x-odd': '1' }), [/x-odd/])
  t.match(page(200, { items: [] }, { 'audit-receipt': undefined }), [/audit-receipt/])
  t.match(page(200, { items: [] }, { 'content-type': 'text/html' }), [/text\/html/])
  t.match(page(418, {}), [/418/])
  t.equal(undescribed('GET', '/v1/none', reply(404, {})), undefined)
})

t.test('a route, a contract or a check too many is refused by name', async (t) => {
  const none = { info: { version: '1' }, components: { schemas: {} } } satisfies CaseDocument
  const [first] = routes
  t.throws(() => describe([...routes, { ...first!, url: '/v1/new' }], pipeline, none), /POST \/v1\/new/)
  t.throws(() => describe(routes.slice(1), pipeline, none), /no route POST \/oauth2\/token/)
  const check = { ...pipeline[0]!, step: function unheardOf() {} }
  t.throws(() => describe(routes, [...pipeline, check], none), /unheardOf/)
  t.throws(() => describe(routes, pipeline, { ...none, components: { schemas: { Problem: {} } } }), /Problem/)
})
