import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import { partOf } from '../../../gateway/release/partial.ts'
import { load } from '../../../schemas/generate/load.ts'
import { caseComponents } from '../../../schemas/generate/openapi.ts'
import { codeLists } from '../../../schemas/generated/codes.ts'
import { fields, type TypeName } from '../../../schemas/generated/fields.ts'
import { formats } from '../../../schemas/validation/formats.ts'

type Node = { readonly [keyword: string]: unknown }
type Schema = Node & { readonly properties?: Record<string, Node>; readonly required?: readonly string[] }

const root = join(import.meta.dirname, '../../../schemas')
const model = load(root)
const document = caseComponents(model) as unknown as {
  openapi: string
  info: Record<string, unknown>
  jsonSchemaDialect: string
  'x-labels': Record<string, unknown>
  components: { schemas: Record<string, Schema> }
}
const { schemas } = document.components
const base = 'https://openapi.test/'

/** Compiles the components; `closed` also refuses members that a component does not name. */
function compiled({ closed }: { readonly closed: boolean }): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictRequired: true, allErrors: false })
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, validate)
  ajv.addVocabulary(['x-title', 'x-label', 'x-mask', 'x-codes', 'x-ref', 'x-assigned'])
  ajv.addVocabulary(['x-enum-varnames', 'x-enum-descriptions'])
  const text = JSON.stringify({ $id: base, components: { schemas } }, (_, value) =>
    closed && value?.type === 'object' ? { ...value, additionalProperties: false } : value,
  )
  ajv.addVocabulary(['components'])
  ajv.addSchema(JSON.parse(text))
  return ajv
}

const refers = (name: string) => `${base}#/components/schemas/${name}`
const openSchemas = compiled({ closed: false })
const closedSchemas = compiled({ closed: true })
const check = (ajv: Ajv2020, name: string, value: unknown) => {
  const validate = ajv.getSchema(refers(name))!
  return validate(value) ? [] : validate.errors
}

/** Facets as REST gives them: with what the gateway assigns. */
const facets = makeWorld({ seed: 7, dossiers: 30 }).matters.flatMap(({ facets }) =>
  Object.entries(facets).map(([agency, { translation }], index) => ({
    ...translation.facet,
    id: `e-${index}`,
    agency,
  })),
)

t.test('it is OpenAPI 3.1: the fixed fields, allowed names, every reference resolves', async (t) => {
  t.match(document.openapi, /^3\.1\.\d+$/)
  t.type(document.info.version, 'string')
  t.equal(document.jsonSchemaDialect, 'https://json-schema.org/draft/2020-12/schema')
  const own = Object.keys(document).filter((key) => !key.startsWith('x-'))
  t.same(own.sort(), ['components', 'info', 'jsonSchemaDialect', 'openapi'])
  for (const name of Object.keys(schemas)) t.match(name, /^[a-zA-Z0-9._-]+$/)
  for (const [, target] of JSON.stringify(schemas).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
    t.ok(schemas[target!], `${target}`)
  t.notMatch(JSON.stringify(schemas), /"\$ref":"(?!#\/components)/, 'nothing refers outside')
})

t.test('every type, named scalar and used code list is a component that compiles', async (t) => {
  const used = new Set(model.objects.flatMap(({ fields }) => fields.flatMap(({ codes }) => codes ?? [])))
  t.equal(Object.keys(schemas).length, model.objects.length + model.scalars.length + used.size)
  for (const { name } of [...model.objects, ...model.scalars]) t.ok(openSchemas.getSchema(refers(name)), name)
  for (const name of Object.keys(schemas)) t.ok(openSchemas.getSchema(refers(name)), name)
})

t.test('only what identifies is required; titles are in both languages, labels are there', async (t) => {
  for (const { name, fields } of model.objects) {
    const { required = [], properties = {} } = schemas[name]!
    t.same(
      required,
      fields.filter(({ id }) => id).map((field) => field.name),
      name,
    )
    for (const field of fields) {
      const at = `${name}.${field.name}`
      const node = properties[field.name]!
      t.equal(node.title, `${field.title.vi} · ${field.title.en}`, at)
      t.match(node.description, /^Nhãn mặc định: .*\n\nDefault label: /, at)
      const { name: label, level, tags } = field.label
      t.same(node['x-label'], { name: label, level, tags }, at)
      t.ok(document['x-labels'][label], at)
    }
  }
})

t.test('a code is one of its list, with a name for code and words for people', async (t) => {
  for (const { codes } of model.objects.flatMap(({ fields }) => fields)) {
    if (!codes) continue
    const name = `Coded${codes.replaceAll(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}`
    const list = codeLists[codes as keyof typeof codeLists]
    const code = schemas[name]?.properties?.code as { enum: string[] } & Record<string, string[]>
    t.same(
      code.enum,
      list.codes.map(({ code }) => code),
      codes,
    )
    const names = code['x-enum-varnames']!
    t.equal(new Set(names).size, code.enum.length, codes)
    for (const varname of names) t.match(varname, /^[A-Za-z_]\w*$/, codes)
    t.match(code['x-enum-descriptions']![0], `${list.codes[0].vi} · ${list.codes[0].en} [`)
    t.equal(schemas[name]?.properties?.system?.const, list.system)
  }
})

t.test('what the made-up agencies hold is what the components say, with no member left over', async (t) => {
  t.ok(facets.length > 60)
  for (const facet of facets) t.same(check(closedSchemas, 'Facet', facet), [])
})

t.test('so is what a mask leaves of it, and what is left when all is withheld', async (t) => {
  const masked = (value: Node, type: TypeName): Node =>
    Object.fromEntries(
      fields[type].flatMap((field) => {
        const found = value[field.name]
        if (found === undefined) return []
        if (field.id) return [[field.name, found]]
        if ('of' in field)
          return [
            [
              field.name,
              Array.isArray(found)
                ? found.map((item: Node) => masked(item, field.of))
                : masked(found as Node, field.of),
            ],
          ]
        const part = partOf(field.mask, found)
        return part === undefined ? [] : [[field.name, part]]
      }),
    )
  for (const facet of facets) t.same(check(closedSchemas, 'Facet', masked(facet, 'Facet')), [])
  const person = { fullName: 'Y Á B', birth: '1988-05-01', personalId: '000203001234', phone: '+84900000000' }
  const part = masked({ ...person, travelDocument: 'B1' }, 'Person')
  t.match(part, { fullName: 'Y. Á. B.', personalId: '•••••••••234', travelDocument: '' })
  t.same(check(closedSchemas, 'Person', part), [])
  for (const { id, agency } of facets.slice(0, 5)) t.same(check(closedSchemas, 'Facet', { id, agency }), [])
})

t.test('a member of a later minor version does not break a reader', async (t) => {
  t.same(check(openSchemas, 'Facet', { ...facets[0], later: 1 }), [])
  t.match(check(closedSchemas, 'Facet', { ...facets[0], later: 1 }), [{ keyword: 'additionalProperties' }])
})

const wrong: readonly [name: string, component: string, value: unknown, keyword: string][] = [
  ['no id', 'Facet', { agency: 'x' }, 'required'],
  ['a text that is a number', 'Person', { fullName: 1 }, 'type'],
  ['a personal number of eight digits', 'Person', { personalId: '12345678' }, 'pattern'],
  ['a personal number that shows more than its mask', 'Person', { personalId: '•••••••1234' }, 'pattern'],
  ['a code of no list', 'CodedKinds', { system: 'urn:lienthong:codes:kinds', code: 'X', version: '1' }, 'enum'],
  ['a code of another list', 'CodedKinds', { system: 'urn:lienthong:codes:stages' }, 'const'],
  ['a 30th of February', 'PartialDate', '2026-02-30', 'format'],
]
for (const [name, component, value, keyword] of wrong) {
  t.test(`refused: ${name}`, async (t) => {
    t.match(check(openSchemas, component, value), [{ keyword }])
  })
}

t.test('two components of one name are refused by pointer', async (t) => {
  const twice = { ...model, scalars: [...model.scalars, { name: 'Person', title: { vi: 'x', en: 'x' } }] }
  t.throws(() => caseComponents(twice), { message: /^components\/schemas\/Person: two/ })
})
