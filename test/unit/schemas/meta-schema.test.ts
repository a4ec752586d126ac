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

t.test('a title is in both languages, and every schema of ours has one', async (t) => {
  const wrong = (value: unknown, at: string): string[] => {
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([name, of]) => {
      const place = `${at}/${name}`
      if (name === 'title' && typeof of === 'string') return [`${place}: in one language`]
      if (name === 'x-title')
        return ['vi', 'en'].flatMap((language) => (of?.[language] ? [] : [`${place}/${language}: missing`]))
      return wrong(of, place)
    })
  }
  // It says what another standard says.
  const ours = schemas.filter(({ file }) => file !== 'schemas/audit/ocsf.json')
  t.same(
    ours.flatMap(({ file, schema }) => [...wrong(schema, file), ...(schema['x-title'] ? [] : [`${file}: no title`])]),
    [],
  )
  t.same(wrong({ title: 'x', items: { 'x-title': { vi: 'x' } } }, ''), [
    '/title: in one language',
    '/items/x-title/en: missing',
  ])
})

t.test('one that is none is found', async (t) => {
  const ajv = new Ajv2020({ logger: false })
  t.notOk(ajv.validateSchema({ $schema: dialect, type: 'object', required: 'x' }))
})
