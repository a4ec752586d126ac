/** From an adapter's translation to a facet: names given, labels put where they take hold, state secrets refused. */
import t from 'tap'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import type { IndexedFacet } from '../../../gateway/dossiers/facet.ts'
import { assembleFacet } from '../../../gateway/release/assemble.ts'
import { namesFor } from '../../../gateway/release/names.ts'
import { placeName, placeOf, placesNamed } from '../../../gateway/release/place.ts'
import { macKey } from '../../../gateway/telemetry/mac.ts'
import type { Label } from '../../../schemas/generated/types.ts'
import { labelOf } from '../../support/policy.ts'
import { coded, translation } from '../../support/translations.ts'

const indexed: IndexedFacet = {
  dossier: 'hs-1',
  origin: 'hs-1',
  agency: 'cong-an',
  nativeKey: 'HS12',
  kind: 'TO_GIAC',
  stage: 'XAC_MINH',
  receivedAt: '2026-03-02T01:00:00.000Z',
  updatedAt: '2026-03-03T02:30:00.000Z',
  corruptionField: null,
  withheld: null,
  dueOn: null,
  label: labelOf('NOI_BO'),
  conceal: false,
  sealed: false,
  resolves: true,
  confirms: [],
  acknowledged: [],
  identifiers: [],
  directives: 0,
}
const given = {
  adapter: 'cong-an@1#ab',
  receivedAt: '2026-03-04T00:00:00.000Z',
  names: namesFor(macKey(Buffer.alloc(32, 1)), 'vien-kiem-sat', 'hs-1'),
  holder: 'CA',
  marks: new Map(),
  addressee: { agencyCode: 'VKS' },
}
/** The documents as `receiver` gets them; `digests` by place and SHA-256. */
function documentsFor(receiver: string, digests: Translation['digests'], dossier = 'hs-1') {
  const documents = [
    { id: 'TL-1', type: 'Cáo trạng' },
    { id: 'TL-2', type: 'Bản án' },
  ]
  const names = namesFor(macKey(Buffer.alloc(32, 1)), receiver, dossier)
  const facet = { ...translation.facet, documents }
  const whole = { ...translation, facet, ...(digests && { digests }) }
  return assembleFacet(indexed, whole, { ...given, names })!.value.documents as { id: string; digest?: string }[]
}
const assemble = (change: Partial<Translation> = {}, facet: Partial<Translation['facet']> = {}, by = indexed) =>
  assembleFacet(by, { ...translation, ...change, facet: { ...translation.facet, ...facet } }, given)
const label = (level: Label['level'], ...tags: Label['tags']): Label => ({ level, tags })

t.test('ids and pseudonyms are the receiver’s own; no native key is left', async (t) => {
  const { value } = assemble(
    {},
    {
      participants: [{ id: 'NTT-1', role: coded('participant-roles', 'BI_HAI') }],
      decisions: [
        { id: 'QD-1', type: coded('decisions', 'GIA_HAN'), agency: coded('agencies', 'CA'), supersededBy: 'QD-2' },
        { id: 'QD-2', type: coded('decisions', 'GIA_HAN'), agency: coded('agencies', 'CA') },
      ],
    },
  )!
  t.notMatch(JSON.stringify(value), /"(r1|NTT-1|QD-1|QD-2|HS12)"/)
  t.match(value, {
    id: /^e-/,
    agency: 'cong-an',
    reporters: [{ id: /^e-/, pseudonym: /^NB-/, fullName: 'Nguyễn Thị Ước' }],
    participants: [{ id: /^e-/ }],
    provenance: { adapter: 'cong-an@1#ab', sourceUpdatedAt: '2026-03-03T09:30:00+07:00', receivedAt: given.receivedAt },
  })
  const [first, second] = value.decisions as { id: string; supersededBy?: string }[]
  t.equal(first?.supersededBy, second?.id, 'references follow')
})

t.test('the record label is the join of the document and the index', async (t) => {
  const concealedLater = { ...indexed, label: labelOf('HAN_CHE', 'CAN_BO_QUAN_LY') }
  t.strictSame(assemble({}, {}, concealedLater)?.marks.label, labelOf('HAN_CHE', 'CAN_BO_QUAN_LY'))
  t.strictSame(assemble({}, { label: label('HAN_CHE') })?.marks.label, labelOf('HAN_CHE'))
})

t.test('absences and labels keep their places', async (t) => {
  const labels = [{ path: '/reporters/0', label: label('HAN_CHE', 'NGUOI_TO_GIAC') }]
  const { marks } = assemble({ labels })!
  t.strictSame([...marks.labels], [['/reporters/0', labelOf('HAN_CHE', 'NGUOI_TO_GIAC')]])
  t.strictSame([...marks.absent], [['/reporters/0/birth', 'unknown']])
})

t.test('two labels of one place are joined; the later does not lower the former', async (t) => {
  const labels = [
    { path: '/report/summary', label: label('HAN_CHE', 'CAN_BO_QUAN_LY') },
    { path: '/report/summary', label: label('CONG_KHAI', 'DLCN_CO_BAN') },
  ]
  t.strictSame(
    assemble({ labels })?.marks.labels.get('/report/summary'),
    labelOf('HAN_CHE', 'CAN_BO_QUAN_LY', 'DLCN_CO_BAN'),
  )
})

t.test('a label of the whole document is a record label', async (t) => {
  t.strictSame(assemble({ labels: [{ path: '', label: label('HAN_CHE') }] })?.marks.label, labelOf('HAN_CHE'))
})

t.test('a label that points at no place of its own covers what is around it', async (t) => {
  const facet = { ...translation.facet, decisions: [{ id: 'q', legalBasis: ['Điều 143'] }] }
  const places: Readonly<Record<string, string>> = {
    '/report/summary': '/report/summary',
    '/report/place/commune/code': '/report/place/commune/code',
    '/reporters/0': '/reporters/0',
    '/reporters/0/fullName': '/reporters/0/fullName',
    '/reporters/0/phone': '/reporters/0/phone',
    '/reporters': '/reporters',
    '/reporters/1': '/reporters',
    '/reporters/00/fullName': '/reporters',
    '/reporters/-': '/reporters',
    '/reporters/0/fullName/0': '/reporters/0/fullName',
    '/participants/0/person': '/participants',
    '/decisions/0/legalBasis/0': '/decisions/0/legalBasis',
    '/report/native': '/report',
    '/report/constructor': '/report',
    '/nguoi_to_giac': '',
    '/': '',
    '': '',
  }
  for (const [pointer, place] of Object.entries(places)) t.equal(placeOf(facet, pointer), place, pointer || 'the whole')
})

t.test('content that its source calls a state secret is not taken', async (t) => {
  for (const level of ['MAT', 'TOI_MAT', 'TUYET_MAT'] as const) {
    t.equal(assemble({}, { label: label(level) }), undefined, `a record of ${level}`)
    for (const path of [
      '',
      '/report',
      '/report/stage',
      '/reporters/0',
      '/reporters/0/fullName',
      '/reporters/7',
      '/reporters/0/address/text',
      '/khac',
    ])
      t.equal(assemble({ labels: [{ path, label: label(level) }] }), undefined, `${level} at ${path}`)
  }
})

t.test('a secret level on what does not stand there is no content', async (t) => {
  for (const path of ['/reporters/0/phone', '/report/summary', '/report/place/text'])
    t.ok(assemble({ labels: [{ path, label: label('MAT') }] }), path)
})

t.test('who is said to be a minor is protected whole, marked by the source or not', async (t) => {
  const role = { system: 'urn:lienthong:codes:participant-roles', version: '2026-11-22', code: 'BI_HAI' }
  const participants = [true, false, undefined, true].map((minor, n) => ({
    id: `p${n}`,
    role,
    ...(minor !== undefined && { minor }),
  }))
  const marked = [{ path: '/participants/3', label: label('HAN_CHE', 'BAO_VE_NHAN_CHUNG') }]
  t.strictSame(
    [...assemble({ labels: marked }, { participants })!.marks.labels],
    [
      ['/participants/3', labelOf('HAN_CHE', 'BAO_VE_NHAN_CHUNG', 'NGUOI_CHUA_THANH_NIEN')],
      ['/participants/0', labelOf('NOI_BO', 'NGUOI_CHUA_THANH_NIEN')],
    ],
  )
})

const at = (pointer: string, assembled: ReturnType<typeof assemble>) => assembled?.marks.labels.get(pointer)

t.test('a birth date protects a minor whom nobody marked, and what refers to the minor', async (t) => {
  const young = {
    participants: [{ id: 'n', role: coded('participant-roles', 'BI_CAN'), person: { birth: '2009-05' } }],
    charges: [{ id: 'k', accused: 'n' }],
  }
  const assembled = assemble({}, young)
  for (const pointer of ['/participants/0', '/charges/0'])
    t.strictSame(at(pointer, assembled), labelOf('NOI_BO', 'NGUOI_CHUA_THANH_NIEN'), pointer)
  t.equal(assembled?.says, undefined, 'a date that is put right later must be able to lift it')
})

t.test('a level of state secrets without who determined it is undetermined, and nothing less', async (t) => {
  const by = { agency: coded('agencies', 'CA'), at: '2026-03-01', listItem: 'QĐ 774/QĐ-TTg' }
  const absentPhone = (given: Label) =>
    at('/reporters/0/phone', assemble({ labels: [{ path: '/reporters/0/phone', label: given }] }))
  t.equal(absentPhone(label('MAT'))?.level, 'CHUA_XAC_DINH')
  t.equal(absentPhone({ ...label('MAT'), by })?.level, 'MAT')
  const custody = [
    { id: 'g0', level: 'HAN_CHE' as const },
    { id: 'g1', level: 'MAT' as const },
  ]
  t.strictSame([...assemble({}, { custody })!.marks.labels], [['/custody/1', labelOf('CHUA_XAC_DINH')]])
})

t.test('a ground that tells of an illness or of age guards what may say the same in words', async (t) => {
  const decision = (id: string, code: string) => ({
    id,
    type: coded('decisions', 'TAM_DINH_CHI_DIEU_TRA'),
    agency: coded('agencies', 'CA'),
    grounds: [coded('grounds', code)],
  })
  const decisions = [decision('a', 'TDC_229_1_B'), decision('b', 'TDC_148_1_A'), decision('c', 'KKT_3')]
  const suspensions = [{ id: 's', ground: coded('grounds', 'TDC_247_1_A') }]
  const { labels } = assemble({}, { decisions, suspensions })!.marks
  const ill = labelOf('HAN_CHE', 'DLCN_NHAY_CAM')
  const young = labelOf('HAN_CHE', 'NGUOI_CHUA_THANH_NIEN')
  t.strictSame(Object.fromEntries(labels), {
    ...{ '/decisions/0/grounds': ill, '/decisions/0/ground': ill, '/decisions/0/legalBasis': ill },
    ...{ '/decisions/2/grounds': young, '/decisions/2/ground': young, '/decisions/2/legalBasis': young },
    ...{ '/suspensions/0/ground': ill, '/suspensions/0/limitationOn': ill },
  })
})

t.test(
  'a place is named by ids, so that it is found again in another order; what has none, by what is around it',
  async (t) => {
    const facet = {
      participants: [{ id: 'a/b' }, { id: '1' }],
      judgments: [{ id: 'j', sentences: [{ months: 1 }, { months: 2 }] }],
      report: { summary: 'x' },
    }
    for (const [place, name, again = place] of [
      ['/participants/0', '/participants/a~1b'],
      ['/participants/1/person/fullName', '/participants/1/person/fullName'],
      ['/judgments/0/sentences/1/months', '/judgments/j/sentences', '/judgments/0/sentences'],
      ['/report/summary', '/report/summary'],
      ['/participants', '/participants'],
    ] as const) {
      t.equal(placeName(facet, place), name)
      t.strictSame(placesNamed(facet, name), [again])
    }
    t.strictSame(placesNamed({ participants: [{ id: '1' }, { id: 'a/b' }, { id: 'a/b' }] }, '/participants/a~1b'), [
      '/participants/1',
      '/participants/2',
    ])
    for (const gone of ['/participants/0', '/judgments/k/sentences', '/charges/c'])
      t.strictSame(placesNamed(facet, gone), [])
  },
)

t.test('undetermined is no state secret: it is taken, and never shown', async (t) => {
  t.equal(assemble({}, { label: label('CHUA_XAC_DINH') })?.marks.label.level, 'CHUA_XAC_DINH')
})

const [one, other] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string]

t.test('the digest of a document is keyed: the receiver’s own, and of its content alone', async (t) => {
  const digest = (receiver: string, sha256 = one, dossier = 'hs-1') =>
    documentsFor(receiver, [{ path: '/documents/0', sha256 }], dossier)[0]?.digest
  const own = digest('vien-kiem-sat')
  t.match(own, /^hmac-sha256:[A-Za-z0-9_-]{43}$/)
  t.equal(digest('vien-kiem-sat'), own, 'stable for one receiver')
  t.not(digest('cong-an'), own, 'another for another receiver')
  t.not(digest('vien-kiem-sat', one, 'hs-2'), own, 'another in another dossier')
  t.not(digest('vien-kiem-sat', other), own, 'another when the content changes')
})

t.test('two documents of the same bytes have the same digest, and each stands beside its own', async (t) => {
  const [first, second] = documentsFor('cong-an', [
    { path: '/documents/1', sha256: one },
    { path: '/documents/0', sha256: one },
  ])
  t.ok(first?.digest)
  t.equal(first?.digest, second?.digest)
  const [bare, told] = documentsFor('cong-an', [{ path: '/documents/1', sha256: one }])
  t.notOk('digest' in bare!)
  t.equal(told?.digest, first?.digest)
})

t.test('no bare digest is anywhere in a facet', async (t) => {
  const documents = [{ id: 'TL-1', type: 'Cáo trạng' }]
  const assembled = assemble({ digests: [{ path: '/documents/0', sha256: one }] }, { documents })!
  const bytes = Buffer.from(one, 'hex')
  const written = JSON.stringify([assembled.value, [...assembled.marks.labels], [...assembled.marks.absent]])
  for (const encoding of ['hex', 'base64', 'base64url'] as const) t.notOk(written.includes(bytes.toString(encoding)))
  t.match(written, /hmac-sha256:/)
})

t.test('a digest that leads to no document is dropped', async (t) => {
  for (const path of [
    '/documents/2',
    '/documents/00',
    '/documents/-1',
    '/documents/0/id',
    '/reporters/0',
    '',
    '/documents',
  ])
    t.strictSame(documentsFor('cong-an', [{ path, sha256: one }]), documentsFor('cong-an', undefined), path)
  const without = assemble({ digests: [{ path: '/documents/0', sha256: one }] })!
  t.notMatch(JSON.stringify(without.value), /hmac-sha256/, 'nor is a list made up for it')
})

t.test('what an adapter gave is as it was', async (t) => {
  const documents = [{ id: 'TL-1', type: 'Cáo trạng' }]
  assemble({ digests: [{ path: '/documents/0', sha256: one }] }, { documents })
  t.strictSame(documents, [{ id: 'TL-1', type: 'Cáo trạng' }])
})
