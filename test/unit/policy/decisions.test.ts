/** Each shipped policy, just inside and just outside of what it speaks of. */
import t from 'tap'
import { type Action, createEngine, type Decision } from '../../../gateway/policy/engine.ts'
import { callerOf, factsOf, labelOf, prosecutorOf, shipped } from '../../support/policy.ts'

const engine = createEngine('decisions', shipped.schema, shipped.sources)

type Arguments = readonly [...Parameters<typeof engine.decide>]
interface Row {
  readonly policy: string
  readonly says: string
  readonly asks: Arguments
  readonly decision: Decision
}

const rows: Row[] = []
const by = (policy: string) => ({
  allows: (says: string, asks: Arguments, ...policies: string[]) =>
    rows.push({ policy, says, asks, decision: { allowed: true, policies } }),
  refuses: (says: string, asks: Arguments, reason: string, ...policies: string[]) =>
    rows.push({ policy, says, asks, decision: { allowed: false, policies, reason } as Decision }),
})

const police = callerOf()
const clerk = callerOf({ officer: 'cb-002', clearance: 'NOI_BO' })
const prosecutor = prosecutorOf()
const holder = factsOf()
const resolver = factsOf({ relations: ['resolver'] })
const supervising = factsOf({ relations: ['supervising'] })
const stranger = factsOf({ relations: [] })
const open = labelOf('CONG_KHAI')
const internal = labelOf('NOI_BO')
const restricted = labelOf('HAN_CHE')
const personal = labelOf('HAN_CHE', 'DLCN_CO_BAN')
const reporter = labelOf('HAN_CHE', 'NGUOI_TO_GIAC')
const minor = labelOf('HAN_CHE', 'NGUOI_CHUA_THANH_NIEN')

const know = by('know-related')
for (const facts of [holder, resolver, supervising])
  know.allows(`${facts.relations} knows`, ['know', prosecutor, internal, facts], 'know-related')
know.refuses('without a relation nothing is known', ['know', police, open, stranger], 'purpose')
know.allows(
  'that an undetermined record exists may be known',
  ['know', police, labelOf('CHUA_XAC_DINH'), holder],
  'know-related',
)

const conceal = by('conceal-marked')
conceal.refuses(
  'concealed from who supervises',
  ['know', prosecutor, internal, { ...supervising, conceal: true }],
  'concealed',
  'conceal-marked',
)
conceal.refuses(
  'concealed from who resolves',
  ['know', police, internal, { ...resolver, conceal: true }],
  'concealed',
  'conceal-marked',
)
conceal.allows('never from its holder', ['know', police, internal, { ...holder, conceal: true }], 'know-related')

const own = by('read-own')
own.allows('up to the clearance', ['read', police, restricted, holder], 'read-own')
own.refuses('not above it', ['read', clerk, restricted, holder], 'clearance')
own.refuses('not for another purpose', ['read', callerOf({ purpose: 'KIEM_TOAN_TRUY_CAP' }), open, holder], 'purpose')
own.refuses(
  'not with a tag that the caller lacks',
  ['read', callerOf({ tags: [] }), labelOf('NOI_BO', 'CAN_BO_QUAN_LY'), holder],
  'handling-tag',
)
own.allows(
  'the procuracy for its own purpose',
  ['read', prosecutor, labelOf('NOI_BO', 'CAN_BO_QUAN_LY'), holder],
  'read-own',
)

const resolving = by('read-resolver')
resolving.allows('the resolver', ['read', police, personal, resolver], 'read-resolver')
resolving.refuses("not for the supervisor's purpose", ['read', prosecutor, open, resolver], 'purpose')
resolving.refuses('not above the clearance', ['read', clerk, restricted, resolver], 'clearance')

const supervision = by('read-supervising')
supervision.allows('the supervising procuracy', ['read', prosecutor, personal, supervising], 'read-supervising')
supervision.refuses("not for the resolver's purpose", ['read', police, open, supervising], 'purpose')
supervision.refuses(
  'not without the tag',
  ['read', prosecutor, labelOf('NOI_BO', 'DLCN_NHAY_CAM'), supervising],
  'handling-tag',
)
supervision.refuses('not without a relation', ['read', prosecutor, open, stranger], 'purpose')

const masked = by('masked-personal-data')
masked.allows('the clerk, in part', ['readMasked', clerk, personal, holder], 'masked-personal-data')
masked.refuses(
  'not without any clearance',
  ['readMasked', callerOf({ clearance: 'CONG_KHAI' }), personal, holder],
  'clearance',
)
masked.refuses(
  'not sensitive personal data',
  ['readMasked', clerk, labelOf('HAN_CHE', 'DLCN_CO_BAN', 'DLCN_NHAY_CAM'), holder],
  'clearance',
)
masked.refuses('not what is no personal data', ['readMasked', clerk, restricted, holder], 'clearance')
masked.refuses('not without a relation', ['readMasked', clerk, personal, stranger], 'clearance')

const identity = by('reporter-identity')
identity.refuses(
  'not to who supervises',
  ['read', prosecutor, reporter, supervising],
  'reporter-protected',
  'reporter-identity',
)
identity.refuses(
  'not to who supervises, even cleared for the tag',
  ['read', prosecutorOf({ tags: ['NGUOI_TO_GIAC'] }), reporter, supervising],
  'reporter-protected',
  'reporter-identity',
)
identity.refuses(
  'not to a holder without the tag',
  ['read', prosecutor, reporter, holder],
  'reporter-protected',
  'reporter-identity',
)
identity.refuses(
  'not in part either',
  ['readMasked', prosecutor, labelOf('NOI_BO', 'NGUOI_TO_GIAC', 'DLCN_CO_BAN'), holder],
  'reporter-protected',
  'reporter-identity',
)
identity.allows('to a holder with the tag', ['read', police, reporter, holder], 'read-own')
identity.allows('to a resolver with the tag', ['read', police, reporter, resolver], 'read-resolver')

const child = by('minor-protected')
child.refuses(
  'not without the tag',
  ['read', callerOf({ tags: [] }), minor, holder],
  'minor-protected',
  'minor-protected',
)
child.refuses(
  'not in part either',
  ['readMasked', callerOf({ tags: [] }), labelOf('NOI_BO', 'NGUOI_CHUA_THANH_NIEN'), holder],
  'minor-protected',
  'minor-protected',
)
child.allows('with the tag', ['read', prosecutor, minor, supervising], 'read-supervising')

const secret = by('state-secret-channel')
for (const level of ['MAT', 'TOI_MAT', 'TUYET_MAT'] as const) {
  const cleared = callerOf({ clearance: 'TUYET_MAT' })
  secret.refuses(
    `${level} without a channel`,
    ['read', cleared, labelOf(level), holder],
    'state-secret',
    'state-secret-channel',
  )
  secret.refuses(
    `${level} in part`,
    ['readMasked', cleared, labelOf(level), holder],
    'state-secret',
    'state-secret-channel',
  )
  secret.allows(`${level} on one`, ['read', cleared, labelOf(level), { ...holder, approvedChannel: true }], 'read-own')
}

const undetermined = by('undetermined-never')
for (const action of ['read', 'readMasked'] as const satisfies Action[])
  for (const approvedChannel of [false, true])
    undetermined.refuses(
      `${action} with${approvedChannel ? '' : 'out'} a channel, and it is not called a secret`,
      [action, callerOf({ clearance: 'TUYET_MAT' }), labelOf('CHUA_XAC_DINH'), { ...holder, approvedChannel }],
      'undetermined',
      'undetermined-never',
    )
undetermined.allows(
  'once determined',
  ['read', callerOf({ clearance: 'TUYET_MAT' }), labelOf('TUYET_MAT'), { ...holder, approvedChannel: true }],
  'read-own',
)

for (const { policy, says, asks, decision } of rows)
  t.test(`${policy}: ${says}`, async (t) => t.strictSame(engine.decide(...asks), decision))

t.test('every shipped policy is tried on both sides', async (t) => {
  for (const { id } of engine.policies) {
    const tried = rows.filter(({ policy }) => policy === id)
    t.strictSame(new Set(tried.map(({ decision }) => decision.allowed)), new Set([true, false]), id)
    t.ok(
      tried.some(({ decision }) => decision.policies.includes(id)),
      `${id} decides at least once`,
    )
  }
})

t.test('of several that forbid, all are named, and the caller gets one reason', async (t) => {
  const both = labelOf('HAN_CHE', 'NGUOI_TO_GIAC', 'NGUOI_CHUA_THANH_NIEN')
  t.strictSame(engine.decide('read', callerOf({ tags: [] }), both, holder), {
    allowed: false,
    policies: ['minor-protected', 'reporter-identity'],
    reason: 'minor-protected',
  })
})
