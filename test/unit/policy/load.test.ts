/** What must not be loaded is refused at start; what fails while it decides denies. */
import t from 'tap'
import { type Asker, createEngine, type Facts } from '../../../gateway/policy/engine.ts'
import { createPolicy, withheld } from '../../../gateway/policy/policy.ts'
import { callerOf, factsOf, frontOf, labelOf, shipped } from '../../support/policy.ts'

const annotated = (annotations: Readonly<Record<string, string>>, rule: string): string =>
  `${Object.entries({ id: 'p', legalBasis: 'Luật', vi: 'Câu.', ...annotations })
    .map(([name, value]) => `@${name}(${JSON.stringify(value)})`)
    .join('\n')}\n${rule}`
const without = (name: string, text: string): string => text.replace(new RegExp(`@${name}\\(.*\\)\n`), '')
const permitAll = 'permit (principal, action, resource);'
const forbidAll = 'forbid (principal, action, resource);'

let names = 0
const load = (...sources: string[]) => createEngine(`load-${++names}`, shipped.schema, sources)

const refused: readonly (readonly [says: string, sources: readonly string[], because: RegExp])[] = [
  ['no @id', [without('id', annotated({}, permitAll))], /needs @id, @legalBasis and @vi/],
  ['an empty @id', [annotated({ id: '' }, permitAll)], /needs @id/],
  ['no @legalBasis', [without('legalBasis', annotated({}, permitAll))], /policy p needs/],
  ['no @vi', [without('vi', annotated({}, permitAll))], /policy p needs/],
  ['a forbid without @reason', [annotated({}, forbidAll)], /policy p: a forbid needs @reason/],
  [
    'a @reason that callers do not know',
    [annotated({ reason: 'because' }, forbidAll)],
    /policy p: @reason\("because"\)/,
  ],
  ['a @reason from the prototype', [annotated({ reason: 'constructor' }, forbidAll)], /@reason\("constructor"\)/],
  ['one id twice in a file', [`${annotated({}, permitAll)}\n${annotated({}, permitAll)}`], /two policies are called p/],
  ['one id in two files', [annotated({}, permitAll), annotated({}, permitAll)], /two policies are called p/],
  ['no Cedar at all', ['cho phép tất cả'], /do not parse/],
  ['half a policy', [annotated({}, 'permit (principal, action')], /do not parse/],
  [
    'an attribute that callers do not have',
    [annotated({}, `${permitAll.slice(0, -1)} when { principal.rank > 3 };`)],
    /do not validate: p/,
  ],
  [
    'an unknown action',
    [annotated({}, 'permit (principal, action == Lienthong::Action::"write", resource);')],
    /do not validate/,
  ],
  [
    'a comparison of unlike types',
    [annotated({}, `${permitAll.slice(0, -1)} when { principal.clearance == "HAN_CHE" };`)],
    /do not validate/,
  ],
  [
    'a condition that is not about the label',
    [annotated({}, `${permitAll.slice(0, -1)} when { resource.name == "x" };`)],
    /do not validate/,
  ],
  ['a template', [annotated({}, 'permit (principal == ?principal, action, resource);')], /templates/],
]

for (const [says, sources, because] of refused)
  t.test(`refused: ${says}`, async (t) => t.throws(() => load(...sources), { message: because }))

t.test('refused: characters that nobody sees are shown', async (t) => {
  const hidden = annotated({}, `${permitAll.slice(0, -1)} when { principal.agency == "a\u202eb" };`)
  t.throws(() => load(hidden), { message: /\\u\{202e\}/ })
})

t.test('refused: a Cedar schema that is none', async (t) => {
  t.throws(() => createEngine('load-schema', 'entity ;', [annotated({}, permitAll)]), /validate|schema/)
})

t.test('no policy at all denies everything', async (t) => {
  t.strictSame(load().decide('know', callerOf(), labelOf('CONG_KHAI'), factsOf()), {
    allowed: false,
    policies: [],
    reason: 'purpose',
  })
})

// Validates strictly and overflows when evaluated.
const overflow = `when { principal.clearance + 9223372036854775807 > 0 }`

t.test('a policy that fails to evaluate denies, whatever the others say', async (t) => {
  const denied = (by: string) => ({ allowed: false, policies: [by], reason: 'decision-failed' })
  const asks = ['read', callerOf(), labelOf('CONG_KHAI'), factsOf()] as const
  const all = annotated({ id: 'all' }, permitAll)
  t.match(load(all).decide(...asks), { allowed: true, policies: ['all'] })
  const failingForbid = annotated({ id: 'f', reason: 'purpose' }, `${forbidAll.slice(0, -1)} ${overflow};`)
  t.strictSame(load(all, failingForbid).decide(...asks), denied('f'), 'a forbid')
  const failingPermit = annotated({ id: 'g' }, `${permitAll.slice(0, -1)} ${overflow};`)
  t.strictSame(load(all, failingPermit).decide(...asks), denied('g'), 'a permit')
  const { verdicts, reasons } = createPolicy({ schema: shipped.schema, sources: [all, failingForbid] }).mask(
    callerOf(),
    labelOf('CONG_KHAI'),
    factsOf(),
  )
  t.ok(verdicts.every((verdict) => verdict === withheld) && reasons.every((reason) => reason === 'decision-failed'))
})

t.test('a request that Cedar does not understand is denied', async (t) => {
  const engine = load(annotated({}, permitAll))
  const denied = { allowed: false, policies: [], reason: 'decision-failed' }
  const asks = (asker: object, facts: object = {}) =>
    engine.decide('read', callerOf(asker as Partial<Asker>), labelOf('CONG_KHAI'), factsOf(facts as Partial<Facts>))
  t.match(asks({}), { allowed: true })
  t.strictSame(asks({ legalBasis: undefined }), denied, 'what is missing')
  t.strictSame(asks({ purpose: 1 }), denied, 'what is of another type')
  t.strictSame(asks({ tags: [1] }), denied)
  t.strictSame(asks({}, { sealed: 'false' }), denied)
  t.strictSame(asks({}, { operation: undefined }), denied)
  t.strictSame(engine.decide('write' as 'read', callerOf(), labelOf('CONG_KHAI'), factsOf()), denied, 'unknown action')
})

t.test('a clearance that is not understood is none', async (t) => {
  const engine = createEngine(`load-${++names}`, shipped.schema, shipped.sources)
  for (const clearance of ['CHUA_XAC_DINH', 'TUYET MAT', '', 'constructor'])
    t.match(
      engine.decide('read', callerOf({ clearance: clearance as 'HAN_CHE' }), labelOf('CONG_KHAI'), factsOf()),
      { allowed: false, reason: 'clearance' },
      clearance,
    )
})

t.test('of several that forbid, all are named, and the caller is given the reason that tells least', async (t) => {
  const engine = createEngine(`load-${++names}`, shipped.schema, shipped.sources)
  const both = labelOf('HAN_CHE', 'NGUOI_TO_GIAC', 'NGUOI_CHUA_THANH_NIEN')
  t.strictSame(engine.decide('read', callerOf({ tags: [] }), both, factsOf()), {
    allowed: false,
    policies: ['minor-protected', 'reporter-identity'],
    reason: 'handling-tag',
  })
  const secretToo = { ...both, level: 'MAT' } as const
  const sealed = factsOf({ relations: ['supervising'], sealed: true })
  t.match(engine.decide('read', callerOf({ tags: [] }), secretToo, factsOf()), { reason: 'state-secret' })
  t.match(engine.decide('read', callerOf({ tags: [] }), secretToo, sealed), { reason: 'holder-only' })
  t.match(engine.decide('read', callerOf({ purposes: [] }), secretToo, sealed), { reason: 'purpose' })
  t.match(engine.decide('read', callerOf({ purposes: [], roles: ['audit'] }), secretToo, sealed), {
    reason: 'system-role',
  })
})

t.test('no reason tells of whom it stands what he is protected as', async (t) => {
  const engine = createEngine(`load-${++names}`, shipped.schema, shipped.sources)
  for (const relations of [['supervising'], ['adjudicating'], ['inspecting'], ['originator']] as const)
    for (const action of ['read', 'readMasked'] as const) {
      const given = ['NGUOI_TO_GIAC', 'NGUOI_CHUA_THANH_NIEN', 'BAO_VE_NHAN_CHUNG', 'CAN_BO_QUAN_LY'].map((tag) =>
        engine.decide(action, frontOf({ tags: [] }), labelOf('NOI_BO', tag), factsOf({ relations })),
      )
      t.strictSame(
        given.map((decision) => !decision.allowed && decision.reason),
        given.map(() => 'handling-tag'),
      )
    }
})

t.test('two versions loaded at once do not mix', async (t) => {
  const asks = ['read', callerOf(), labelOf('CONG_KHAI'), factsOf()] as const
  const open = load(annotated({ id: 'all' }, permitAll))
  const closed = load(annotated({ id: 'none', reason: 'concealed' }, forbidAll))
  t.match(
    [open.decide(...asks), closed.decide(...asks), open.decide(...asks)],
    [{ allowed: true }, { reason: 'concealed' }, { allowed: true }],
  )
})

t.test('the version changes with any text of it', async (t) => {
  const one = annotated({}, permitAll)
  const versions = [
    createPolicy(shipped),
    createPolicy({ ...shipped, sources: [...shipped.sources, annotated({ id: 'more' }, permitAll)] }),
    createPolicy({ ...shipped, schema: `${shipped.schema}\n// một dòng` }),
    createPolicy({ schema: shipped.schema, sources: [one] }),
    createPolicy({ schema: shipped.schema, sources: [`${one}\n`] }),
  ].map(({ version }) => version)
  t.equal(new Set(versions).size, versions.length)
  t.equal(createPolicy(shipped).version, versions[0], 'and with nothing else')
})
