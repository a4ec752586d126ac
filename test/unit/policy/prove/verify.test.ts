/** The shipped policies keep every invariant; each mistake is found by the invariant that speaks of it; what can't be proved is refused. */
import t from 'tap'
import { createEngine } from '../../../../gateway/policy/engine.ts'
import { registeredIn } from '../../../../gateway/policy/prove/registered.ts'
import { faultOf, type Report, verify } from '../../../../gateway/policy/prove/verify.ts'
import { witnessInWords } from '../../../../gateway/policy/prove/words.ts'
import { policyTexts } from '../../../../gateway/policy/texts.ts'
import { breaches, broken } from './breaches.ts'
import { changed, shippedFiles, textIn } from './folder.ts'

const verified = (files: typeof shippedFiles): Report => verify(files, registeredIn(files))

t.test('as shipped every invariant holds, and speaks of something', async (t) => {
  const report = verified(shippedFiles)
  t.equal(report.refused, undefined)
  t.strictSame(
    report.results.filter(({ holds, empty }) => !holds || empty).map(({ id }) => id),
    [],
  )
  t.strictSame(
    report.registry.filter(({ wrong, looked }) => wrong.length > 0 || looked === 0),
    [],
  )
  t.equal(faultOf(report), undefined)
  t.ok(report.results.filter(({ kind }) => kind !== 'pair').length >= 14)
  t.ok(report.requests > 10n ** 15n)
})

t.test('every invariant finds a mistake, so that none is there for show', async (t) => {
  const report = verified(shippedFiles)
  const found = new Set(breaches.map((breach) => breach.found))
  // What is about the registry alone is tried below, one mistake for each kind.
  const elsewhere = [
    ...['adjudicating-is-for-the-court', 'inspecting-is-for-the-inspectorate', 'security-supervision-nothing'],
    ...['no-officer-above-restricted', 'state-secret-never-in-part', 'minor-circle', 'procuracy-supervises'],
  ]
  t.strictSame(
    report.results.map(({ id }) => id).filter((id) => !found.has(id) && !elsewhere.includes(id)),
    [],
  )
})

for (const breach of breaches)
  t.test(`${breach.found}: ${breach.says}`, async (t) => {
    const files = broken(breach)
    const report = verified(files)
    t.equal(report.refused, undefined)
    t.ok(faultOf(report)?.vi.includes(breach.found))
    const check = report.registry.find(({ id }) => id === breach.found)
    if (check) return t.ok(check.wrong.length > 0)
    const result = report.results.find(({ id }) => id === breach.found)
    t.match(result, { holds: false })
    const { schema, sources } = policyTexts(files)
    const engine = createEngine(`breach-${breach.says}`, schema, sources)
    const witnesses = result?.example?.witnesses ?? []
    t.equal(witnesses.length, result?.kind === 'pair' ? 2 : 1)
    for (const { asking, decision } of witnesses)
      t.strictSame(
        engine.decide(asking.action, asking.asker, asking.label, asking.facts),
        decision,
        'Cedar says so too',
      )
    t.equal(witnesses[0]?.decision.allowed, result?.kind !== 'permit')
    if (witnesses[1]) t.equal(witnesses[1].decision.allowed, false)
  })

t.test('invariants that the shipped policies keep twice over still find what both fail to stop', async (t) => {
  const open = '@id("open") @legalBasis("x") @vi("x")\npermit (principal, action, resource);'
  const report = verified(changed(shippedFiles, { 'cedar/open.cedar': open }))
  const wrong = report.results.filter(({ holds }) => !holds).map(({ id }) => id)
  for (const id of [
    ...['adjudicating-is-for-the-court', 'inspecting-is-for-the-inspectorate', 'supervising-is-for-the-procuracy'],
    ...['stranger-nothing', 'clearance-ceiling', 'tags-ceiling', 'relation-served', 'originator-progress-only'],
  ])
    t.ok(wrong.includes(id), id)
  const only = [...shippedFiles.keys()].filter((path) => path.startsWith('cedar/'))
  const alone = changed(shippedFiles, {
    ...Object.fromEntries(only.map((path) => [path, undefined])),
    'cedar/open.cedar': open,
  })
  const all = verified(alone).results
  t.strictSame(
    all.filter(({ holds, kind }) => holds && kind === 'forbid').map(({ id }) => id),
    [],
    'with everything allowed, no forbidding invariant holds',
  )
})

t.test('a permitting invariant: the procuracy is shut out', async (t) => {
  const report = verified(changed(shippedFiles, { 'cedar/read-supervising.cedar': undefined }))
  const { holds, example } = report.results.find(({ id }) => id === 'procuracy-supervises')!
  t.notOk(holds)
  t.match(example, { registered: true, witnesses: [{ decision: { allowed: false, policies: [] } }] })
})

t.test('a counter-example says who, what, by which relation and which policy, in both languages', async (t) => {
  const report = verified(changed(shippedFiles, { 'cedar/protected-witness.cedar': undefined }))
  const { example } = report.results.find(({ id }) => id === 'protected-witness-circle')!
  const { vi, en } = witnessInWords(example!.witnesses[0]!)
  t.match(vi, /^cán bộ của toa-an, mức .*; mục đích XET_XU_VU_AN \(của cơ quan; phục vụ quan hệ: nắm giữ, xét xử/)
  t.match(vi, /quan hệ: xét xử; nhãn: .*Người được bảo vệ; ĐƯỢC đọc đầy đủ \(theo read-adjudicating\)$/)
  t.match(en, /^an officer of toa-an, cleared to .*; purpose XET_XU_VU_AN \(its own; serves: holder, adjudicating/)
  t.match(en, /relation: adjudicating; label: .*Protected witness; MAY read in full \(by read-adjudicating\)$/)
})

t.test('what can happen as registered is shown rather than what can not', async (t) => {
  const report = verified(changed(shippedFiles, { 'cedar/protected-witness.cedar': undefined }))
  const { example } = report.results.find(({ id }) => id === 'protected-witness-circle')!
  t.equal(example?.registered, true)
  t.match(example?.witnesses[0]?.asking, {
    asker: { agency: 'toa-an', purpose: 'XET_XU_VU_AN', roles: ['exchange'] },
    facts: { relations: ['adjudicating'] },
  })
})

t.test('an invariant that is about no request is a mistake of its own', async (t) => {
  const empty = `@id("empty") @legalBasis("x") @vi("x")
forbid (principal, action == Lienthong::Action::"know", resource) when { resource.level > 3 && resource.level < 3 };`
  const report = verified(changed(shippedFiles, { 'invariants/empty.cedar': empty }))
  t.match(
    report.results.find(({ id }) => id === 'empty'),
    { holds: false, empty: true, covers: 0n },
  )
})

t.test('policies that no decision rests on are named', async (t) => {
  const twin = textIn(shippedFiles, 'cedar/read-own.cedar').replace('"read-own"', '"read-twin"')
  const { idle } = verified(changed(shippedFiles, { 'cedar/read-twin.cedar': twin }))
  t.ok(idle.includes('read-own') && idle.includes('read-twin'))
  t.notOk(verified(shippedFiles).idle.includes('read-own'))
})

/** Constructs that Cedar takes and a proof here does not understand. */
const unproved: Readonly<Record<string, readonly [condition: string, why: RegExp]>> = {
  like: ['principal.agency like "cong-*"', /policy x can't be proved: uses like/],
  has: ['principal has agency && context.conceal', /uses has/],
  arithmetic: ['resource.level + 1 <= principal.clearance', /uses \+/],
  is: ['principal is Lienthong::Caller && context.conceal', /uses is/],
  'a set with no end': ['principal.purposes.isEmpty()', /uses isEmpty on purpose, which is not a closed list/],
  'two sets with no end': ['principal.purposes.containsAny(principal.purposes)', /uses containsAny on purpose/],
  'names of two kinds': ['principal.agency == principal.purpose', /compares agency with purpose/],
  'an unknown tag': ['resource.tags.contains("NGUOI_TO_GIAO")', /"NGUOI_TO_GIAO" is no tag/],
  'an unknown relation': ['context.relations.containsAny(["holer"])', /"holer" is no relation/],
  'an unknown role': ['principal.roles.contains("admin")', /"admin" is no role/],
  'an unknown operation': ['context.operation == "dossier:write"', /"dossier:write" is no operation/],
  'the stand-in for other names': ['principal.agency == "\\0agency"', /uses "\\u0000agency"/],
}
for (const [name, [condition, why]] of Object.entries(unproved))
  t.test(`${name} is refused by name, and nothing is concluded`, async (t) => {
    const x = `@id("x") @legalBasis("x") @vi("x") @reason("purpose")
forbid (principal, action == Lienthong::Action::"read", resource) when { ${condition} };`
    const report = verified(changed(shippedFiles, { 'cedar/x.cedar': x }))
    t.match(report.refused?.en, why)
    t.match(report.refused?.vi, /^không chứng minh được chính sách x: /)
    t.strictSame(report.results, [])
    t.equal(faultOf(report), report.refused)
  })

/** Files of invariants that are none. */
const refusedFiles: Readonly<Record<string, readonly [text: string | undefined, why: RegExp]>> = {
  'another id than the file has': [
    '@id("other") @legalBasis("x") @vi("x") forbid (principal, action, resource);',
    /must have @id\("x"\)/,
  ],
  'no legal basis': ['@id("x") @vi("x") forbid (principal, action, resource);', /needs @legalBasis and @vi/],
  'an unknown @within': [
    '@id("x") @legalBasis("x") @vi("x") @within("house") forbid (principal, action, resource);',
    /@within can only be "registry"/,
  ],
  'a misspelt annotation': [
    '@id("x") @legalBasis("x") @vi("x") @withn("registry") forbid (principal, action, resource);',
    /there is no @withn/,
  ],
  'no Cedar': ['forbid principal', /invariants do not validate|does not parse/],
  'an attribute that is not there': [
    '@id("x") @legalBasis("x") @vi("x") forbid (principal, action, resource) when { resource.colour == "red" };',
    /invariants do not validate/,
  ],
}
for (const [name, [text, why]] of Object.entries(refusedFiles))
  t.test(`an invariant with ${name} is refused`, async (t) => {
    t.throws(() => verified(changed(shippedFiles, { 'invariants/x.cedar': text })), why)
  })

t.test('a folder without invariants proves nothing', async (t) => {
  const none = [...shippedFiles.keys()].filter((path) => path.startsWith('invariants/'))
  t.throws(
    () => verified(changed(shippedFiles, Object.fromEntries(none.map((path) => [path, undefined])))),
    /invariants\/\*\.cedar must be there/,
  )
})
