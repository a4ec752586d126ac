/** Every schema is one (JSON Schema 2020-12), also those that no validator is generated from. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'

const root = join(import.meta.dirname, '../../..')
const dialect = 'https://json-schema.org/draft/2020-12/schema'
const files = ['schemas', 'gateway'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name)),
)
const schemas = files
  .map((file) => ({ file, schema: JSON.parse(readFileSync(join(root, file), 'utf8')) }))
  .filter(({ schema }) => schema.$schema === dialect)

t.test('every schema conforms to the meta-schema', async (t) => {
  const some = ['schemas/audit/entry.json', 'schemas/participant.json', 'gateway/config/settings.json']
  const found = new Set(schemas.map(({ file }) => file))
  t.same(
    some.filter((file) => !found.has(file)),
    [],
    'of each folder',
  )
  const ajv = new Ajv2020({ strict: true, allErrors: true, logger: false })
  for (const { file, schema } of schemas) t.ok(ajv.validateSchema(schema), `${file}: ${ajv.errorsText()}`)
})

t.test('one that is none is found', async (t) => {
  const ajv = new Ajv2020({ logger: false })
  t.notOk(ajv.validateSchema({ $schema: dialect, type: 'object', required: 'x' }))
})
