/** Each shipped policy, just inside and just outside of what it speaks of. */
import t from 'tap'
import { type Action, createEngine, type Decision } from '../../../gateway/policy/engine.ts'
import { tags } from '../../../schemas/generated/fields.ts'
import {
  callerOf,
  factsOf,
  frontOf,
  inspectorOf,
  judgeOf,
  labelOf,
  prosecutorOf,
  shipped,
} from '../../support/policy.ts'

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
const judge = judgeOf()
const inspector = inspectorOf()
const front = frontOf()
const holder = factsOf()
const resolver = factsOf({ relations: ['resolver'] })
const supervising = factsOf({ relations: ['supervising'] })
const adjudicating = factsOf({ relations: ['adjudicating'] })
const originator = factsOf({ relations: ['originator'] })
const stranger = factsOf({ relations: [] })
const open = labelOf('CONG_KHAI')
const internal = labelOf('NOI_BO')
const restricted = labelOf('HAN_CHE')
const personal = labelOf('HAN_CHE', 'DLCN_CO_BAN')
const reporter = labelOf('HAN_CHE', 'NGUOI_TO_GIAC')
const minor = labelOf('HAN_CHE', 'NGUOI_CHUA_THANH_NIEN')

const know = by('know-related')
for (const facts of [holder, resolver, supervising, adjudicating, originator])
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
for (const facts of [adjudicating, originator, factsOf({ relations: ['resolver', 'originator', 'adjudicating'] })])
  conceal.refuses(
    `concealed from ${facts.relations}`,
    ['know', judge, internal, { ...facts, conceal: true }],
    'concealed',
    'conceal-marked',
  )
conceal.allows('never from its holder', ['know', police, internal, { ...holder, conceal: true }], 'know-related')

const purpose = by('purpose-own')
for (const action of ['know', 'read', 'readMasked'] as const satisfies Action[])
  purpose.refuses(
    `${action}: not for what is another agency's task`,
    [action, judgeOf({ purpose: 'GIAI_QUYET_NGUON_TIN' }), open, factsOf({ relations: ['holder', 'resolver'] })],
    'purpose',
    'purpose-own',
  )
purpose.refuses(
  'not for a purpose that is about no case',
  ['read', callerOf({ purpose: 'KIEM_TOAN_TRUY_CAP', purposes: [] }), open, holder],
  'purpose',
  'purpose-own',
)
purpose.refuses(
  'the Front supervises society, not prosecutors',
  ['read', frontOf({ purpose: 'KIEM_SAT_NGUON_TIN' }), open, supervising],
  'purpose',
  'purpose-own',
)
purpose.allows(
  'each of several that it has',
  ['read', callerOf({ purpose: 'B', purposes: ['A', 'B'], serves: ['holder'] }), open, holder],
  'read-own',
)

/** Whatever is tied to a relation is tied to a purpose that may serve it. */
for (const [policy, caller, facts] of [
  ['read-own', police, holder],
  ['read-resolver', police, resolver],
  ['read-supervising', prosecutor, supervising],
  ['read-adjudicating', judge, adjudicating],
  ['read-originator', inspector, originator],
] as const)
  by(policy).refuses(
    'not for a purpose that does not serve the relation',
    ['read', { ...caller, serves: caller.serves.filter((relation) => relation !== facts.relations[0]) }, open, facts],
    'purpose',
  )

const own = by('read-own')
own.allows('up to the clearance', ['read', police, restricted, holder], 'read-own')
own.refuses('not above it', ['read', clerk, restricted, holder], 'clearance')
for (const caller of [judge, inspector, front])
  own.allows(`${caller.agency}, for its own purpose`, ['read', caller, personal, holder], 'read-own')
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

const trial = by('read-adjudicating')
trial.allows('the court that took the file', ['read', judge, personal, adjudicating], 'read-adjudicating')
trial.allows(
  'with what it needs to know of a minor',
  ['read', judge, labelOf('HAN_CHE', 'NGUOI_CHUA_THANH_NIEN', 'DLCN_NHAY_CAM'), adjudicating],
  'read-adjudicating',
)
trial.refuses(
  'not above the clearance',
  ['read', judgeOf({ clearance: 'NOI_BO' }), restricted, adjudicating],
  'clearance',
)
trial.refuses("not for the resolver's purpose", ['read', police, open, adjudicating], 'purpose')
trial.refuses('no facet whose holder does not name it', ['read', judge, open, stranger], 'purpose')
trial.refuses('not by what it is to resolvers', ['read', judge, open, resolver], 'purpose')
trial.refuses(
  'not without the tag',
  ['read', judgeOf({ tags: [] }), labelOf('NOI_BO', 'DLCN_NHAY_CAM'), adjudicating],
  'handling-tag',
)

const follow = by('read-originator')
for (const caller of [inspector, front]) {
  follow.allows(`${caller.agency}: how far it has come`, ['read', caller, internal, originator], 'read-originator')
  follow.refuses(`${caller.agency}: nothing restricted`, ['read', caller, restricted, originator], 'purpose')
  follow.refuses(
    `${caller.agency}: nothing of a person, although cleared for it`,
    ['read', caller, labelOf('NOI_BO', 'DLCN_CO_BAN'), originator],
    'purpose',
  )
}
follow.refuses(
  'not above the clearance',
  ['read', frontOf({ clearance: 'CONG_KHAI' }), internal, originator],
  'clearance',
)
follow.refuses('not by having passed on another matter', ['read', front, open, stranger], 'purpose')
follow.refuses(
  'no opinion of the procuracy on an official',
  ['read', inspector, labelOf('NOI_BO', 'CAN_BO_QUAN_LY'), originator],
  'purpose',
)

const masked = by('masked-personal-data')
masked.allows('the clerk, in part', ['readMasked', clerk, personal, holder], 'masked-personal-data')
for (const [caller, facts] of [
  [clerk, resolver],
  [prosecutorOf({ clearance: 'NOI_BO' }), supervising],
  [judgeOf({ clearance: 'NOI_BO' }), adjudicating],
  [frontOf({ clearance: 'NOI_BO' }), holder],
] as const)
  masked.allows(
    `${caller.agency}, as ${facts.relations}`,
    ['readMasked', caller, personal, facts],
    'masked-personal-data',
  )
for (const [caller, facts] of [
  [prosecutor, resolver],
  [police, supervising],
  [prosecutor, adjudicating],
  [judge, supervising],
] as const)
  masked.refuses(
    `not for the purpose of ${caller.agency} as ${facts.relations}`,
    ['readMasked', caller, personal, facts],
    'purpose',
  )
masked.refuses(
  'not for a purpose that does not serve holders',
  ['readMasked', callerOf({ serves: ['resolver', 'originator'] }), personal, holder],
  'purpose',
)
masked.refuses('not to who passed the matter on', ['readMasked', front, personal, originator], 'purpose')
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
for (const [caller, relations] of [
  [judge, ['adjudicating']],
  [inspector, ['originator']],
  [front, ['originator']],
  [front, ['supervising', 'adjudicating', 'originator']],
] as const)
  for (const level of ['NOI_BO', 'HAN_CHE'] as const)
    identity.refuses(
      `not at ${level} to ${caller.agency} as ${relations}, even cleared for the tag`,
      ['read', { ...caller, tags }, labelOf(level, 'NGUOI_TO_GIAC'), factsOf({ relations })],
      'reporter-protected',
      'reporter-identity',
    )
identity.allows('to the Front, of its own petition', ['read', front, reporter, holder], 'read-own')
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
for (const [caller, facts] of [
  [judgeOf({ tags: ['DLCN_CO_BAN', 'DLCN_NHAY_CAM'] }), adjudicating],
  [front, originator],
  [inspector, holder],
] as const)
  child.refuses(
    `not to ${caller.agency} as ${facts.relations}, without it`,
    ['read', caller, labelOf('NOI_BO', 'NGUOI_CHUA_THANH_NIEN'), facts],
    'minor-protected',
    'minor-protected',
  )
child.refuses(
  'not to who passed the matter on, even with it',
  ['read', frontOf({ tags }), labelOf('NOI_BO', 'NGUOI_CHUA_THANH_NIEN'), originator],
  'purpose',
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
for (const [caller, facts] of [
  [judge, adjudicating],
  [front, originator],
] as const)
  undetermined.refuses(
    `not to ${caller.agency} as ${facts.relations}`,
    ['read', caller, labelOf('CHUA_XAC_DINH'), facts],
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
