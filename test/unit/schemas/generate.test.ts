import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSchema } from 'graphql'
import t, { type Test } from 'tap'
import { differences, generate } from '../../../schemas/generate.ts'
import { typeDefs } from '../../../schemas/generated/graphql.ts'
import type { Violation } from '../../../schemas/generated/validators.js'
import { dataFolder } from '../../support/data-folder.ts'
import { translation } from '../../support/translations.ts'

const schemas = join(import.meta.dirname, '../../../schemas')
const generated = generate(schemas)

type Node = Record<string, Record<string, unknown>>

/** A copy of the schema sources in which `change` has altered the properties of one case schema. */
function changed(t: Test, file: string, change: (properties: Node) => void): string {
  const root = dataFolder(t)
  cpSync(schemas, root, { recursive: true, filter: (path) => !path.includes('generate') })
  const path = join(root, 'case/v1', file)
  const schema = JSON.parse(readFileSync(path, 'utf8')) as { properties: Node }
  change(schema.properties)
  writeFileSync(path, JSON.stringify(schema))
  return root
}

const nickname = {
  'x-title': { vi: 'Biệt danh', en: 'Nickname' },
  'x-label': 'personal',
  type: 'string',
  maxLength: 50,
  'x-mask': 'initials',
}

t.test('the committed files are those of their sources', async (t) => {
  t.same(differences(join(schemas, 'generated'), generated), [])
  t.same(generate(schemas), generated, 'deterministic')
})

t.test('a stale, a missing and a surplus file are named', async (t) => {
  const folder = dataFolder(t)
  writeFileSync(join(folder, 'a'), 'old')
  writeFileSync(join(folder, 'c'), '')
  t.same(differences(folder, { a: 'new', b: '' }), ['a', 'b', 'c'])
})

t.test('a new field is one schema entry: types, SDL, field table and validator follow', async (t) => {
  const root = changed(t, 'reporter.json', (properties) => {
    properties.nickname = nickname
  })
  const files = generate(root)
  t.match(files['types.ts'], 'readonly nickname?: string')
  t.match(files['graphql.ts'], /"Biệt danh · Nickname \[HAN_CHE DLCN_CO_BAN\].*"\n {2}nickname: String\n/)
  t.match(files['fields.ts'], /\{ name: 'nickname', type: 'scalar', label: \d, mask: 'initials' \}/)
  t.not(files['fields.ts'], generated['fields.ts'])

  // The validator imports ajv's run-time helpers, so it has to lie where they can be found.
  const folder = join(t.testdir({ generated: {} }), 'generated')
  cpSync(join(schemas, 'validation'), join(folder, '../validation'), { recursive: true })
  writeFileSync(join(folder, 'validators.mjs'), files['validators.js'] ?? '')
  const { validateTranslation } = (await import(pathToFileURL(join(folder, 'validators.mjs')).href)) as {
    validateTranslation: (value: unknown) => readonly Violation[]
  }
  const named = (value: unknown) => ({
    ...translation,
    facet: { ...translation.facet, reporters: [{ id: 'r', kind: 'CA_NHAN', nickname: value }] },
  })
  t.same(validateTranslation(named('Út')), [])
  t.match(validateTranslation(named(1)), [{ pointer: '/facet/reporters/0/nickname', keyword: 'type' }])
})

t.test('the SDL is a schema; only what identifies is never null', async (t) => {
  const schema = buildSchema(`type Query { dossier: Dossier }\n${typeDefs}`)
  t.ok(schema.getType('SupervisionAct'))
  for (const [, type, field] of typeDefs.matchAll(/^ {2}(\w+: \w+!)|^ {2}(\w+): \w+$/gm))
    if (type) t.match(type, /^(id|agency): /, field ?? '')
})

const refusals: readonly [name: string, file: string, change: (properties: Node) => void, message: RegExp][] = [
  ['no title', 'person.json', (p) => delete p.phone?.['x-title'], /^person\.json#\/properties\/phone: x-title/],
  ['no label', 'person.json', (p) => delete p.phone?.['x-label'], /^person\.json#\/properties\/phone: x-label/],
  ['an unknown label', 'person.json', (p) => Object.assign(p.phone ?? {}, { 'x-label': 'X' }), /phone: x-label/],
  ['a reference to nothing', 'charge.json', (p) => Object.assign(p.accused ?? {}, { 'x-ref': 'x' }), /accused\/x-ref/],
  [
    'an id in a list within a list',
    'clock.json',
    (p) => Object.assign(p.extensions ?? {}, { items: { $ref: 'hearing.json' } }),
    /^clock\.json#\/properties\/extensions: what has an id/,
  ],
  ['an id outside of lists', 'facet.json', (p) => Object.assign(p.report ?? {}, { $ref: 'link.json' }), /report: what/],
  ['an unknown mask', 'person.json', (p) => Object.assign(p.phone ?? {}, { 'x-mask': 'half' }), /phone\/x-mask/],
  ['an unknown list', 'report.json', (p) => Object.assign(p.kind ?? {}, { 'x-codes': 'none' }), /kind\/x-codes/],
  ['a code without its list', 'report.json', (p) => delete p.kind?.['x-codes'], /kind: x-codes/],
  ['an unknown reference', 'report.json', (p) => Object.assign(p.place ?? {}, { $ref: 'x.json' }), /place\/\$ref/],
  ['a nested object', 'report.json', (p) => Object.assign(p.summary ?? {}, { type: 'object' }), /summary: nested/],
  ['an unbounded list', 'report.json', (p) => delete p.channels?.maxItems, /channels: a list needs maxItems/],
]

t.test('refused: an unknown list in a document beside the case schema', async (t) => {
  const root = changed(t, 'report.json', () => {})
  const file = join(root, 'index-page.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"x-codes": "kinds"', '"x-codes": "kind"'))
  t.throws(() => generate(root), { message: /unknown code list "kind"/ })
})

for (const [name, file, change, message] of refusals) {
  t.test(`refused: ${name}`, async (t) => {
    const root = changed(t, file, change)
    t.throws(() => generate(root), { message })
  })
}
