/** The order of an entry's members, which is generated from the schemas, beside a stock implementation of RFC 8785. */
import canonicalize from 'canonicalize'
import t from 'tap'
import { canonicalInOrder, inOrder } from '../../../gateway/audit/canonical.ts'
import detail from '../../../schemas/audit/detail.json' with { type: 'json' }
import entry from '../../../schemas/audit/entry.json' with { type: 'json' }
import { emitMemberOrder } from '../../../schemas/generate/member-order.ts'
import { memberOrder } from '../../../schemas/generated/audit-order.js'

type Schema = { readonly [keyword: string]: unknown }

/** A value with every member that `schema` knows, none in its place; those of a map in no place either. */
function whole(schema: Schema): unknown {
  if (schema.type === 'array') return [whole((schema.items ?? {}) as Schema), whole((schema.items ?? {}) as Schema)]
  if (schema.type !== 'object') return 'x'
  const properties = Object.entries((schema.properties ?? { z: {}, é: {}, b: {}, a: {} }) as Record<string, Schema>)
  const disordered = properties.sort(([a], [b]) => (a < b ? 1 : -1))
  return Object.fromEntries(disordered.map(([name, member]) => [name, whole(member)]))
}

const orders = memberOrder(inOrder)

for (const [name, schema] of Object.entries({ entry, detail })) {
  const order = orders[name as keyof typeof orders]
  const all = whole(schema) as Readonly<Record<string, unknown>>
  t.test(`${name}: the same text as the stock implementation, with all members and with each alone`, async (t) => {
    t.equal(canonicalInOrder(order(all)), canonicalize(all))
    for (const [member, value] of Object.entries(all)) {
      const alone = { [member]: value }
      t.equal(canonicalInOrder(order(alone)), canonicalize(alone), member)
    }
    t.equal(canonicalInOrder(order({})), '{}')
  })
}

t.test('a schema that leaves open which members there are is refused', async (t) => {
  const closed = { type: 'object', additionalProperties: false }
  for (const schema of [
    { type: 'object', properties: { a: {} } },
    { type: 'object', properties: { a: {} }, additionalProperties: { type: 'string' } },
    { ...closed, properties: { a: { type: 'array', items: { $ref: 'entry.json' } } } },
    { ...closed, properties: { a: { anyOf: [] } } },
    { ...closed, properties: { 1: {} } },
    { ...closed, properties: JSON.parse('{"__proto__":{}}') },
  ])
    t.throws(() => emitMemberOrder('a schema', { any: schema }), JSON.stringify(schema))
})
