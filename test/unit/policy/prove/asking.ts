/** Any request for a decision, whether or not anybody could make it. */
import fc from 'fast-check'
import { levels } from '../../../../gateway/policy/label.ts'
import { type Asking, actions, clearances, relations, roles } from '../../../../gateway/policy/prove/space.ts'
import { tags } from '../../../../schemas/generated/fields.ts'

export const agencies = ['cong-an', 'vien-kiem-sat', 'toa-an', 'thanh-tra', 'mttq', 'giam-sat-an-ninh', 'nobody-knows']
export const purposes = [
  'GIAI_QUYET_NGUON_TIN',
  'KIEM_SAT_NGUON_TIN',
  'GIAM_SAT_XA_HOI',
  'KIEM_TOAN_TRUY_CAP',
  'VIEC_KHAC',
]
export const legalBases = ['BLTTHS.147', 'BLTTHS.160', 'LUAT_KHAC.1']

/** Few more often than many: most of what policies permit has one relation and few tags. */
const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.oneof(fc.subarray([...values]), fc.subarray([...values], { maxLength: 1 }))

/** A purpose is most often one's own, and a relation served. */
const own = fc.tuple(fc.constantFrom(...purposes), some(purposes), fc.integer({ min: 0, max: 4 }))
const related = fc.tuple(some(relations), some(relations), fc.integer({ min: 0, max: 4 }))

export const askings: fc.Arbitrary<Asking> = fc
  .record({
    action: fc.constantFrom(...actions),
    agency: fc.constantFrom(...agencies),
    clearance: fc.constantFrom(...clearances),
    cleared: fc.oneof(fc.constant(tags), some(tags)),
    own,
    related,
    legalBasis: fc.constantFrom(...legalBases),
    roles: fc.oneof(fc.constant(['exchange'] as const), some(roles)),
    level: fc.constantFrom(...levels),
    tags: some(tags),
    conceal: fc.boolean(),
    sealed: fc.boolean(),
    approvedChannel: fc.boolean(),
    operation: fc.constantFrom('dossier:read' as const, 'dossier:list' as const),
  })
  .map(({ action, agency, clearance, cleared, own, related, legalBasis, roles, level, tags, ...facts }) => {
    const [purpose, others, strange] = own
    const [relations, further, unserved] = related
    return {
      action,
      asker: {
        ...{ agency, clearance, purpose, legalBasis, roles },
        tags: cleared,
        purposes: strange === 0 ? others : [...new Set([purpose, ...others])],
        serves: unserved === 0 ? further : [...new Set([...relations, ...further])],
      },
      label: { level, tags },
      facts: { relations, ...facts },
    }
  })
