/** The decision tables of policies/ hold, and are fine enough: no condition of a policy can go without a row that says so. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { testPolicies } from '../../../gateway/commands/policy-test.ts'
import { cedar } from '../../../gateway/policy/cedar.ts'
import { createEngine } from '../../../gateway/policy/engine.ts'
import { coverageOf, type DecisionTable, isCovered, judgeTable } from '../../../gateway/policy/tables.ts'
import { callerOf, factsOf, labelOf, shipped } from '../../support/policy.ts'

const policies = join(import.meta.dirname, '../../../policies')
const tables: readonly DecisionTable[] = readdirSync(join(policies, 'tables')).map((name) =>
  JSON.parse(readFileSync(join(policies, 'tables', name), 'utf8')),
)
const engine = createEngine('tables-test', shipped.schema, shipped.sources)

t.test('every row gets what it must get, and every policy is tried on both sides', async (t) => {
  const { violations, rows, coverage, bad } = await testPolicies(policies)
  t.strictSame(violations, [])
  t.strictSame(
    rows.filter(({ passed }) => !passed),
    [],
  )
  t.strictSame(
    coverage.filter((one) => !isCovered(one)),
    [],
  )
  t.strictSame(
    coverage.map(({ policy }) => policy).sort(),
    readdirSync(join(policies, 'cedar'))
      .map((name) => name.slice(0, -'.cedar'.length))
      .sort(),
  )
  for (const { name, passed, said } of bad) t.ok(passed, `bad/${name}: ${said}`)
  t.ok(bad.length >= 20)
})

type Node = { [member: string]: unknown }

/** `json` with each operand of an `&&`, `||` or set literal gone in turn, each condition gone, and each comparison shifted. */
function* mutantsOf(node: unknown): Generator<unknown> {
  if (Array.isArray(node)) {
    for (const [at, element] of node.entries()) for (const other of mutantsOf(element)) yield node.with(at, other)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const of = node as Node
  for (const operator of ['&&', '||']) {
    const operands = of[operator] as { left: unknown; right: unknown } | undefined
    if (operands) yield* [operands.left, operands.right]
  }
  if (Array.isArray(of.Set) && of.Set.length > 1) for (const at of of.Set.keys()) yield { Set: of.Set.toSpliced(at, 1) }
  for (const [one, other] of [
    ['<=', '<'],
    ['>=', '>'],
    ['containsAll', 'containsAny'],
  ] as const)
    if (of[one] !== undefined) yield { [other]: of[one] }
  const conditions = of.conditions as unknown[] | undefined
  if (conditions && conditions.length > 0)
    for (const at of conditions.keys()) yield { ...of, conditions: conditions.toSpliced(at, 1) }
  for (const [name, value] of Object.entries(of)) {
    if (name === 'annotations') continue
    for (const other of mutantsOf(value)) yield { ...of, [name]: other }
  }
  // Of a scope `action in [...]` each entity.
  const entities = of.entities as unknown[] | undefined
  if (entities && entities.length > 1)
    for (const at of entities.keys()) yield { ...of, entities: entities.toSpliced(at, 1) }
}

t.test('whatever is taken from a policy, some row notices', async (t) => {
  let tried = 0
  const unnoticed: string[] = []
  for (const [at, source] of shipped.sources.entries()) {
    const parsed = cedar.policyToJson(source)
    if (parsed.type === 'failure') throw new Error('a shipped policy parses')
    for (const mutant of mutantsOf(parsed.json)) {
      const text = cedar.policyToText(mutant as never)
      if (text.type === 'failure') throw new Error(`no policy: ${JSON.stringify(mutant)}`)
      const mutated = createEngine(`mutant-${++tried}`, shipped.schema, shipped.sources.with(at, text.text))
      // Its own table notices first.
      const { id } = engine.policies[at]!
      const inTurn = tables.toSorted((a, b) => Number(b.policy === id) - Number(a.policy === id))
      if (inTurn.every((table) => judgeTable(mutated, table).every(({ passed }) => passed))) unnoticed.push(text.text)
    }
  }
  t.ok(tried > 120, `${tried}`)
  // That a part in cipher needs a channel, and must have a level, is said once more by a forbid: each holds without the other.
  t.equal(unnoticed.length, 2)
  for (const text of unnoticed) t.match(text, /@id\("read-addressee"\)/)
})

t.test('whatever policy goes, its own table notices', async (t) => {
  for (const [at, { id }] of engine.policies.entries()) {
    const without = createEngine(`without-${id}`, shipped.schema, shipped.sources.toSpliced(at, 1))
    const table = tables.find(({ policy }) => policy === id)!
    t.notOk(
      judgeTable(without, table).every(({ passed }) => passed),
      id,
    )
  }
})

const row = (vi: string, decision: 'allow' | 'deny', of: Partial<DecisionTable['rows'][number]> = {}) => ({
  vi,
  expect: decision === 'allow' ? { decision, policies: ['p'] } : { decision, reason: 'purpose', policies: [] },
  ...of,
})
const tableOf = (...rows: DecisionTable['rows']): DecisionTable => ({
  policy: 'p',
  defaults: { principal: callerOf(), action: 'read', label: labelOf('NOI_BO'), facts: factsOf() },
  rows,
})
const permit = [{ id: 'p', effect: 'permit', legalBasis: 'L', vi: 'V' }] as const

t.test('a policy is tried when two rows on both sides of it differ in one fact alone', async (t) => {
  const cover = (...rows: DecisionTable['rows']) => coverageOf(permit, [tableOf(...rows)])[0]!
  const narrow = { label: labelOf('HAN_CHE') }
  t.strictSame(cover(row('a', 'allow'), row('b', 'deny', { label: { level: 'HAN_CHE' } })), {
    policy: 'p',
    allowing: 1,
    refusing: 1,
    edge: true,
  })
  t.equal(cover(row('a', 'allow'), row('b', 'deny', { ...narrow, action: 'know' })).edge, false)
  t.match(cover(row('a', 'allow'), row('b', 'allow', narrow)), { refusing: 0, edge: false })
  const byAnother = row('a', 'allow', { expect: { decision: 'allow', policies: ['q'] } })
  t.match(cover(byAnother, row('b', 'deny', narrow)), { allowing: 0 }, 'allowed by another is not allowed by this one')
  const forbid = [{ ...permit[0], effect: 'forbid' }] as const
  t.match(coverageOf(forbid, [tableOf(byAnother, row('b', 'deny', narrow))])[0], { allowing: 1, refusing: 0 })
  t.match(coverageOf(permit, [])[0], { allowing: 0, refusing: 0, edge: false })
})

t.test('a row is wrong by its decision, by its reason or by who decided', async (t) => {
  const expecting = (expect: DecisionTable['rows'][number]['expect']) =>
    judgeTable(engine, tableOf({ vi: 'v', action: 'know', facts: { relations: [] }, expect }))[0]!
  t.match(expecting({ decision: 'deny', reason: 'purpose', policies: [] }), { passed: true, index: 0, policy: 'p' })
  for (const expect of [
    { decision: 'allow', policies: [] },
    { decision: 'deny', policies: [] },
    { decision: 'deny', reason: 'clearance', policies: [] },
    { decision: 'deny', reason: 'purpose', policies: ['know-related'] },
  ] as const)
    t.match(expecting(expect), { passed: false, got: { decision: 'deny', reason: 'purpose', policies: [] } })
})
