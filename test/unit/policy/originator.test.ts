/** Who passed a matter on follows how far it has come, and gets nothing that tells who reported it, or that somebody is under age. */
import t from 'tap'
import { createPolicy, withheld } from '../../../gateway/policy/policy.ts'
import { fields } from '../../../schemas/generated/fields.ts'
import { factsOf, frontOf, labelOf, shipped } from '../../support/policy.ts'

const policy = createPolicy(shipped)
const { verdicts } = policy.mask(frontOf(), labelOf('NOI_BO'), factsOf({ relations: ['originator'] }))
const given = (type: 'Reporter' | 'Participant' | 'Person' | 'Organisation' | 'Report') =>
  fields[type].filter(({ label, id }) => !id && verdicts[label] !== withheld).map(({ name }) => name)

t.test('of a report: where it stands', async (t) => {
  t.ok(given('Report').includes('stage'))
  t.notOk(given('Report').includes('summary'))
})

t.test('of who reported it: that there is somebody', async (t) => {
  t.strictSame(given('Reporter').sort(), ['kind', 'pseudonym', 'reportedAt'])
})

t.test('of who takes part: the role and since when, and no name, number, age or place', async (t) => {
  t.strictSame(given('Participant').sort(), ['from', 'organisation', 'person', 'role', 'to'])
  t.strictSame([...given('Person'), ...given('Organisation')], [])
})
