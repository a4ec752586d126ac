/** A writer takes a translation apart, and nothing of it is lost in silence. */
import t from 'tap'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { asCode, asCount, asFlag, asForm, asJoined, asKey, asText } from '../../../adapters/sdk/ways.ts'
import { type Writer, writing } from '../../../adapters/sdk/writing.ts'
import { asInstant, asWhen } from '../../../adapters/sdk/writing-dates.ts'

const coded = (code: string, native?: string) => ({ system: 'x', code, version: '1', ...(native && { native }) })

const translation = {
  facet: {
    identifiers: [{ system: 'a:b', type: 'SO_HO_SO', value: '17', assigner: coded('CA') }],
    report: {
      kind: coded('TO_GIAC', 'T2'),
      channels: [coded('A'), coded('B'), coded('C')],
      receivedAt: '2026-02-11T13:31:07+07:00',
      stage: coded('TIEP_NHAN'),
      summary: 'Nội dung',
    },
    participants: [
      { id: 'P-9', role: coded('BI_HAI'), person: { fullName: 'Lê Thị Ửng', birth: '1980' } },
      { id: 'x', role: coded('KHAC'), person: { fullName: 'Hồ Bình' } },
      { id: 'y', role: coded('BI_HAI') },
    ],
    charges: [
      { id: 'c1', accused: 'P-9' },
      { id: 'c2', accused: 'x' },
      { id: 'c3', accused: 'y' },
    ],
    hearings: [{ id: 'h', instance: 'SO_THAM' }],
    label: { level: 'NOI_BO', tags: [] },
  },
  labels: [],
  absent: [{ path: '/participants/2/person/fullName', why: 'unknown' }],
  updatedAt: '2026-02-12T00:00:00+07:00',
} as unknown as Translation

const plain = { record: { levels: ['NOI_BO', 'HAN_CHE'], tags: [] } } as const
const reports = (from: Writer) => {
  const made = from.finish('text/plain', () => new Uint8Array())
  return made.findings.map(({ code, pointer, target, expected }) => {
    t.equal(target, pointer)
    return `${code} ${pointer}: ${expected}`
  })
}

t.test('what was not taken is told, a branch at once', async () => {
  const from = writing(translation, plain)
  t.same(from.rows([['loai', 'facet/report/kind', asCode({ T1: 'TO_GIAC', T2: 'TO_GIAC' }), 'required']]), {
    loai: 'T2',
  })
  t.same(reports(from), [
    'no-place /facet/identifiers: nothing here',
    'no-place /facet/report/channels: nothing here',
    'no-place /facet/report/receivedAt: nothing here',
    'no-place /facet/report/stage: nothing here',
    'no-place /facet/report/summary: nothing here',
    'no-place /facet/participants: nothing here',
    'no-place /facet/charges: nothing here',
    'no-place /facet/hearings: nothing here',
    'no-place /updatedAt: nothing here',
  ])
})

t.test('an item without what the form requires has no place, and nothing refers to it', async () => {
  const from = writing(translation, plain)
  const keys = from.keys('participants', /^P-\d+$/, (n) => `P-${n + 8}`)
  const people = from.each('facet/participants', 10, (one) =>
    one.rows([
      ['khoa', 'id', asKey(keys), 'required'],
      ['vai', 'role', asCode({ BH: 'BI_HAI' }), 'required'],
      ['ten/day', 'person/fullName', asText(200)],
    ]),
  )
  t.same(people, [
    { khoa: 'P-9', vai: 'BH', ten: { day: 'Lê Thị Ửng' } },
    { khoa: 'P-11', vai: 'BH' },
  ])
  t.same(
    from.each('facet/charges', 10, (one) => one.rows([['ai', 'accused', asKey(keys)]])),
    [{ ai: 'P-9' }, {}, { ai: 'P-11' }],
  )
  const said = reports(from)
  t.ok(said.includes('no-place /facet/participants/0/person/birth: nothing here'))
  t.ok(said.includes('no-place /facet/participants/1: role: a code of the native list'))
  t.ok(said.includes('no-place /facet/charges/1/accused: an entity of the document'))
  t.notOk(said.some((of) => of.startsWith('no-place /facet/participants/2')))
  t.equal(from.at('facet/participants/2').absence('person/fullName'), 'unknown')
})

t.test('of a list of values each has its place or none', async () => {
  const from = writing(translation, plain)
  t.same(from.list('facet/report/channels', 10, asCode({ a: 'A', c: 'C' })), ['a', 'c'])
  t.ok(reports(from).includes('no-place /facet/report/channels/1: a code of the native list'))
})

t.test('a list that is too long refuses the document, and so does the writer when it must', async () => {
  for (const refuse of [
    (from: Writer) => from.each('facet/participants', 2, () => ({})),
    (from: Writer) => from.refuse('facet/participants', 'too-large', 'at most 2 items'),
  ]) {
    const from = writing(translation, plain)
    refuse(from)
    t.same(reports(from), ['too-large /facet/participants: at most 2 items'])
  }
})

t.test('a value that two rows write is lost only where both lose it', async () => {
  const of = (second: RegExp) => {
    const from = writing(translation, plain)
    from.rows([
      ['a', 'facet/report/summary', asForm(/^\d+$/, 'digits')],
      ['b', 'facet/report/summary', asForm(second, 'letters')],
      ['b', 'facet/report/receivedAt', asInstant],
    ])
    return reports(from).filter((said) => said.includes('/report/summary') || said.includes('receivedAt'))
  }
  t.same(of(/^\D+$/), ['no-place /facet/report/receivedAt: nothing here'])
  t.same(of(/^x$/), ['no-place /facet/report/summary: digits'])
})

t.test('beyond two hundred, values of one field are told at their list', async () => {
  const participants = Array.from({ length: 201 }, (_, n) => ({ id: `${n}`, role: coded('BI_HAI'), note: 'x' }))
  const from = writing({ ...translation, facet: { ...translation.facet, participants } }, plain)
  from.each('facet/participants', 300, (one) => one.rows([['vai', 'role', asCode({ BH: 'BI_HAI' })]]))
  const said = reports(from)
  t.equal(said.length, 6)
  t.ok(said.includes('no-place /facet/participants: nothing at /facet/participants/*/note'))
})

t.test('dates keep what the form can say, and say nothing that is not known', async () => {
  const when = asWhen('dd/MM/yyyy HH:mm', 'dd/MM/yyyy', 'yyyy')
  t.same(when('2026-02-11T13:31:00+07:00'), { value: '11/02/2026 13:31' })
  t.same(when('2026-02-11T23:31:00Z'), { value: '12/02/2026 06:31' })
  t.same(when('2026-02-11T13:31:07+07:00'), { value: '11/02/2026 13:31', lost: 'without seconds' })
  t.same(when('2026-02-11'), { value: '11/02/2026' })
  t.same(when('2026-02'), { value: '2026', lost: 'without month' })
  t.same(when('1980'), { value: '1980' })
  t.same(asWhen('dd/MM/yyyy')('2026-02'), { lost: 'dd/MM/yyyy' })
  t.same(asWhen('dd/MM/yyyy')('2026-02-11T23:31:00Z'), { value: '12/02/2026', lost: 'without time of day' })
  t.same(asWhen('hh:mm:ss a dd/MM/yyyy')('2026-02-11T00:05:09.5+07:00'), {
    value: '12:05:09 AM 11/02/2026',
    lost: 'without parts of a second',
  })
  t.same(asInstant('2026-02-11'), { lost: 'an instant of RFC 3339' })
})

t.test('ways carry a value whole or have no place for it', async () => {
  t.same(asText(3)('abc'), { value: 'abc' })
  t.same(asText(3)('abcd'), { lost: 'at most 3 characters' })
  t.same(asCode({ C: true, K: false })(false), { value: 'K' })
  t.same(asCode({ constructor: 'A' })(coded('B', 'constructor')), { lost: 'a code of the native list' })
  t.same(asCount(5)(6), { lost: 'a whole number from 0 to 5' })
  t.same(asFlag(true), { value: true })
  t.same(asJoined(asText(9), '|')(['a', 'b']), { value: 'a|b' })
  t.same(asJoined(asText(9), '|')(['a|b']), { lost: 'items without what stands between them' })
})
