/** The made-up agencies count their clocks by themselves; here each is held to the legal clocks of the shared schema. */
import t from 'tap'
import { limitationOf } from '../../../adapters/sandbox/suspensions.ts'
import { makeWorld, type World } from '../../../adapters/sandbox/world.ts'
import { type Due, dueOf, type Extension } from '../../../schemas/clocks/clock.ts'
import type { Clock, Facet } from '../../../schemas/generated/types.ts'

type Held = Pick<Facet, 'decisions' | 'report'>

/** Also worlds whose limits end in Tết, in the holidays of April and September, and in a swapped weekend. */
const days = ['2026-02-18', '2026-02-24', '2026-05-04', '2026-08-20', '2026-09-04', '2026-11-20', '2027-03-01']
const worlds = days.map((today) => makeWorld({ seed: 4, dossiers: 400, broken_percent: 30, today }))

/** Where the agencies count otherwise than the law is read by default, and why. */
const otherwise: Readonly<Record<string, string>> = {
  'BLTTHS.146':
    '“at once” has no number in the law: the shared clocks watch 24 hours, the agencies the end of a working day: the Front and who passes on the next one, who has not decided yet the third, with the notice of receipt',
}

/** Two months more, once, or 15 days more to prepare a trial; the number leads to the decision. */
function extensionsOf({ decisions = [] }: Held, { rule, extensions = [] }: Clock): readonly Extension[] {
  const numbers = extensions.flatMap(({ number }) => number ?? [])
  return numbers.map((by) => ({
    ...(rule === 'BLTTHS.277' ? { amount: 15, unit: 'days' } : { amount: 2, unit: 'months' }),
    decidedAt: decisions.find(({ number }) => number === by)?.decidedOn ?? '',
    by,
  }))
}

const due = (of: Held, clock: Clock): Due =>
  dueOf(clock.rule, {
    startedAt: clock.startedOn ?? '',
    extensions: extensionsOf(of, clock),
    suspensions: clock.state === 'TAM_DUNG' ? [{ from: clock.dueOn! }] : [],
    severity: 'NGHIEM_TRONG',
    commune: of.report.place?.commune?.code ?? '',
  })

const clocksOf = ({ matters }: World) =>
  matters.flatMap(({ facets }) =>
    Object.values(facets).flatMap(({ nativeKey, translation: { facet } }) =>
      (facet.clocks ?? []).map((clock) => ({ nativeKey, clock, due: due(facet as Held, clock) })),
    ),
  )

t.test('each clock of the world ends on the day on which the law says, or is listed with the reason', async (t) => {
  const rules = new Set<string>()
  for (const world of worlds) {
    const differing = clocksOf(world).filter(({ clock, due }) => {
      rules.add(clock.rule)
      return clock.dueOn !== due.dueOn && !(clock.rule in otherwise)
    })
    t.strictSame(differing, [], world.today)
  }
  const seen =
    'BLTTHS.147.1 BLTTHS.147.2 BLTTHS.149 BLTTHS.172 BLTTHS.174 BLTTHS.240 BLTTHS.277 BLTTHS.277.3 TTLT01-2017.14.1'
  t.strictSame(
    [...seen.split(' '), 'TTLT01-2017.48H', 'TTLT03-2018.5'].filter((rule) => !rules.has(rule)),
    [],
    'and the worlds have them',
  )
})

t.test('every rule is known, and nothing about a clock is unlawful but what is late on purpose', async (t) => {
  for (const world of worlds) {
    // Days alone are kept, so the hours of 24 and 48 are counted from the day.
    const found = clocksOf(world).flatMap(({ due: { findings } }) => findings.map(({ code }) => code))
    t.strictSame([...new Set(found)], ['start-hour-missing'], world.today)
  }
})

t.test('a listed difference is one: somewhere the days differ', async (t) => {
  for (const rule of Object.keys(otherwise))
    t.ok(
      worlds.some((world) =>
        clocksOf(world).some(({ clock, due }) => clock.rule === rule && clock.dueOn !== due.dueOn),
      ),
      rule,
    )
})

t.test('the time to prosecute ends on a day that exists, and as exactly as the deed is known', async (t) => {
  t.strictSame(['2028-02-29', '2026-05-31', '2026-05', '2026'].map(limitationOf), [
    '2038-02-28',
    '2036-05-31',
    '2036-05',
    '2036',
  ])
})
