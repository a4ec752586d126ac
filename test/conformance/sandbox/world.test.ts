import { createHash } from 'node:crypto'
import t from 'tap'
import { addMonths, addWorkingDays, workingDayFrom } from '../../../adapters/sandbox/calendar.ts'
import { makeFacts } from '../../../adapters/sandbox/facts.ts'
import { makeHoldings } from '../../../adapters/sandbox/holdings.ts'
import { type AgencyId, holdersOf, stories, storyNames } from '../../../adapters/sandbox/stories.ts'
import { touched } from '../../../adapters/sandbox/touch.ts'
import { makeWorld, type TrueFacet } from '../../../adapters/sandbox/world.ts'
import { validateIndexPage, validateTranslation } from '../../../schemas/generated/validators.js'

const world = makeWorld({ seed: 7 })
const story = (name: string) => world.matters.find((matter) => matter.name === name)!
const facetsOf = (of: typeof world): readonly TrueFacet[] => of.matters.flatMap(({ facets }) => Object.values(facets))
const confirmedBy = ({ index }: TrueFacet): readonly string[] =>
  (index.confirms ?? []).map(({ relation, agency }) => `${relation} ${agency}`)
const linking = (facet: TrueFacet): readonly string[] =>
  facet.index.identifiers.map(({ system, type, value, assigner }) => [system, type, value, assigner].join('|'))

t.test('the same seed gives the same world, a larger one begins with the smaller, another seed differs', async (t) => {
  t.strictSame(makeWorld({ seed: 7 }), world)
  t.strictSame(makeWorld({ seed: 7, dossiers: 80 }).matters.slice(0, world.matters.length), world.matters)
  const alone = makeWorld({ seed: 7, only: 'toa-an' }).matters
  t.strictSame(
    alone.map(({ facets }) => facets),
    world.matters.map(({ facets: { 'toa-an': court } }) => (court ? { 'toa-an': court } : {})),
    'what one agency holds is what it holds among all',
  )
  const names = (of: typeof world) => facetsOf(of).map(({ translation }) => translation.facet.report.summary)
  t.notSame(names(makeWorld({ seed: 8 })), names(world))
})

t.test('the oracle conforms to the shared schema, is NFC, ordered, small and not from the future', async (t) => {
  for (const facet of facetsOf(makeWorld({ seed: 3, dossiers: 120 }))) {
    const { translation, index, nativeKey } = facet
    t.strictSame([validateTranslation(translation), validateIndexPage({ entries: [index] })], [[], []], nativeKey)
    const text = JSON.stringify(facet)
    t.ok(text === text.normalize('NFC') && Buffer.byteLength(text) < 16_384, nativeKey)
    for (const list of [translation.labels, translation.absent])
      t.strictSame(
        list.map(({ path }) => path),
        list.map(({ path }) => path).toSorted(),
      )
    t.ok(translation.updatedAt.slice(0, 10) <= world.today && index.receivedAt <= translation.updatedAt, nativeKey)
    const { decisions = [], assignments = [], supervision = [], feedback = [] } = translation.facet
    const { custody = [], charges = [], proceedings = [], suspensions = [] } = translation.facet
    const acted = [
      ...[...decisions, ...assignments].map(({ decidedOn }) => decidedOn),
      ...supervision.flatMap(({ issuedOn, answeredOn }) => [issuedOn, answeredOn]),
      ...feedback.flatMap(({ receivedOn, toldReporterOn }) => [receivedOn, toldReporterOn]),
      ...custody.flatMap(({ sentAt, acknowledgedAt }) => [sentAt?.slice(0, 10), acknowledgedAt?.slice(0, 10)]),
      ...charges.flatMap(({ chargedOn, approvedOn }) => [chargedOn, approvedOn]),
      ...proceedings.flatMap(({ openedOn, closedOn }) => [openedOn, closedOn]),
      ...suspensions.flatMap(({ suspendedOn, reviewedOn = [], resumedOn }) => [suspendedOn, ...reviewedOn, resumedOn]),
    ]
    t.ok(
      acted.every((day = '') => day <= world.today),
      nativeKey,
    )
  }
})

t.test(
  'keys are unique, and the facets of a matter are tied by linking identifiers that no other matter has',
  async (t) => {
    const large = makeWorld({ seed: 11, dossiers: 400 })
    const keys = large.matters.flatMap(({ facets }) =>
      Object.entries(facets).map(([agency, { nativeKey }]) => `${agency} ${nativeKey}`),
    )
    t.equal(new Set(keys).size, keys.length)
    const owners = new Map<string, number>()
    large.matters.forEach(({ facets: of }, n) => {
      for (const facet of Object.values(of))
        for (const id of linking(facet)) {
          t.equal(owners.get(id) ?? n, n, id)
          owners.set(id, n)
        }
      const [first, ...others] = Object.values(of)
      const reached = new Set(linking(first!))
      for (const _ of others)
        for (const facet of others)
          if (linking(facet).some((id) => reached.has(id))) for (const id of linking(facet)) reached.add(id)
      for (const facet of others)
        t.ok(
          linking(facet).some((id) => reached.has(id)),
          facet.nativeKey,
        )
    })
  },
)

t.test('every story is told, by its holders; the police resolve, and name whoever else has a hand in it', async (t) => {
  t.strictSame(world.matters.flatMap(({ name }) => name ?? []).toSorted(), [...storyNames].toSorted())
  const agencies = new Set(world.matters.flatMap(({ facets }) => Object.keys(facets)))
  world.matters.forEach(({ facets, name }, n) => {
    t.strictSame(
      Object.keys(facets).toSorted(),
      holdersOf(n)
        .filter((holder) => agencies.has(holder))
        .toSorted(),
      name ?? `matter ${n}`,
    )
    for (const [agency, { index }] of Object.entries(facets)) t.equal(index.resolves, agency === 'cong-an')
    const police = facets['cong-an']
    const trial = police?.translation.facet.assignments?.find(({ task }) => task === 'XET_XU')
    const named = (relation: string, agency: string, holder: boolean) =>
      police && t.equal(confirmedBy(police).includes(`${relation} ${agency}`), holder, `${relation} of ${name ?? n}`)
    const holds = (agency: AgencyId) => holdersOf(n).includes(agency)
    named('supervising', 'VKS', holds('vien-kiem-sat') || stories[n]?.namesProcuracy === true)
    named('originator', 'TTr', holds('thanh-tra'))
    named('originator', 'MTTQ', holds('mttq'))
    named('adjudicating', 'TA', holds('toa-an'))
    named('inspecting', 'TTr', stories[n]?.inspected === true)
    t.equal(trial !== undefined, police !== undefined && holds('toa-an'), 'and the court has an assignment')
    const procuracy = facets['vien-kiem-sat']
    if (procuracy) t.strictSame(confirmedBy(procuracy), holds('toa-an') ? ['adjudicating TA'] : [])
  })
})

t.test(
  'a facet cites the numbers of whoever passed it on, and of the case, exactly as their own facets have them',
  async (t) => {
    const { facets } = story('nam-co-quan')
    const cited = (agency: AgencyId) => linking(facets[agency]!).map((id) => id.split('|').at(-1)!)
    t.strictSame(new Set(cited('cong-an')), new Set(['CA', 'TTr', 'MTTQ']))
    t.strictSame(cited('vien-kiem-sat'), ['VKS', 'CA', 'CA', 'VKS'])
    for (const [agency, code] of [
      ['thanh-tra', 'TTr'],
      ['mttq', 'MTTQ'],
    ] as const) {
      const own = facets[agency] && linking(facets[agency]).find((id) => id.endsWith(`|${code}`))
      if (own !== undefined) t.ok(linking(facets['cong-an']!).includes(own), `the number of ${agency}`)
    }
    const { report } = facets['cong-an']!.translation.facet
    t.match(report, { receivedFrom: { code: 'TTr' }, channels: [{ code: 'THANH_TRA' }, { code: 'MTTQ' }] })
    t.match(story('mttq-to-giac').facets['cong-an']!.translation.facet.report, { receivedFrom: { code: 'MTTQ' } })
    t.notOk(story('cham-han').facets['cong-an']!.translation.facet.report.receivedFrom)
  },
)

t.test('a case has the decisions that brought it where it is', async (t) => {
  const codes = (name: string, agency: AgencyId) =>
    story(name).facets[agency]!.translation.facet.decisions!.map(({ type }) => type.code)
  const start = ['KHOI_TO', 'KHOI_TO_BI_CAN']
  const indicted = [...start, 'KET_LUAN_DIEU_TRA', 'CAO_TRANG']
  t.strictSame(codes('dieu-tra', 'cong-an'), start)
  t.strictSame(codes('truy-to', 'cong-an'), [...start, 'KET_LUAN_DIEU_TRA'])
  t.strictSame(codes('truy-to', 'vien-kiem-sat'), indicted)
  t.strictSame(codes('tra-ho-so', 'vien-kiem-sat'), [...indicted, 'TRA_HO_SO'])
  t.strictSame(codes('cong-an-chuyen-di', 'cong-an'), ['CHUYEN'])
  t.match(story('phuc-hoi').facets['cong-an']!.translation.facet, {
    decisions: [
      { id: 'QD-1', type: { code: 'TAM_DINH_CHI' }, supersededBy: 'QD-2' },
      { id: 'QD-2', type: { code: 'PHUC_HOI' } },
    ],
    clocks: [{ state: 'DUNG_HAN' }, { state: 'DUNG_HAN' }, { rule: 'BLTTHS.149', state: 'DANG_CHAY' }],
  })
  t.match(story('toa-thu-ly').facets['cong-an']!.translation.facet.assignments, [
    { task: 'GIAI_QUYET' },
    { task: 'XET_XU', agency: { code: 'TA' }, unit: /^Tòa án/, decisionNumber: /CT-VKS/ },
  ])
})

t.test(
  'a reporter who is a state secret is nowhere in clear; the opaque part is a ciphertext with its digest and determiner',
  async (t) => {
    for (const name of ['to-giac-mat', 'nac-danh-mat']) {
      const n = world.matters.findIndex((matter) => matter.name === name)
      const { reporters } = makeFacts(world.seed, n, world.today, holdersOf(n), stories[n])
      const telling = reporters.flatMap(({ fullName, personalId, phone, address }) => [
        fullName!,
        personalId!,
        phone!,
        address!.text!,
      ])
      const facets = Object.values(story(name).facets)
      t.ok(facets.length >= 2 && telling.length >= 4)
      const written = JSON.stringify([facets, facets.map((facet) => touched(facet, world.today, 1))])
      t.strictSame(
        telling.filter((text) => written.includes(text)),
        [],
        name,
      )
    }
    const { 'cong-an': police, 'vien-kiem-sat': procuracy } = story('to-giac-mat').facets
    for (const facet of [police, procuracy])
      for (const reporter of facet!.translation.facet.reporters!)
        t.strictSame(Object.keys(reporter).toSorted(), ['id', 'kind', 'reportedAt'])
    const [part] = police!.translation.facet.opaque!
    t.match(part, {
      covers: '/reporters/0',
      level: 'MAT',
      product: 'sandbox, not approved',
      recipient: { code: 'VKS' },
    })
    t.match(part?.determinedBy, { agency: { code: 'CA' }, listItem: /^QĐ 774\/QĐ-TTg/ })
    t.equal(createHash('sha256').update(Buffer.from(part!.ciphertext!, 'base64')).digest('base64'), part!.digest)
    const marked = police!.translation.labels.filter(({ label }) => label.level === 'MAT' && label.by !== undefined)
    t.strictSame(
      marked.map(({ path }) => path),
      ['address', 'birth', 'fullName', 'personalId', 'phone'].map((field) => `/reporters/0/${field}`),
    )
    t.notOk(procuracy!.translation.facet.opaque)
  },
)

t.test('y-kien-toi-mat: the opinion of the procuracy is an opaque part, and nothing of it is in clear', async (t) => {
  const { 'cong-an': police, 'vien-kiem-sat': procuracy } = story('y-kien-toi-mat').facets
  const { facet, labels } = procuracy!.translation
  const [part] = facet.opaque!
  t.match(part, { covers: '/supervision/1/content', level: 'TOI_MAT', product: 'sandbox, not approved' })
  t.match(part?.determinedBy, { agency: { code: 'VKS' }, listItem: /^QĐ 1180\/QĐ-TTg/ })
  t.equal(createHash('sha256').update(Buffer.from(part!.ciphertext!, 'base64')).digest('base64'), part!.digest)
  t.match(facet.supervision, [{ content: String }, { form: '06/HS' }])
  t.notOk('content' in facet.supervision![1]!)
  const [label] = labels.filter(({ path }) => path === '/supervision/1/content')
  t.strictSame(label?.label, { level: 'TOI_MAT', tags: [], by: part!.determinedBy })
  t.notOk(police!.translation.facet.opaque)
})

t.test('the other stories have what they are named for', async (t) => {
  const minor = story('nguoi-chua-thanh-nien')
  for (const facet of Object.values(minor.facets)) {
    const i = facet.translation.facet.participants!.findIndex((participant) => participant.minor === true)
    const person = facet.translation.facet.participants![i]!.person!
    t.ok(person.birth!.length === 10 && Number(person.birth!.slice(0, 4)) > 2008)
    const label = facet.translation.labels.find(({ path }) => path === `/participants/${i}`)?.label
    t.match(label, { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN'] })
  }
  const conceal = (name: string) =>
    Object.entries(story(name).facets).map(([agency, { index }]) => [agency, index.conceal])
  t.strictSame(conceal('giau-voi-vien-kiem-sat'), [['cong-an', true]])
  t.strictSame(confirmedBy(story('giau-voi-vien-kiem-sat').facets['cong-an']!), ['supervising VKS'])
  t.strictSame(conceal('giau-voi-cong-an'), [['vien-kiem-sat', true]])
  t.strictSame(conceal('phan-bi-giau'), [
    ['cong-an', true],
    ['vien-kiem-sat', false],
  ])
  const anonymous = story('nac-danh').facets['cong-an']!.translation
  t.match(anonymous.facet.reporters, [{ kind: 'AN_DANH' }])
  t.ok(anonymous.absent.some(({ path, why }) => path === '/reporters/0/fullName' && why === 'unknown'))
  const late = story('cham-han').facets['vien-kiem-sat']!
  t.ok(late.index.dueOn! < world.today && late.translation.facet.clocks![0]!.state === 'QUA_HAN')
  t.match(story('tam-dinh-chi').facets['cong-an']!.translation.facet, {
    report: { stage: { code: 'TAM_DINH_CHI' } },
    decisions: [{ type: { code: 'TAM_DINH_CHI' }, legalBasis: [/Điều 148/] }],
    clocks: [{ state: 'TAM_DUNG' }],
  })
})

t.test('several reporters, two channels, an island: the stories that are about them', async (t) => {
  const facet = (name: string) => story(name).facets['cong-an']!.translation.facet
  t.equal(facet('nhieu-nguoi-to-giac').reporters!.length, 2)
  t.strictSame(
    facet('trung-hai-kenh').report.channels!.map(({ code }) => code),
    ['TRUC_TIEP', 'MTTQ'],
  )
  t.match(facet('dao-xa'), {
    report: { place: { commune: { code: '31105' } } },
    clocks: [{}, {}, { rule: 'TTLT01-2017.48H', state: 'DANG_CHAY' }],
  })
})

t.test('dates are counted as the procedure code counts them', async (t) => {
  t.equal(workingDayFrom('2026-11-21'), '2026-11-23')
  t.equal(workingDayFrom('2026-09-02'), '2026-09-03')
  t.equal(addWorkingDays('2026-11-19', 3), '2026-11-24')
  t.equal(addMonths('2026-12-31', 2), '2027-02-28')
})

t.test('a touched dossier is changed in one place and later; earlier changes can be made again', async (t) => {
  const holdings = makeHoldings(world, 'cong-an')
  const before = holdings.all()[0]!
  const twice = [before.nativeKey, before.nativeKey]
  t.ok(twice.every((key) => holdings.touch(key)))
  t.notOk(holdings.touch('HS0'))
  const [after] = holdings.changesSince(0)!
  t.equal(after!.translation.facet.decisions!.length, before.translation.facet.decisions!.length + 2)
  t.strictSame(makeHoldings(world, 'cong-an', twice).changesSince(1), [after])
  t.strictSame(
    [holdings.changesSince(2), holdings.changesSince(3), holdings.changesSince(-1)],
    [[], undefined, undefined],
  )
  for (const facet of facetsOf(world)) {
    const changed = touched(facet, world.today, 1)
    t.strictSame([validateTranslation(changed.translation), changed.nativeKey], [[], facet.nativeKey])
    t.ok(changed.index.updatedAt > facet.index.updatedAt, facet.nativeKey)
    const { updatedAt: _, ...index } = changed.index
    t.match(facet.index, index, 'and the index has nothing else of it')
  }
})
