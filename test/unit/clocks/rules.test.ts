/** The rules as data: each file by its schema, each id once, and every rule that a system of the sandbox names. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import remote from '../../../schemas/clocks/remote-communes.json' with { type: 'json' }
import schema from '../../../schemas/clocks/rule.schema.json' with { type: 'json' }
import { ruleOf, rules } from '../../../schemas/clocks/rules.ts'
import { codeSystem } from '../../../schemas/generated/codes.ts'

const folder = join(import.meta.dirname, '../../../schemas/clocks/rules')
const files = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { id: string }[],
)
const validate = new Ajv2020({ allowUnionTypes: true, keywords: ['x-title'] }).compile(schema)

t.test('every file is by the schema and is loaded', async (t) => {
  for (const file of files) t.ok(validate(file), JSON.stringify(validate.errors))
  const ids = files.flat().map(({ id }) => id)
  t.strictSame(rules.map(({ id }) => id).toSorted(), ids.toSorted())
  t.equal(new Set(ids).size, ids.length, 'each id once')
})

t.test('the schema refuses what the computation could not honour', async (t) => {
  const [rule] = files[0]!
  t.ok(validate([rule]))
  t.notOk(validate([{ ...rule, limit: { by: 'none', value: { amount: 0, unit: 'days' } } }]))
  t.notOk(validate([{ ...rule, limit: { by: 'severity', values: {} } }]))
  t.notOk(validate([{ ...rule, confidence: 'certain' }]))
  t.notOk(validate([{ ...rule, surprise: true }]))
})

t.test('a rule that another one resumes by is there and has one plain limit', async (t) => {
  for (const { suspension } of rules)
    if (suspension?.resumeRule !== undefined) t.equal(ruleOf(suspension.resumeRule)?.limit.by, 'none')
})

t.test('what can be extended or suspended is counted in days or months', async (t) => {
  for (const { id, limit, extension, suspension } of rules) {
    const inHours = JSON.stringify(limit).includes('hours') || JSON.stringify(limit).includes('working')
    t.notOk((extension ?? suspension) && inHours, id)
  }
})

t.test('every clock of the made-up systems names a rule', async (t) => {
  const named = makeWorld({ seed: 1, dossiers: 120 }).matters.flatMap(({ facets }) =>
    Object.values(facets).flatMap(({ translation }) => translation.facet.clocks?.map(({ rule }) => rule) ?? []),
  )
  t.ok(named.length > 100)
  t.strictSame(
    [...new Set(named)].filter((id) => ruleOf(id) === undefined),
    [],
  )
})

t.test('remote communes are communes of the province', async (t) => {
  const known = codeSystem('communes').codes
  for (const { code } of remote.communes)
    t.ok(
      known.some((commune) => commune.code === code),
      code,
    )
})
