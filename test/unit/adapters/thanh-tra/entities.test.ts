/** Conclusions, the organisations that they are about, recommendations and hand-overs, as the stories tell them. */
import t from 'tap'
import { addWorkingDays } from '../../../../adapters/sandbox/calendar.ts'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import { makeWorld, type TrueFacet } from '../../../../adapters/sandbox/world.ts'
import type { NativeFacet } from '../../../../adapters/sdk/adapter.ts'
import { inconsistencies } from '../../../../schemas/consistency/consistency.ts'
import { changed, facets, storyFacet, translated } from './harness.ts'

const passedOn = storyFacet('kien-nghi-da-khoi-to')
const worlds = ['2026-11-20', '2026-01-04', '2026-02-24', '2026-03-09'].map((today, seed) =>
  makeWorld({ seed, today, dossiers: 160, broken_percent: 20 }),
)
const matters = worlds.flatMap(({ matters: of }) => of).filter(({ facets: of }) => of['thanh-tra'])

/** The facet with other values of its own. */
const having = (facet: TrueFacet, values: Partial<NativeFacet>): TrueFacet => ({
  ...facet,
  translation: { ...facet.translation, facet: { ...facet.translation.facet, ...values } },
})

t.test('a matter that was passed on: conclusion, organisation, hand-over, as the adapter reads them', async (t) => {
  const { facet } = translated(changed(passedOn))
  const [conclusion] = facet.inspectionConclusions!
  t.match(conclusion, {
    number: /\/KL-TTr$/,
    mandate: /\/QĐ-TTr$/,
    inspected: { kind: 'DON_VI_SU_NGHIEP', address: { commune: { code: /^\d{5}$/ } } },
    signsOfCrime: true,
  })
  t.ok(Number.isInteger(conclusion!.damageVnd))
  t.match(facet.custody, [
    { from: { code: 'TTr', native: 'TTRT' }, to: { code: 'CA', native: 'CAT' }, rule: 'TTLT03-2018.5' },
  ])
  t.match(facet.custody![0]!.papers, [
    /^Văn bản kiến nghị khởi tố số/,
    new RegExp(`${conclusion!.number}$`),
    /trang\)$/,
  ])
  t.match(facet.participants!.at(-1), {
    role: { code: 'NGUOI_LIEN_QUAN' },
    organisation: { name: conclusion!.inspected!.name },
    from: conclusion!.mandatedOn,
  })
  t.match(facet.participants![0], {
    role: { code: 'NGUOI_BI_KIEN_NGHI_KHOI_TO', native: 'KN' },
    from: facet.decisions![1]!.decidedOn,
  })
  t.match(facet.recommendations![0], {
    addressee: /^Cơ quan Cảnh sát điều tra/,
    followUp: new RegExp(`số ${facet.feedback![0]!.number}\\.$`),
  })
})

t.test('an inspection under way has its mandate, and says that the rest is to come', async (t) => {
  const young = facets.find(({ translation }) => translation.facet.decisions!.length === 0)!
  const { facet, absent } = translated(changed(young))
  t.match(facet.inspectionConclusions, [{ mandate: /QĐ-TTr$/, mandatedOn: /^\d{4}-\d\d-\d\d$/ }])
  for (const field of ['number', 'concludedOn', 'signer', 'findings', 'damageVnd', 'signsOfCrime']) {
    t.notOk(field in facet.inspectionConclusions![0]!)
    t.match(
      absent.find(({ path }) => path === `/inspectionConclusions/0/${field}`),
      { why: 'pending' },
    )
  }
  t.strictSame([facet.custody, facet.recommendations], [[], []])
})

t.test('what points to a crime is marked, and no less than the person who heads the organisation', async (t) => {
  for (const { facets: of } of matters) {
    const { facet, labels } = of['thanh-tra']!.translation
    const labelOf = (path: string) => labels.find((entry) => entry.path === path)?.label
    const person = labelOf('/participants/0')
    const unit = labelOf(`/participants/${facet.participants!.length - 1}`)
    const conclusion = labelOf('/inspectionConclusions/0')
    const crime = facet.inspectionConclusions![0]!.signsOfCrime === true
    t.strictSame(conclusion, person ?? (crime ? { level: 'HAN_CHE', tags: [] } : undefined))
    t.strictSame(unit, person)
  }
})

t.test('the book of the inspectorate and that of the police tell of one hand-over', async (t) => {
  let receipts = 0
  for (const { facets: of } of matters) {
    const police = of['cong-an']?.translation.facet.custody?.find(({ from }) => from?.code === 'TTr')
    const [own, ...others] = of['thanh-tra']!.translation.facet.custody!
    t.strictSame([own?.number, others], [police?.number, []])
    if (own === undefined || police === undefined) continue
    t.equal(own.sentAt!.slice(0, 10), police.sentAt)
    if (own.acknowledgedAt === undefined) continue
    receipts++
    t.ok(police.acknowledgedAt!.startsWith(own.acknowledgedAt), own.number ?? '')
  }
  t.ok(receipts > 10)
})

t.test('the dates of a record agree with each other, and dates of every precision are among them', async (t) => {
  const lengths = new Set<number>()
  for (const { facets: of } of matters) {
    const { facet, updatedAt } = of['thanh-tra']!.translation
    t.strictSame(
      inconsistencies(facet, updatedAt).filter(({ effect }) => effect === 'degraded'),
      [],
      of['thanh-tra']!.nativeKey,
    )
    const [{ mandatedOn, concludedOn, periodFrom, periodTo, damageVnd } = {}] = facet.inspectionConclusions!
    t.ok(mandatedOn! < facet.report.receivedAt && periodTo! < mandatedOn!)
    t.equal(concludedOn, facet.decisions![0]?.decidedOn)
    for (const row of facet.custody!) t.equal(row.dueOn, addWorkingDays(concludedOn!, 5))
    for (const { amountVnd = 0, recoveredVnd = 0, recoveredOn } of facet.recommendations!) {
      t.ok(recoveredVnd <= amountVnd && amountVnd <= (damageVnd ?? 0))
      t.equal(recoveredOn === undefined, recoveredVnd === 0)
      if (recoveredOn !== undefined) t.ok(recoveredOn >= concludedOn!.slice(0, recoveredOn.length))
    }
    const { acknowledgedAt } = facet.custody![0] ?? {}
    for (const date of [periodFrom, periodTo, acknowledgedAt, ...facet.recommendations!.map((row) => row.recoveredOn)])
      if (date !== undefined) lengths.add(date.length)
  }
  t.strictSame(
    [...lengths].sort((a, b) => a - b),
    [4, 7, 10, 25],
  )
})

t.test('an organisation whose name began with a capital with a tone has lost it, and that shows', async (t) => {
  const [conclusion] = passedOn.translation.facet.inspectionConclusions!
  const inspected = { ...conclusion!.inspected, name: 'Ủy ban nhân dân xã Ô Lâm', representative: 'Tô Ái Ửng' }
  const { facet, findings } = translated(
    changed(having(passedOn, { recommendations: [], inspectionConclusions: [{ ...conclusion!, inspected }] })),
  )
  t.match(facet.inspectionConclusions![0]!.inspected, { name: 'ủy ban nhân dân xã Ô Lâm', representative: 'Tô ái ửng' })
  t.match(findings, [
    { code: 'case-lost', effect: 'note', target: '/inspectionConclusions/0/inspected/name' },
    { code: 'case-lost', effect: 'note', target: '/inspectionConclusions/0/inspected/representative' },
  ])
  const small = { ...inspected, name: 'Ban quản lý dự án, ấp An Hòa', representative: 'Tô Văn Năm' }
  t.strictSame(
    translated(
      changed(having(passedOn, { recommendations: [], inspectionConclusions: [{ ...conclusion!, inspected: small }] })),
    ).findings,
    [],
    'a small letter with a tone within a name is none',
  )
})

t.test('whatever else the format has a place for comes back as well', async (t) => {
  const odd = 'a|b~c^d\\e;"f"\n?/...'
  const { custody, clocks, decisions, recommendations, inspectionConclusions } = passedOn.translation.facet
  const other = having(passedOn, {
    custody: [
      { ...custody![0]!, papers: [odd, '/', '...'], sentAt: '2026-10', acknowledgedAt: '2026' },
      { id: 'GN-2', number: odd },
    ],
    clocks: [{ ...clocks![0]!, extensions: [{ number: '1/GH' }, { number: odd }] }],
    decisions: [{ ...decisions![0]!, supersededBy: decisions![1]!.id }, decisions![1]!],
    recommendations: [{ ...recommendations![0]!, addressee: odd, followUp: odd, recoveredOn: '2026' }],
    inspectionConclusions: [
      { ...inspectionConclusions![0]!, findings: odd, damageVnd: 0, signsOfCrime: false, periodTo: '2025-02' },
      { id: 'KL-2', inspected: { name: odd, registrationNumber: '1600000001-002' } },
    ],
  })
  t.strictSame(comparable(translated(changed(other)).facet), comparable(other.translation.facet))
})
