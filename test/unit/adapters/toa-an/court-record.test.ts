/** What the court of the made-up world holds is what a court would hold: counted here once more from the dates alone. */
import t from 'tap'
import { courtFacet } from '../../../../adapters/sandbox/facet-toa-an.ts'
import type { Facts } from '../../../../adapters/sandbox/facts.ts'
import { factsOf, type TrueFacet } from '../../../../adapters/sandbox/world.ts'
import { writeMessage } from '../../../../adapters/toa-an/sandbox/message.ts'
import { story, translated } from './harness.ts'

const DAY_MS = 86_400_000
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS
const after = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

const cases = [11, 12, 13].flatMap((seed) =>
  Array.from({ length: 160 }, (_, n) => factsOf({ seed, today: '2026-11-20', broken_percent: 20 }, n)).filter(
    ({ holders }) => holders.includes('toa-an'),
  ),
)
const judged = cases.filter((facts): facts is Facts & { judgedOn: string } => facts.judgedOn !== undefined)
const of = (facts: Facts): TrueFacet['translation'] => courtFacet(1, facts).translation
/** As the court had it on another day. */
const on = (today: string, facts: Facts) => of({ ...facts, today })
const why = ({ absent }: TrueFacet['translation'], path: string) => absent.find((entry) => entry.path === path)?.why

t.test('a judgment is the decision of its day, of its hearing, on the accused, an offence each', async (t) => {
  t.ok(judged.length >= 20)
  for (const facts of judged) {
    const { facet } = of(facts)
    const [judgment] = facet.judgments!
    const decision = facet.decisions?.find(({ type }) => type.code === 'BAN_AN_SO_THAM')
    t.strictSame([judgment?.number, judgment?.pronouncedOn], [decision?.number, decision?.decidedOn])
    t.equal(judgment?.hearing, facet.hearings?.[0]?.id)
    t.strictSame(
      judgment?.sentences?.map(({ convicted, convictedOf }) => [convicted, convictedOf]),
      facet.offences?.map(({ id }) => [facet.participants?.[0]?.id, id]),
    )
  }
  t.ok(cases.filter(({ judgedOn }) => judgedOn === undefined).every((facts) => of(facts).facet.judgments?.length === 0))
})

t.test(
  'penalties keep the limits of a serious offence; a suspended sentence is of three years at the most',
  async (t) => {
    const seen = new Set<string>()
    for (const facts of judged) {
      const sentences = of(facts).facet.judgments![0]!.sentences!
      const prison = sentences.filter(({ penalty }) => penalty?.code === 'TU_CO_THOI_HAN')
      const together = prison.reduce((sum, { months = 0 }) => sum + months, 0)
      t.ok(prison.every(({ months = 0 }) => months >= 3 && months <= 84))
      t.ok(sentences.every(({ probation }) => probation !== true || together <= 36))
      for (const { penalty, probation } of sentences) seen.add(`${penalty?.code} ${probation}`)
    }
    t.strictSame([...seen].toSorted(), [
      'CAI_TAO_KHONG_GIAM_GIU undefined',
      'PHAT_TIEN undefined',
      'TU_CO_THOI_HAN false',
      'TU_CO_THOI_HAN true',
    ])
  },
)

t.test('what is to be paid is what the matter is about, or is tried apart', async (t) => {
  const paid = judged
    .map((facts) => of(facts))
    .filter(({ facet }) => facet.judgments![0]!.sentences![0]!.compensationVnd)
  t.ok(paid.length > 0)
  for (const { facet } of paid) {
    const millions = facet.judgments![0]!.sentences![0]!.compensationVnd! / 1_000_000
    t.match(facet.report.summary, `${millions.toLocaleString('en').replaceAll(',', '.')} triệu đồng`)
  }
  const apart = judged.filter((facts) => why(of(facts), '/judgments/0/sentences/0/compensationVnd') === 'pending')
  t.ok(apart.length > 0)
  for (const facts of apart) t.notOk('compensationVnd' in of(facts).facet.judgments![0]!.sentences![0]!)
})

t.test('a judgment is delivered, contested or in force in its time, and till then that is pending', async (t) => {
  const ends = new Set<string>()
  for (const facts of judged) {
    const { judgedOn } = facts
    const { facet } = of(facts)
    const { deliveredOn = '', appeal, appealedOn, effectiveFrom } = facet.judgments![0]!
    ends.add(appeal!)
    // A last day that is no working day moves on; Tết has nine of them.
    t.ok(daysBetween(judgedOn, deliveredOn) >= 1 && daysBetween(judgedOn, deliveredOn) <= 10 + 9)
    if (appeal === 'KHONG') {
      t.ok(daysBetween(judgedOn, effectiveFrom!) > 30, 'the procuracy above has 30 days')
      t.equal(appealedOn, undefined)
      t.equal(on(effectiveFrom!, facts).facet.judgments![0]!.effectiveFrom, effectiveFrom)
      const dayBefore = on(after(effectiveFrom!, -1), facts)
      t.notOk('effectiveFrom' in dayBefore.facet.judgments![0]!)
      t.strictSame(
        ['appeal', 'effectiveFrom'].map((field) => why(dayBefore, `/judgments/0/${field}`)),
        ['pending', 'pending'],
      )
    } else {
      t.ok(daysBetween(judgedOn, appealedOn!) >= 1 && daysBetween(judgedOn, appealedOn!) <= 15 + 9)
      t.equal(effectiveFrom, undefined)
      t.equal(why(of(facts), '/judgments/0/effectiveFrom'), 'pending')
    }
    const young = on(after(judgedOn, 1), facts)
    t.notOk('deliveredOn' in young.facet.judgments![0]!)
    t.equal(why(young, '/judgments/0/deliveredOn'), 'pending')
  }
  t.strictSame([...ends].toSorted(), ['CA_HAI', 'KHANG_CAO', 'KHANG_NGHI', 'KHONG'])
})

t.test('nothing is from the future, nor later than the last change', async (t) => {
  for (const facts of cases) {
    const { facet, updatedAt } = of(facts)
    const days = [
      ...facet.judgments!.flatMap(({ pronouncedOn, deliveredOn, appealedOn, effectiveFrom }) => [
        pronouncedOn,
        deliveredOn,
        appealedOn,
        effectiveFrom,
      ]),
      ...facet.custody!.flatMap(({ sentAt, acknowledgedAt }) => [sentAt, acknowledgedAt]),
      ...facet.proceedings!.flatMap(({ openedOn, closedOn }) => [openedOn, closedOn]),
      ...facet.clocks!.flatMap(({ extensions = [] }) => extensions.map(({ decidedOn }) => decidedOn)),
    ]
    t.ok(days.every((day = '') => day.slice(0, 10) <= facts.today && day.slice(0, 10) <= updatedAt.slice(0, 10)))
  }
})

t.test('the trial is open until it is judged or the file goes back', async (t) => {
  const proceeding = (name: string) => story(name).translation.facet.proceedings?.[0]
  t.match(proceeding('xet-xu-cong-khai'), {
    stage: { code: 'XET_XU_ST' },
    outcome: { code: 'BAN_AN_SO_THAM' },
    severity: { code: 'NGHIEM_TRONG' },
    closedOn: story('xet-xu-cong-khai').translation.facet.judgments?.[0]?.pronouncedOn,
  })
  t.match(proceeding('tra-ho-so'), { outcome: { code: 'TRA_HO_SO' } })
  t.notOk('closedOn' in proceeding('toa-thu-ly')!)
  t.equal(why(story('toa-thu-ly').translation, '/proceedings/0/closedOn'), 'pending')
  t.strictSame(story('toa-tu-phat-hien').translation.facet.proceedings, [])
})

t.test('the file came from the procuracy, goes back to it, and what the bench saw waits for the police', async (t) => {
  const custody = (name: string) => story(name).translation.facet.custody
  const { facet } = story('toa-thu-ly').translation
  t.match(facet.custody, [
    {
      from: { code: 'VKS' },
      to: { code: 'TA' },
      acknowledgedAt: facet.report.receivedAt,
      papers: [new RegExp(facet.identifiers[1]!.value)],
      rule: 'BLTTHS.244',
    },
  ])
  t.ok(facet.custody![0]!.sentAt! < facet.report.receivedAt)
  t.match(custody('tra-ho-so'), [
    { rule: 'BLTTHS.244' },
    { from: { code: 'TA' }, to: { code: 'VKS' }, sentAt: /^\d{4}-\d\d-\d\d$/, reason: String, number: /HSST-QĐ$/ },
  ])
  t.match(custody('toa-tu-phat-hien'), [{ to: { code: 'CA' }, rule: 'BLTTHS.146' }])
  t.equal(why(story('toa-tu-phat-hien').translation, '/custody/0/sentAt'), 'pending')
  for (const facts of cases) {
    const [first] = of(facts).facet.custody!
    if (first?.rule === 'BLTTHS.244') t.ok(first.sentAt!.slice(0, 10) <= first.dueOn!)
  }
})

t.test('an extension is a decision of the chief judge before the period was over, and moves its end', async (t) => {
  const extended = cases
    .map((facts) => of(facts).facet)
    .filter(({ clocks }) => clocks?.some((clock) => clock.extensions))
  t.ok(extended.length >= 2)
  for (const { clocks, decisions } of extended) {
    const [clock] = clocks!
    const [extension] = clock!.extensions!
    const decision = decisions?.find(({ type }) => type.code === 'GIA_HAN_CHUAN_BI_XET_XU')
    t.strictSame([decision?.number, decision?.decidedOn], [extension?.number, extension?.decidedOn])
    t.ok(daysBetween(clock!.startedOn!, extension!.decidedOn!) <= 45)
    t.equal(clock?.dueOn, extension?.dueOn)
    t.ok(daysBetween(clock!.startedOn!, clock!.dueOn!) >= 60)
  }
})

t.test('what is pending is told in the native form, and comes back', async (t) => {
  for (const facts of judged.slice(0, 6))
    for (const days of [1, 12, 29]) {
      const young = courtFacet(1, { ...facts, today: after(facts.judgedOn, days) })
      const { absent, facet, findings } = translated(writeMessage(young, 'new'))
      t.strictSame([absent, findings], [young.translation.absent, []])
      t.match(facet.judgments, young.translation.facet.judgments)
    }
})
