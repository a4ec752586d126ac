/** What refers to a protected person carries what protects the person. */
import t from 'tap'
import type { LabelCore } from '../../../gateway/policy/label.ts'
import { carried } from '../../../gateway/release/carried.ts'
import { fields, type TypeName } from '../../../schemas/generated/fields.ts'
import { labelOf } from '../../support/policy.ts'

const facet = {
  participants: [{ id: 'n1' }, { id: 'n2' }],
  charges: [{ id: 'c1', accused: 'n2' }, { id: 'c2', accused: 'n1' }, { id: 'c3' }],
  judgments: [
    { id: 'b1', sentences: [{ convicted: 'n1' }, { convicted: 'n2' }] },
    { id: 'b2', sentences: [] },
  ],
}
const witness = labelOf('HAN_CHE', 'BAO_VE_NHAN_CHUNG')
const raised = (labels: Readonly<Record<string, LabelCore>>) =>
  Object.fromEntries(carried(facet, new Map(Object.entries(labels))))

t.test('charges and sentences of the person, and no others', async (t) => {
  t.strictSame(raised({ '/participants/1': witness }), {
    '/participants/1': witness,
    '/charges/0': witness,
    '/judgments/0/sentences/1': witness,
  })
})

t.test(
  'a tag that protects a person is the person’s, wherever of the person it stands; a level is its place’s',
  async (t) => {
    const own = labelOf('CONG_KHAI', 'BAO_VE_NHAN_CHUNG')
    t.strictSame(
      raised({ '/participants/1/person/fullName': labelOf('HAN_CHE', 'BAO_VE_NHAN_CHUNG', 'DLCN_CO_BAN') }),
      {
        '/participants/1': own,
        '/charges/0': own,
        '/judgments/0/sentences/1': own,
      },
    )
    t.strictSame(raised({ '/participants/1/note': labelOf('HAN_CHE', 'DLCN_CO_BAN') }), {})
  },
)

t.test('a label of the whole list is everybody’s', async (t) => {
  t.strictSame(Object.keys(raised({ '/participants': witness })).sort(), [
    '/charges/0',
    '/charges/1',
    '/judgments/0/sentences/0',
    '/judgments/0/sentences/1',
    '/participants/0',
    '/participants/1',
  ])
})

t.test('what is marked elsewhere is carried nowhere', async (t) => {
  t.strictSame(raised({ '/charges/0': witness, '/judgments/0': witness, '/report/summary': witness }), {})
})

t.test('an id that refers to nobody, or to somebody of another list, carries nothing', async (t) => {
  const strays = { participants: [{ id: 'n1' }], charges: [{ id: 'c', accused: 'n9', decision: 'n1' }] }
  t.strictSame([...carried(strays, new Map([['/participants/0', witness]])).keys()], ['/participants/0'])
})

t.test('every reference to people that the schema has is followed', async (t) => {
  const ways = (type: TypeName): string[] =>
    fields[type].flatMap((field) =>
      field.ref === 'participants'
        ? [field.name]
        : 'of' in field
          ? ways(field.of).map((way) => `${field.name}.${way}`)
          : [],
    )
  const all = ways('Facet')
  t.ok(all.length >= 2)
  for (const way of all) {
    const names = way.split('.')
    const type = (at: readonly string[]) =>
      at.reduce<{ of: TypeName; list: boolean }>(
        ({ of }, name) => {
          const field = fields[of].find((one) => one.name === name)!
          return { of: 'of' in field ? field.of : of, list: field.type.startsWith('list') }
        },
        { of: 'Facet', list: false },
      )
    const nested = names.reduceRight<unknown>((value, name, depth) => {
      const own = type(names.slice(0, depth + 1)).list ? [value] : value
      return { ...(depth > 0 && { id: `x${depth}` }), [name]: own }
    }, 'n1')
    const labels = carried(
      { participants: [{ id: 'n1' }], ...(nested as object) },
      new Map([['/participants/0', witness]]),
    )
    t.equal(labels.size, 2, way)
  }
})
