/** Masks are nothing but single decisions, kept; whoever asked before. */
import fc from 'fast-check'
import t from 'tap'
import type { Caller } from '../../../gateway/identity/caller.ts'
import { clearanceLevels } from '../../../gateway/identity/clearance.ts'
import { createEngine, type Facts, type Relation } from '../../../gateway/policy/engine.ts'
import { isStateSecret, joinLabels, type LabelCore, levels } from '../../../gateway/policy/label.ts'
import { createPolicy, masked, released, withheld } from '../../../gateway/policy/policy.ts'
import { labels, tags } from '../../../schemas/generated/fields.ts'
import { callerOf, factsOf, labelOf, prosecutorOf, shipped } from '../../support/policy.ts'

const engine = createEngine('mask-test', shipped.schema, shipped.sources)
const policy = createPolicy(shipped)

const relations: Relation[] = ['holder', 'resolver', 'supervising', 'adjudicating', 'inspecting', 'originator']
const purposes = [
  'GIAI_QUYET_NGUON_TIN',
  'KIEM_SAT_NGUON_TIN',
  'XET_XU_VU_AN',
  'THEO_DOI_KIEN_NGHI',
  'TIEN_HANH_THANH_TRA',
  'GIAM_SAT_XA_HOI',
  'KIEM_TOAN_TRUY_CAP',
]
const caller: fc.Arbitrary<Caller> = fc
  .record({
    agency: fc.constantFrom('cong-an', 'vien-kiem-sat', 'toa-an', 'thanh-tra', 'mttq'),
    clearance: fc.constantFrom(...clearanceLevels),
    tags: fc.subarray([...tags]),
    purpose: fc.constantFrom(...purposes),
    purposes: fc.subarray(purposes, { minLength: 3 }),
    legalBasis: fc.constantFrom('BLTTHS.147', 'BLTTHS.160'),
    roles: fc.constantFrom<Caller['roles']>(['exchange'], ['exchange', 'operator'], ['audit']),
  })
  .map(callerOf)
const label: fc.Arbitrary<LabelCore> = fc.record({
  level: fc.constantFrom(...levels),
  tags: fc.subarray([...tags], { maxLength: 3 }),
})
const facts: fc.Arbitrary<Facts> = fc.record({
  relations: fc.subarray<Relation>(relations),
  conceal: fc.boolean(),
  sealed: fc.boolean(),
  approvedChannel: fc.boolean(),
  operation: fc.constantFrom('dossier:read', 'dossier:list'),
})

t.test('a mask says of each default label what deciding it alone says', async (t) => {
  fc.assert(
    fc.property(caller, label, facts, (caller, label, facts) => {
      const mask = policy.mask(caller, label, facts)
      const policies = new Set<string>()
      labels.forEach((byDefault, index) => {
        const effective = joinLabels(byDefault, label)
        const full = engine.decide('read', caller, effective, facts)
        const part = engine.decide('readMasked', caller, effective, facts)
        for (const id of full.policies) policies.add(id)
        if (!full.allowed) for (const id of part.policies) policies.add(id)
        t.equal(mask.verdicts[index], full.allowed ? released : part.allowed ? masked : withheld)
        t.equal(mask.reasons[index], full.allowed ? undefined : full.reason)
      })
      t.strictSame(mask.policies, [...policies].sort())
      t.strictSame(policy.mayKnow(caller, label, facts), engine.decide('know', caller, label, facts))
    }),
    { numRuns: 80 },
  )
})

t.test('undetermined is never released; a state secret not without a channel', async (t) => {
  fc.assert(
    fc.property(caller, label, facts, (caller, label, facts) => {
      if (label.level !== 'CHUA_XAC_DINH' && !(isStateSecret(label.level) && !facts.approvedChannel)) return
      const { verdicts } = policy.mask(caller, label, facts)
      t.ok(verdicts.every((verdict) => verdict === withheld))
    }),
    { numRuns: 120 },
  )
})

t.test('each fact that a decision rests on keeps its own place in the cache', async (t) => {
  const base = { caller: callerOf(), facts: factsOf({ relations: ['resolver'] }) }
  const record = labelOf('HAN_CHE', 'DLCN_CO_BAN')
  const others: Readonly<Record<string, Partial<{ caller: Caller; facts: Facts }>>> = {
    clearance: { caller: callerOf({ clearance: 'NOI_BO' }) },
    tags: { caller: callerOf({ tags: [] }) },
    purpose: { caller: callerOf({ purpose: 'KIEM_SAT_NGUON_TIN' }) },
    purposes: { caller: callerOf({ purposes: [] }) },
    serves: { caller: callerOf({ serves: ['holder'] }) },
    roles: { caller: callerOf({ roles: ['audit'] }) },
    relations: { facts: factsOf({ relations: [] }) },
    sealed: { facts: factsOf({ relations: ['resolver'], sealed: true }) },
  }
  for (const [what, change] of Object.entries(others)) {
    const fresh = createPolicy(shipped)
    const { caller, facts } = { ...base, ...change }
    t.ok(fresh.mask(base.caller, record, base.facts).verdicts.includes(released), `${what}: the first is given more`)
    t.notOk(fresh.mask(caller, record, facts).verdicts.includes(released), `${what}: the second gets its own`)
    const reversed = createPolicy(shipped)
    t.notOk(reversed.mask(caller, record, facts).verdicts.includes(released), `${what}: also when it comes first`)
    t.ok(reversed.mask(base.caller, record, base.facts).verdicts.includes(released))
  }
})

t.test('what may be known is kept apart in the same way', async (t) => {
  const known = (relations: Relation[], conceal: boolean) =>
    policy.mayKnow(callerOf(), labelOf('NOI_BO'), factsOf({ relations, conceal })).allowed
  t.strictSame(
    [
      known(['resolver'], false),
      known(['resolver'], true),
      known(['holder'], true),
      known([], false),
      known(['resolver'], false),
    ],
    [true, false, true, false, true],
  )
})

t.test('the order of tags and relations does not matter', async (t) => {
  const one = policy.mask(
    callerOf({ tags: ['DLCN_CO_BAN', 'NGUOI_TO_GIAC'] }),
    labelOf('HAN_CHE', 'DLCN_CO_BAN', 'NGUOI_TO_GIAC'),
    factsOf(),
  )
  const two = policy.mask(
    callerOf({ tags: ['NGUOI_TO_GIAC', 'DLCN_CO_BAN'] }),
    labelOf('HAN_CHE', 'NGUOI_TO_GIAC', 'DLCN_CO_BAN'),
    factsOf(),
  )
  t.strictSame(one, two)
})

const rule = (id: string, when: string): string =>
  `@id("${id}") @legalBasis("L") @vi("V") permit (principal, action, resource) when { ${when} };`

/** Each a permit by one input of a decision alone: what a mask was decided by tells all of them. */
const witnesses = {
  agency: 'principal.agency == "toa-an"',
  purpose: 'principal.purpose == "XET_XU_VU_AN"',
  purposes: 'principal.purposes.contains("XET_XU_VU_AN")',
  legalBasis: 'principal.legalBasis == "BLTTHS.160"',
  audit: 'principal.roles.contains("audit")',
  operator: 'principal.roles.contains("operator")',
  conceal: 'context.conceal',
  sealed: 'context.sealed',
  channel: 'context.approvedChannel',
  list: 'context.operation == "dossier:list"',
  ...Object.fromEntries(tags.map((tag) => [`asker-${tag}`, `principal.tags.contains("${tag}")`])),
  ...Object.fromEntries(tags.map((tag) => [`label-${tag}`, `resource.tags.contains("${tag}")`])),
  ...Object.fromEntries(relations.map((one) => [`is-${one}`, `context.relations.contains("${one}")`])),
  ...Object.fromEntries(relations.map((one) => [`serves-${one}`, `principal.serves.contains("${one}")`])),
  ...Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((rank) => [`level-${rank}`, `resource.level == ${rank}`])),
  ...Object.fromEntries([0, 1, 2, 3, 4, 5].map((rank) => [`clearance-${rank}`, `principal.clearance == ${rank}`])),
}
const witnessing = {
  schema: shipped.schema,
  sources: Object.entries(witnesses).map(([id, when]) => rule(id, when)),
}

t.test('no two that differ in anything ever share what was decided', async (t) => {
  const direct = createEngine('witnesses', witnessing.schema, witnessing.sources)
  const kept = createPolicy(witnessing)
  // One thing apart from a common middle: the likeliest to be taken for each other.
  const middle = { caller: callerOf(), label: labelOf('NOI_BO'), facts: factsOf() }
  const one = fc.oneof(
    caller.map((caller) => ({ ...middle, caller })),
    label.map((label) => ({ ...middle, label })),
    facts.map((facts) => ({ ...middle, facts })),
    fc.record({ caller, label, facts }),
  )
  fc.assert(
    fc.property(one, ({ caller, label, facts }) => {
      t.strictSame(kept.mayKnow(caller, label, facts), direct.decide('know', caller, label, facts))
    }),
    { numRuns: 800 },
  )
})

t.test('two clearances never share, nor two versions of the registry', async (t) => {
  const kept = createPolicy(witnessing)
  const of = (clearance: Caller['clearance']) =>
    kept.mask(callerOf({ clearance }), labelOf('NOI_BO'), factsOf()).policies.find((id) => id.startsWith('clearance'))
  for (const order of [clearanceLevels, clearanceLevels.toReversed()])
    t.strictSame(
      order.map(of),
      order.map((level) => `clearance-${clearanceLevels.indexOf(level)}`),
    )
  const under = (registryVersion: string) => kept.mask(callerOf({ registryVersion }), labelOf('NOI_BO'), factsOf())
  t.equal(under('r1'), under('r1'))
  t.not(under('r1'), under('r2'))
})

t.test('a tag or a relation that the schema does not know keeps its own place too', async (t) => {
  const kept = createPolicy(shipped)
  const known = (tag: string) => kept.mask(callerOf(), labelOf('NOI_BO', tag), factsOf()).verdicts.includes(released)
  t.strictSame(['DLCN_CO_BAN', 'MOI', 'DLCN_CO_BAN', 'MOI'].map(known), [true, false, true, false])
  const related = (relation: string) =>
    kept.mayKnow(callerOf(), labelOf('NOI_BO'), factsOf({ relations: [relation as Relation] })).allowed
  t.strictSame(['holder', 'moi', 'holder', 'moi'].map(related), [true, false, true, false])
})

t.test('what rests on a channel is decided again when the channel has expired', async (t) => {
  let now = 0
  const kept = createPolicy(shipped, () => now)
  const secret = labelOf('TOI_MAT')
  const addressed = (until: number) => factsOf({ relations: ['supervising'], approvedChannel: true, until })
  const prosecutor = prosecutorOf()
  const given = (until: number) => kept.mask(prosecutor, secret, addressed(until)).verdicts.includes(released)
  t.ok(given(1000))
  now = 999
  t.ok(given(1000))
  now = 1000
  t.notOk(given(1000), 'at its very end')
  t.notOk(given(500), 'facts that were gathered too early')
  const first = kept.mask(prosecutor, secret, addressed(2000))
  t.ok(first.verdicts.includes(released), 'renewed')
  now = 1999
  t.equal(kept.mask(prosecutor, secret, addressed(2000)), first)
  now = 2000
  t.not(kept.mask(prosecutor, secret, addressed(3000)), first, 'nothing is kept beyond its own time')
  t.match(kept.mask(prosecutor, secret, addressed(2000)).reasons, ['state-secret'])
})

t.test('a cache that overflows changes no decision', async (t) => {
  const sources = [rule('resolver', 'context.relations.contains("resolver")')]
  const fresh = createPolicy({ schema: shipped.schema, sources }, undefined, {
    masks_cached_max: 100,
    profiles_cached_max: 60,
  })
  const ask = (n: number) =>
    fresh.mayKnow(
      callerOf({ legalBasis: `b-${n}` }),
      labelOf('NOI_BO'),
      factsOf({ relations: n % 2 ? ['resolver'] : [] }),
    ).allowed
  for (let n = 0; n <= 400; n++) if (ask(n) !== (n % 2 === 1)) t.fail(`${n}`)
  t.strictSame([0, 1, 2, 3].map(ask), [false, true, false, true])
})
