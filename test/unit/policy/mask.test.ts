/** Masks are nothing but single decisions, kept; whoever asked before. */
import fc from 'fast-check'
import t from 'tap'
import type { Caller } from '../../../gateway/identity/caller.ts'
import { clearanceLevels } from '../../../gateway/identity/clearance.ts'
import { limits } from '../../../gateway/limits.ts'
import { createEngine, type Facts, type Relation } from '../../../gateway/policy/engine.ts'
import { isStateSecret, joinLabels, type LabelCore, levels } from '../../../gateway/policy/label.ts'
import { createPolicy, masked, released, withheld } from '../../../gateway/policy/policy.ts'
import { labels, tags } from '../../../schemas/generated/fields.ts'
import { callerOf, factsOf, labelOf, shipped } from '../../support/policy.ts'

const engine = createEngine('mask-test', shipped.schema, shipped.sources)
const policy = createPolicy(shipped)

const purposes = [
  'GIAI_QUYET_NGUON_TIN',
  'KIEM_SAT_NGUON_TIN',
  'XET_XU_VU_AN',
  'THEO_DOI_KIEN_NGHI',
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
  })
  .map(callerOf)
const label: fc.Arbitrary<LabelCore> = fc.record({
  level: fc.constantFrom(...levels),
  tags: fc.subarray([...tags], { maxLength: 3 }),
})
const facts: fc.Arbitrary<Facts> = fc.record({
  relations: fc.subarray<Relation>(['holder', 'resolver', 'supervising', 'adjudicating', 'originator']),
  conceal: fc.boolean(),
  approvedChannel: fc.boolean(),
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
    relations: { facts: factsOf({ relations: [] }) },
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

t.test('a cache that ran full starts afresh and changes no decision', async (t) => {
  const fresh = createPolicy(shipped)
  const ask = (n: number) =>
    fresh.mayKnow(
      callerOf({ legalBasis: `b-${n}` }),
      labelOf('NOI_BO'),
      factsOf({ relations: n % 2 ? ['resolver'] : [] }),
    ).allowed
  for (let n = 0; n <= limits.policy.masks_cached_max; n++) if (ask(n) !== (n % 2 === 1)) t.fail(`${n}`)
  t.strictSame([0, 1, 2, 3].map(ask), [false, true, false, true])
})
