/** What is proved is proved of Cedar: the functions that proofs are about decide every request as Cedar's own engine does. */
import { deepStrictEqual, equal } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { createEngine, type Engine } from '../../../../gateway/policy/engine.ts'
import {
  createGround,
  mentioned,
  mentionedInPolicies,
  policySetOn,
  readPolicies,
} from '../../../../gateway/policy/prove/proof.ts'
import { type Asking, relations, requestsIn, roles } from '../../../../gateway/policy/prove/space.ts'
import { tags } from '../../../../schemas/generated/fields.ts'
import { every } from '../../../support/every.ts'
import { shipped } from '../../../support/policy.ts'
import { agencies, askings, legalBases, purposes } from './asking.ts'

const decided = (engine: Engine, { action, asker, label, facts }: Asking): boolean =>
  engine.decide(action, asker, label, facts).allowed

t.test('the shipped policies: thousands of requests', async (t) => {
  const engine = createEngine('proof-agrees', shipped.schema, shipped.sources)
  const policies = readPolicies(shipped.sources)
  // Half of the names are told apart, and half are among the others.
  const names = mentioned(mentionedInPolicies(policies), {
    agency: agencies.slice(0, 3),
    purpose: purposes.slice(0, 3),
    legalBasis: [],
  })
  const ground = createGround(names)
  const { allowed } = policySetOn(ground, policies)
  let yes = 0
  fc.assert(
    fc.property(askings, (asking) => {
      const held = ground.space.assignmentOf(asking)
      const proved = ground.diagrams.valueAt(allowed, (variable) => held.has(variable))
      if (proved) yes++
      return proved === decided(engine, asking)
    }),
    { numRuns: Math.ceil(6000 / every) },
  )
  t.ok(yes > 300 / every, `${yes} of them are allowed`)
})

t.test('requests and assignments are each other, and none is counted twice', async (t) => {
  const { space, diagrams } = createGround({ agency: agencies, purpose: purposes, legalBasis: legalBases })
  fc.assert(
    fc.property(askings, (asking) => {
      const held = space.assignmentOf(asking)
      equal(
        diagrams.valueAt(space.domain, (variable) => held.has(variable)),
        true,
      )
      const back = space.request(held)
      deepStrictEqual(space.assignmentOf(back), held)
      deepStrictEqual(
        { ...back, asker: { ...back.asker, purposes: inOrder(purposes, asking.asker.purposes) } },
        sorted(asking),
      )
    }),
    { numRuns: 300 },
  )
  const sizes = [3, 8, 6, 4, 2, 6, 7, 2 ** 6, 2 ** 4, 2 ** 6, 2 ** 6, 2 ** 6, 2 ** 6, 2 ** 3].map(BigInt)
  t.equal(
    requestsIn(diagrams, space),
    sizes.reduce((product, size) => product * size, 1n),
  )
})

const inOrder = <T>(all: readonly T[], some: readonly T[]): T[] => all.filter((one) => some.includes(one))
const sorted = ({ asker, label, facts, ...rest }: Asking): Asking => ({
  ...rest,
  asker: {
    ...asker,
    tags: inOrder(tags, asker.tags),
    purposes: inOrder(purposes, asker.purposes),
    serves: inOrder(relations, asker.serves as never),
    roles: inOrder(roles, asker.roles),
  },
  label: { ...label, tags: inOrder(tags, label.tags as never) },
  facts: { ...facts, relations: inOrder(relations, facts.relations) },
})

/** Conditions of Cedar in which every construct that a proof understands occurs in every place where it may. */
const { condition } = fc.letrec<Record<'condition' | 'level' | 'tagSet' | 'relationSet' | 'purpose', string>>((tie) => {
  const quoted = (values: readonly string[]) => fc.constantFrom(...values).map((value) => JSON.stringify(value))
  const listed = (values: readonly string[]) =>
    fc.subarray([...values], { minLength: 1, maxLength: 3 }).map((some) => JSON.stringify(some))
  const chosen = (of: 'level' | 'tagSet' | 'relationSet' | 'purpose') =>
    fc.tuple(tie('condition'), tie(of), tie(of)).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`)
  const sets = fc.oneof(fc.tuple(tie('tagSet'), tie('tagSet')), fc.tuple(tie('relationSet'), tie('relationSet')))
  const actionOf = fc.constantFrom('know', 'read', 'readMasked').map((id) => `Lienthong::Action::"${id}"`)
  return {
    level: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('resource.level', 'principal.clearance', '0', '1', '2', '3', '6', '-1') },
      { weight: 1, arbitrary: chosen('level') },
    ),
    tagSet: fc.oneof(
      { weight: 4, arbitrary: fc.oneof(fc.constantFrom('resource.tags', 'principal.tags'), listed(tags)) },
      { weight: 1, arbitrary: chosen('tagSet') },
    ),
    relationSet: fc.oneof(
      { weight: 4, arbitrary: fc.oneof(fc.constantFrom('context.relations', 'principal.serves'), listed(relations)) },
      { weight: 1, arbitrary: chosen('relationSet') },
    ),
    purpose: fc.oneof(
      { weight: 4, arbitrary: fc.oneof(fc.constant('principal.purpose'), quoted(purposes)) },
      { weight: 1, arbitrary: chosen('purpose') },
    ),
    condition: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('context.conceal', 'context.sealed', 'context.approvedChannel', 'true'),
      fc.oneof(
        fc.tuple(fc.constantFrom('==', '!='), quoted(agencies)).map(([op, name]) => `principal.agency ${op} ${name}`),
        quoted(legalBases).map((name) => `principal.legalBasis == ${name}`),
        fc.constantFrom('dossier:read', 'dossier:list').map((name) => `context.operation == "${name}"`),
        fc.tuple(fc.constantFrom('==', '!='), actionOf).map(([op, one]) => `action ${op} ${one}`),
        fc.tuple(actionOf, actionOf).map(([a, b]) => `action in [${a}, ${b}]`),
        quoted(roles).map((role) => `principal.roles.contains(${role})`),
      ),
      fc
        .tuple(tie('level'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('level'))
        .map((of) => `(${of.join(' ')})`),
      fc.tuple(sets, fc.constantFrom('containsAll', 'containsAny')).map(([[a, b], op]) => `${a}.${op}(${b})`),
      fc.tuple(sets, fc.constantFrom('==', '!=')).map(([[a, b], op]) => `(${a} ${op} ${b})`),
      fc.oneof(
        fc.tuple(tie('tagSet'), quoted(tags)).map(([set, one]) => `${set}.contains(${one})`),
        fc.tuple(tie('relationSet'), quoted(relations)).map(([set, one]) => `${set}.contains(${one})`),
        fc.oneof(tie('tagSet'), tie('relationSet')).map((set) => `${set}.isEmpty()`),
      ),
      tie('purpose').map((one) => `principal.purposes.contains(${one})`),
      fc.tuple(tie('purpose'), listed(purposes)).map(([one, set]) => `${set}.contains(${one})`),
      listed(purposes).map((set) => `principal.purposes.containsAll(${set})`),
      listed(purposes).map((set) => `principal.purposes.containsAny(${set})`),
      fc.tuple(tie('purpose'), tie('purpose')).map(([a, b]) => `(${a} == ${b})`),
      fc.tuple(tie('condition'), fc.constantFrom('&&', '||', '=='), tie('condition')).map((of) => `(${of.join(' ')})`),
      tie('condition').map((one) => `!(${one})`),
      fc
        .tuple(tie('condition'), tie('condition'), tie('condition'))
        .map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
    ),
  }
})

const heads = [
  'action',
  'action == Lienthong::Action::"read"',
  'action in [Lienthong::Action::"know", Lienthong::Action::"read"]',
]
const anyPolicies = fc
  .array(
    fc.record({
      effect: fc.constantFrom('permit', 'permit', 'forbid'),
      head: fc.constantFrom(...heads),
      when: fc.array(condition, { minLength: 1, maxLength: 2 }),
      unless: fc.array(condition, { maxLength: 1 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((some) =>
    some.map(({ effect, head, when, unless }, index) =>
      [
        `@id("p${index}") @legalBasis("x") @vi("x") @reason("purpose")`,
        `${effect} (principal, ${head}, resource)`,
        ...when.map((one) => `when { ${one} }`),
        ...unless.map((one) => `unless { ${one} }`),
      ]
        .join('\n')
        .concat(';'),
    ),
  )

t.test('any policies: in every construct, Cedar and the proof mean the same', async (t) => {
  let names = 0
  let compared = 0
  let allowed = 0
  fc.assert(
    fc.property(anyPolicies, fc.array(askings, { minLength: 40, maxLength: 40 }), (sources, some) => {
      let engine: Engine
      try {
        engine = createEngine(`proof-any-${++names}`, shipped.schema, sources)
      } catch {
        return // Cedar sees that it can never apply.
      }
      const read = readPolicies(sources)
      const ground = createGround(mentionedInPolicies(read))
      const set = policySetOn(ground, read)
      for (const asking of some) {
        const held = ground.space.assignmentOf(asking)
        const proved = ground.diagrams.valueAt(set.allowed, (variable) => held.has(variable))
        if (proved !== decided(engine, asking)) throw new Error(`${sources.join('\n')}\n${JSON.stringify(asking)}`)
        compared++
        if (proved) allowed++
      }
    }),
    { numRuns: 250 },
  )
  t.ok(compared > 4000, `${compared} compared`)
  t.ok(allowed > compared / 20 && allowed < compared, `${allowed} of them are allowed`)
})
