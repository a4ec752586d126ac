/** Who passed a matter on follows how far it has come, and gets nothing that tells who reported it, or that somebody is under age. */
import t from 'tap'
import { createPolicy, withheld } from '../../../gateway/policy/policy.ts'
import { fields, type TypeName } from '../../../schemas/generated/fields.ts'
import { factsOf, frontOf, labelOf, shipped } from '../../support/policy.ts'

const policy = createPolicy(shipped)
const { verdicts } = policy.mask(frontOf(), labelOf('NOI_BO'), factsOf({ relations: ['originator'] }))
const given = (type: TypeName) =>
  fields[type].filter(({ label, id }) => !id && verdicts[label] !== withheld).map(({ name }) => name)

t.test('of a report: where it stands', async (t) => {
  t.ok(given('Report').includes('stage'))
  t.notOk(given('Report').includes('summary'))
})

t.test('of who reported it: that there is somebody', async (t) => {
  t.strictSame(given('Reporter').sort(), ['kind', 'pseudonym', 'reportedAt'])
})

t.test('of who takes part or is charged: nothing, not even how many', async (t) => {
  const lists = fields.Facet.filter(({ label }) => verdicts[label] !== withheld).map(({ name }) => name)
  for (const list of ['participants', 'charges', 'opaque', 'links']) t.notOk(lists.includes(list), list)
  t.strictSame(
    given('Participant').filter((name) => !['person', 'organisation'].includes(name)),
    [],
  )
  t.strictSame([...given('Person'), ...given('Organisation'), ...given('Charge'), ...given('Sentence')], [])
})
