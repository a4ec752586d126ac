/** The made-up matters keep the limits of the law, counted here once more from the dates alone; some stories break one on purpose. */
import t from 'tap'
import { addDays, addMonths, addWorkingDays, workingDayFrom } from '../../../adapters/sandbox/calendar.ts'
import { stories } from '../../../adapters/sandbox/stories.ts'
import { makeWorld, type TrueFacet, type World } from '../../../adapters/sandbox/world.ts'

type Matter = World['matters'][number]

const dayOf = (of: TrueFacet | undefined): string | undefined => of?.index.receivedAt.slice(0, 10)
const decided = (of: TrueFacet | undefined, ...codes: readonly string[]): string | undefined =>
  of?.translation.facet.decisions?.find(({ type }) => codes.includes(type.code))?.decidedOn
const assigned = (of: TrueFacet | undefined, task: string): string | undefined =>
  of?.translation.facet.assignments?.find((assignment) => assignment.task === task)?.decidedOn

/** A step that had to be taken, or may still be: from when, by when, and when it was. */
interface Step {
  readonly rule: string
  readonly due: string | undefined
  readonly done: string | undefined
}

/** BLTTHS Art. 145–149, what the investigation body does with a report: 20 days, or two months; once two more; 24 hours. */
function verification(police: TrueFacet): readonly Step[] {
  const received = dayOf(police)!
  const { complicated } = police.translation.facet.report
  const rule = complicated ? 'BLTTHS.147.2' : 'BLTTHS.147.1'
  const period = workingDayFrom(complicated ? addMonths(received, 2) : addDays(received, 20))
  const extension = decided(police, 'GIA_HAN')
  const suspension = decided(police, 'TAM_DINH_CHI')
  const resumption = decided(police, 'PHUC_HOI')
  const outcome = suspension ?? decided(police, 'KHOI_TO', 'KHONG_KHOI_TO', 'CHUYEN')
  const transfer = decided(police, 'CHUYEN')
  return [
    { rule, due: extension === undefined ? period : workingDayFrom(addMonths(received, 4)), done: outcome },
    { rule, due: extension && period, done: extension },
    { rule: 'BLTTHS.148', due: suspension, done: suspension && period },
    { rule: 'BLTTHS.149', due: resumption && workingDayFrom(addMonths(resumption, 1)), done: undefined },
    { rule: 'BLTTHS.145', due: transfer && addWorkingDays(received, 1), done: transfer },
    { rule: 'TTLT01-2017', due: addWorkingDays(received, 3), done: assigned(police, 'GIAI_QUYET') ?? transfer },
  ]
}

/** The notice of receipt to the procuracy; who is to be told of what the police found themselves, the rule does not say. */
function notice({ facets: { 'cong-an': police, 'vien-kiem-sat': procuracy } }: Matter): readonly Step[] {
  if (police === undefined || police.index.kind === 'TRUC_TIEP_PHAT_HIEN') return []
  const rule = 'TTLT01-2017.14.1'
  return [{ rule, due: addWorkingDays(dayOf(police)!, 3), done: dayOf(procuracy) ?? decided(police, 'CHUYEN') }]
}

/** BLTTHS Art. 172, 240, 244, 277, 174, with every offence taken as serious. */
function proceedings({ facets: { 'vien-kiem-sat': procuracy, 'toa-an': court } }: Matter): readonly Step[] {
  const started = decided(procuracy, 'KHOI_TO')
  const concluded = decided(procuracy, 'KET_LUAN_DIEU_TRA')
  const indicted = decided(procuracy, 'CAO_TRANG')
  const registered = assigned(procuracy, 'XET_XU')
  const returned = decided(procuracy, 'TRA_HO_SO')
  const from = (day: string | undefined, days: number) => day && workingDayFrom(addDays(day, days))
  const tried = returned ?? decided(court, 'BAN_AN_SO_THAM')
  const prepared = returned ?? decided(court, 'DUA_RA_XET_XU')
  return [
    { rule: 'BLTTHS.172', due: started && workingDayFrom(addMonths(started, 3)), done: concluded },
    { rule: 'BLTTHS.240', due: from(concluded, 20), done: indicted },
    { rule: 'BLTTHS.244', due: from(indicted, 10), done: registered },
    { rule: 'BLTTHS.174', due: returned && workingDayFrom(addMonths(returned, 1)), done: undefined },
    // Of a case that is before a court without a system of its own nothing more is known.
    { rule: 'BLTTHS.277', due: court || returned ? from(registered, 45) : undefined, done: prepared },
    { rule: 'BLTTHS.277.3', due: from(decided(court, 'DUA_RA_XET_XU'), 15), done: tried },
  ]
}

/** Passing on what another resolves. */
function passedOn({ facets }: Matter): readonly Step[] {
  const { 'vien-kiem-sat': procuracy, 'thanh-tra': inspectorate, 'cong-an': police, mttq: front } = facets
  const transfer = decided(procuracy, 'CHUYEN')
  const concluded = police && decided(inspectorate, 'KET_LUAN_THANH_TRA')
  const classified = front?.translation.facet.clocks?.find(({ rule }) => rule === 'BLTTHS.146')?.startedOn
  return [
    { rule: 'BLTTHS.146', due: transfer && addWorkingDays(dayOf(procuracy)!, 1), done: transfer },
    { rule: 'BLTTHS.146', due: classified && addWorkingDays(classified, 1), done: dayOf(police) },
    { rule: 'TTLT03-2018.5', due: concluded && addWorkingDays(concluded, 5), done: dayOf(police) },
  ]
}

/** Rules that a matter breaks, by its dates and by its holders' own clocks. */
function brokenBy(matter: Matter, today: string): readonly string[] {
  const police = matter.facets['cong-an']
  const steps = [
    ...(police === undefined ? [] : verification(police)),
    ...notice(matter),
    ...proceedings(matter),
    ...passedOn(matter),
  ]
  const late = steps.filter(({ due, done = today }) => due !== undefined && done > due).map(({ rule }) => rule)
  const clocks = Object.values(matter.facets).flatMap(({ translation: { facet } }) => facet.clocks ?? [])
  const overdue = clocks.filter(({ state }) => state === 'QUA_HAN').map(({ rule }) => rule)
  return [...new Set([...late, ...overdue])]
}

/** Who shows that a rule is broken. */
const shownBy = { 'BLTTHS.147.1': 'cong-an', 'TTLT03-2018.5': 'thanh-tra', 'BLTTHS.146': 'mttq' } as const

/** Also days within Tết and just after it, and a Sunday. */
const days = ['2026-01-04', '2026-02-18', '2026-02-24', '2026-03-09', '2026-05-04', '2026-06-15', '2027-03-01']
const worlds = [
  ...[1, 2, 3, 7, 2026].map((seed) => makeWorld({ seed, dossiers: 120 })),
  ...days.map((today) => makeWorld({ seed: 1, today, dossiers: 120 })),
]
const breaking = [undefined, ...days].map((today) =>
  makeWorld({ seed: 5, dossiers: 400, broken_percent: 50, ...(today && { today }) }),
)

t.test('a story breaks the rule that it is told to break, and no other; everyday matters break none', async (t) => {
  for (const { matters, today, seed } of worlds)
    matters.forEach((matter, n) => {
      const { breaks } = stories[n] ?? {}
      const shown = breaks !== undefined && shownBy[breaks as keyof typeof shownBy] in matter.facets
      const who = `${matter.name ?? `matter ${n}`} of ${seed} on ${today}`
      t.strictSame(brokenBy(matter, today), shown ? [breaks] : [], who)
      t.equal(matter.breaks, breaks, who)
    })
})

t.test(
  'everyday matters that are to break a limit break that one and no other, and a clock of theirs says so',
  async (t) => {
    for (const { matters, today } of breaking) {
      const wrong = matters.filter((matter) => {
        const clocks = Object.values(matter.facets).flatMap(({ translation: { facet } }) => facet.clocks ?? [])
        const overdue = clocks.filter(({ state }) => state === 'QUA_HAN').map(({ rule }) => rule)
        return [brokenBy(matter, today), [...new Set(overdue)]].some((of) => of.join() !== (matter.breaks ?? ''))
      })
      t.strictSame(wrong, [], today)
      t.strictSame([...new Set(matters.flatMap(({ breaks }) => breaks ?? []))].toSorted(), [
        'BLTTHS.146',
        'BLTTHS.147.1',
        'BLTTHS.147.2',
        'BLTTHS.172',
        'BLTTHS.240',
        'BLTTHS.277',
        'TTLT01-2017.14.1',
        'TTLT03-2018.5',
      ])
    }
  },
)

t.test('the stories that are overdue know by which rule', async (t) => {
  const said = stories.filter(({ breaks }) => breaks !== undefined)
  t.strictSame(said.map(({ breaks }) => breaks).toSorted(), Object.keys(shownBy).toSorted())
})

t.test('a clock that runs is not over, one that is overdue is, and a case has its investigation counted', async (t) => {
  for (const { matters, today } of worlds)
    for (const { facets } of matters)
      for (const { translation, index } of Object.values(facets))
        for (const { state, dueOn = '' } of translation.facet.clocks ?? [])
          if (state === 'DANG_CHAY' || state === 'QUA_HAN') t.equal(dueOn < today, state === 'QUA_HAN', index.nativeKey)
})

t.test('what the police decided the procuracy was sent', async (t) => {
  for (const { facets } of worlds[0]!.matters) {
    const numbers = (of: TrueFacet | undefined) =>
      of?.translation.facet.decisions?.map(({ type, number, decidedOn }) => `${type.code} ${number} ${decidedOn}`) ?? []
    const [police, procuracy] = [facets['cong-an'], facets['vien-kiem-sat']]
    if (procuracy === undefined) continue
    const unknown = numbers(police).filter((decision) => !numbers(procuracy).includes(decision))
    t.strictSame(unknown, [], procuracy.nativeKey)
  }
})
