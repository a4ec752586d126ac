/** What one record gives under a mask, case by case. */
import t from 'tap'
import type { Row } from '../../../gateway/release/mask.ts'
import type { Selection } from '../../../gateway/release/selection.ts'
import { labelOf } from '../../support/policy.ts'
import { all, clerkRule, marksOf, masksBy, projected, type Rule, type Spec, select } from './masking.ts'

const facet: Row = {
  id: 'e-facet',
  agency: 'cong-an',
  identifiers: [{ system: 's', type: 'SO_TIEP_NHAN', value: '12/TN' }],
  report: { summary: 'Tóm tắt', occurredAt: '2026-01-20', complicated: false, kind: { code: 'TO_GIAC' } },
  reporters: [{ id: 'e-r', pseudonym: 'NB-A', kind: 'CA_NHAN', fullName: 'Lý Thị Ửng' }],
  participants: [
    {
      id: 'e-1',
      note: 'Ghi chú',
      person: { fullName: 'Nguyễn Văn Đức', birth: '1990-02-03', phone: '0901234567', sex: 'NAM' },
    },
    { id: 'e-2', minor: true, person: { fullName: 'Trần Ngọc Ánh', birth: '2011-05-06' } },
  ],
  assignments: [{ id: 'e-a', officer: 'Điều tra viên Võ Hữu Phước' }],
  decisions: [{ id: 'e-d', legalBasis: ['Điều 143', 'Điều 153'] }],
}

const written = (value: Row, selection: Selection, rule: Rule, marks = marksOf()) => {
  const { text, outcome } = projected(value, selection, marks, masksBy(rule))
  return { row: JSON.parse(text), outcome }
}
const given = (spec: Spec, rule: Rule, marks = marksOf()) => written(facet, select('Facet', spec), rule, marks)

t.test('released values come under the names of the answer, and are named by generalised paths', async (t) => {
  const { row, outcome } = given(
    {
      id: true,
      agency: true,
      report: { 's:summary': true },
      participants: { person: { fullName: true } },
      decisions: { legalBasis: true },
    },
    all,
  )
  t.strictSame(row, {
    id: 'e-facet',
    agency: 'cong-an',
    report: { s: 'Tóm tắt' },
    participants: [{ person: { fullName: 'Nguyễn Văn Đức' } }, { person: { fullName: 'Trần Ngọc Ánh' } }],
    decisions: [{ legalBasis: ['Điều 143', 'Điều 153'] }],
  })
  t.strictSame(outcome.released, ['/decisions/*/legalBasis', '/participants/*/person/fullName', '/report/summary'])
  t.strictSame([outcome.withheld, outcome.masked, outcome.absent], [[], [], []])
})

t.test('the label of a field holds for that field of that entity alone', async (t) => {
  const { row, outcome } = given(
    { participants: { id: true, minor: true, person: { fullName: true } } },
    ({ level }) => (level === 'MAT' ? 'withheld' : 'released'),
    marksOf('CONG_KHAI', { '/participants/1/person/fullName': labelOf('MAT') }),
  )
  t.strictSame(row, {
    participants: [
      { id: 'e-1', person: { fullName: 'Nguyễn Văn Đức' } },
      { id: 'e-2', minor: true, person: {} },
    ],
  })
  t.match(outcome.withheld, [{ path: '/participants/1/person/fullName' }])
})

t.test('the label of an entity holds for all of it but its id; its siblings go free', async (t) => {
  const { row, outcome } = given(
    { participants: { id: true, note: true, role: true, person: { fullName: true } } },
    ({ tags }) =>
      tags.includes('NGUOI_CHUA_THANH_NIEN') ? { verdict: 'withheld', reason: 'handling-tag' } : 'released',
    marksOf('CONG_KHAI', { '/participants/1': labelOf('HAN_CHE', 'NGUOI_CHUA_THANH_NIEN') }),
  )
  t.strictSame(row, {
    participants: [{ id: 'e-1', note: 'Ghi chú', person: { fullName: 'Nguyễn Văn Đức' } }, { id: 'e-2' }],
  })
  t.strictSame(
    outcome.withheld.map(({ path, reason }) => `${path} ${reason}`),
    ['note', 'role', 'person'].map((name) => `/participants/1/${name} handling-tag`),
  )
  t.strictSame(outcome.policies, ['p:CONG_KHAI:', 'p:HAN_CHE:NGUOI_CHUA_THANH_NIEN'])
})

t.test('the label of a list holds for every element', async (t) => {
  const { row, outcome } = given(
    { participants: { minor: true, person: { fullName: true } } },
    ({ level }) => (level === 'MAT' ? 'withheld' : 'released'),
    marksOf('CONG_KHAI', { '/participants': labelOf('MAT') }),
  )
  t.strictSame(row, {})
  t.match(outcome.withheld, [{ field: '/participants', path: '/participants' }])
})

t.test('the record label holds for everything but what identifies the record', async (t) => {
  const spec = { agency: true, report: { complicated: true } } as const
  t.strictSame(given(spec, clerkRule, marksOf('NOI_BO')).row, { agency: 'cong-an', report: { complicated: false } })
  const { row, outcome } = given(spec, clerkRule, marksOf('HAN_CHE'))
  t.strictSame(row, { agency: 'cong-an' })
  t.match(outcome.withheld, [{ path: '/report', reason: 'clearance' }])
  t.equal(outcome.withheld.length, 1)
})

t.test('below a withheld container nothing is given and nothing more is said', async (t) => {
  const { row, outcome } = given(
    { report: { summary: true, kind: { code: true } } },
    clerkRule,
    marksOf('CONG_KHAI', { '/report': labelOf('HAN_CHE') }),
  )
  t.strictSame(row, {})
  t.equal(outcome.withheld.length, 1)
})

t.test('no field is given more freely than what it stands in', async (t) => {
  const spec = {
    participants: { person: { fullName: true, sex: true, address: { commune: { code: true } } } },
  } as const
  const marks = marksOf('CONG_KHAI', { '/participants/0/person': labelOf('NOI_BO', 'BAO_VE_NHAN_CHUNG') })
  // A rule that, against the lattice, gives what stands below more freely.
  const odd: Rule = ({ level, tags }) =>
    level === 'NOI_BO' && tags.includes('BAO_VE_NHAN_CHUNG') ? 'masked' : 'released'
  const { row, outcome } = given(spec, odd, marks)
  t.strictSame(row, { participants: [{ person: { fullName: 'N. V. Đ.' } }, { person: { fullName: 'Trần Ngọc Ánh' } }] })
  t.strictSame(
    outcome.masked.map(({ path }) => path),
    ['/participants/0/person/fullName'],
  )
  t.match(outcome.withheld, [{ path: '/participants/0/person/sex' }])
})

t.test('masked: each field by its own rule; what its rule does not cover is withheld', async (t) => {
  const { row, outcome } = given(
    {
      report: { occurredAt: true, summary: true },
      participants: { person: { fullName: true, birth: true, phone: true, sex: true } },
      assignments: { officer: true },
    },
    ({ level }) => (level === 'HAN_CHE' ? { verdict: 'masked', reason: 'clearance' } : 'released'),
  )
  t.strictSame(row, {
    report: { occurredAt: '2026' },
    participants: [
      { person: { fullName: 'N. V. Đ.', birth: '1990', phone: '•••••••567' } },
      { person: { fullName: 'T. N. Á.', birth: '2011' } },
    ],
    assignments: [{ officer: 'Đ. t. v. V. H. P.' }],
  })
  t.strictSame(
    outcome.withheld.map(({ path }) => path),
    ['/report/summary', '/participants/0/person/sex', '/participants/1/person/sex'],
  )
  t.equal(outcome.masked.length, 7, 'a masked field without a value is not said to be masked')
  t.notOk(
    [...outcome.released].some((path) => path.includes('fullName')),
    'nor is a masked one said to be released',
  )
})

t.test('withheld is said whether or not there is a value, so that it shows none', async (t) => {
  const marks = marksOf('CONG_KHAI', {}, { '/reporters/0/birth': 'unknown', '/reporters/0/phone': 'pending' })
  const spec = { reporters: { fullName: true, birth: true, phone: true, pseudonym: true } } as const
  const { row, outcome } = given(spec, clerkRule, marks)
  t.strictSame(row, { reporters: [{ pseudonym: 'NB-A' }] })
  t.strictSame(
    outcome.withheld.map(({ field }) => field),
    ['fullName', 'birth', 'phone'].map((name) => `/reporters/0/${name}`),
  )
  t.strictSame(outcome.absent, [], 'why there is no value is content too')
})

t.test('why there is no value is said only of what would have been released', async (t) => {
  const marks = marksOf(
    'CONG_KHAI',
    {},
    { '/report/place': 'unknown', '/participants/1/person/phone': 'pending', '/participants/1/person/sex': 'unknown' },
  )
  const spec = { 'r:report': { place: { text: true } }, participants: { person: { phone: true, sex: true } } } as const
  t.strictSame(given(spec, all, marks).outcome.absent, [
    { field: '/r/place', why: 'unknown' },
    { field: '/participants/1/person/phone', why: 'pending' },
    { field: '/participants/1/person/sex', why: 'unknown' },
  ])
  t.strictSame(given(spec, clerkRule, marks).outcome.absent, [], 'not of what is masked or withheld')
})

t.test('of an object that is not there the reasons of its fields are said, by the same rules', async (t) => {
  const marks = marksOf('CONG_KHAI', {}, { '/report/place/text': 'unknown', '/report/place/commune': 'pending' })
  const spec = { report: { place: { text: true, commune: { code: true } }, urgency: { code: true } } } as const
  const { row, outcome } = given(spec, clerkRule, { ...marks, label: labelOf('NOI_BO') })
  t.strictSame([row, outcome.withheld.map(({ path }) => path)], [{ report: {} }, ['/report/place']])
  const open = given(spec, all, marks)
  t.strictSame(open.row, { report: {} })
  t.strictSame(open.outcome.absent, [
    { field: '/report/place/text', why: 'unknown' },
    { field: '/report/place/commune', why: 'pending' },
  ])
})

t.test('the caller is told by its own names, the log by those of the schema', async (t) => {
  const { outcome } = given({ 'who:reporters': { 'name:fullName': true } }, clerkRule)
  t.strictSame(outcome.withheld, [{ field: '/who/0/name', path: '/reporters/0/fullName', reason: 'clearance' }])
})

t.test('aliases of one object are parts of one value', async (t) => {
  const { row, outcome } = given(
    {
      'a:report': { summary: true },
      'b:report': { kind: { code: true }, 's:summary': true },
      'c:participants': { person: { fullName: true } },
      'd:participants': { person: { sex: true } },
    },
    all,
  )
  t.strictSame(row, {
    a: { summary: 'Tóm tắt' },
    b: { kind: { code: 'TO_GIAC' }, s: 'Tóm tắt' },
    c: [{ person: { fullName: 'Nguyễn Văn Đức' } }, { person: { fullName: 'Trần Ngọc Ánh' } }],
    d: [{ person: { sex: 'NAM' } }, { person: {} }],
  })
  t.equal(outcome.released.length, 4)
})

t.test('an alias withholds nothing less: each is decided by itself', async (t) => {
  const { row, outcome } = given(
    { 'a:reporters': { fullName: true }, 'b:reporters': { pseudonym: true, 'x:fullName': true } },
    clerkRule,
  )
  t.strictSame(row, { a: [{}], b: [{ pseudonym: 'NB-A' }] })
  t.strictSame(
    outcome.withheld.map(({ field }) => field),
    ['/a/0/fullName', '/b/0/x'],
  )
})

t.test('names that JavaScript gives every object are not fields', async (t) => {
  const selection = select('Facet', { report: { summary: true }, label: { level: true } })
  t.strictSame(written({ id: 'e', report: {} }, selection, all).row, { report: {} })
})

t.test(
  'what is addressed to the caller is decided as such, with all that stands in it, and nothing beside it',
  async (t) => {
    const part = (id: string) => ({ id, ciphertext: `cipher ${id}` })
    const selection = select('Facet', { opaque: { id: true, ciphertext: true } })
    const secrets: Rule = ({ level }) =>
      level === 'MAT' ? { verdict: 'withheld', reason: 'state-secret' } : 'released'
    const marks = marksOf('CONG_KHAI', { '/opaque/1': { ...labelOf('CONG_KHAI'), addressed: true } })
    const { text, outcome } = projected({ opaque: [part('o-1'), part('o-2')] }, selection, marks, (label, addressed) =>
      masksBy(addressed ? all : secrets)(label),
    )
    t.strictSame(JSON.parse(text), { opaque: [{ id: 'o-1' }, part('o-2')] })
    t.strictSame(outcome.withheld, [
      { field: '/opaque/0/ciphertext', path: '/opaque/0/ciphertext', reason: 'state-secret' },
    ])
  },
)
