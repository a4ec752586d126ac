/** Reporting years: each body's own, and their quarters, halves and nine months. */
import t from 'tap'
import { addDays } from '../../../schemas/clocks/calendar.ts'
import { calendarOf, calendars, periodOf } from '../../../schemas/statistics/calendar.ts'

/** Counted from the calendars of domain practice: first and last day. */
const examples: readonly [agency: string, name: string, from: string, to: string][] = [
  ['CA', '2026', '2025-12-15', '2026-12-14'],
  ['CA', '2026-Q1', '2025-12-15', '2026-03-14'],
  ['CA', '2024-Q1', '2023-12-15', '2024-03-14'],
  ['CA', '2026-Q2', '2026-03-15', '2026-06-14'],
  ['CA', '2026-Q3', '2026-06-15', '2026-09-14'],
  ['CA', '2026-Q4', '2026-09-15', '2026-12-14'],
  ['TTr', '2026-H1', '2025-12-15', '2026-06-14'],
  ['TTr', '2026-H2', '2026-06-15', '2026-12-14'],
  ['UBND', '2026-9M', '2025-12-15', '2026-09-14'],
  ['VKS', '2026', '2025-12-01', '2026-11-30'],
  ['VKS', '2026-Q1', '2025-12-01', '2026-02-28'],
  ['VKS', '2028-Q1', '2027-12-01', '2028-02-29'],
  ['VKS', '2028-Q2', '2028-03-01', '2028-05-31'],
  ['VKS', '2026-9M', '2025-12-01', '2026-08-31'],
  ['TA', '2026', '2025-10-01', '2026-09-30'],
  ['TA', '2026-Q1', '2025-10-01', '2025-12-31'],
  ['TA', '2028-H1', '2027-10-01', '2028-03-31'],
  ['TA', '2026-Q4', '2026-07-01', '2026-09-30'],
]

for (const [agency, name, from, to] of examples)
  t.test(`${name} of ${agency} is ${from} to ${to}`, async (t) => {
    t.strictSame(periodOf(calendarOf(agency)!, name), { from, to })
  })

t.test('quarters, halves and years follow each other without a gap or an overlap', async (t) => {
  for (const calendar of calendars)
    for (const year of [2025, 2026, 2027, 2028]) {
      const days = (name: string) => periodOf(calendar, name)!
      const follows = (a: string, b: string) => t.equal(addDays(days(a).to, 1), days(b).from, `${a} ${b}`)
      follows(`${year}-Q1`, `${year}-Q2`)
      follows(`${year}-Q2`, `${year}-Q3`)
      follows(`${year}-Q3`, `${year}-Q4`)
      follows(`${year}-H1`, `${year}-H2`)
      follows(`${year}-9M`, `${year}-Q4`)
      follows(`${year}`, `${year + 1}`)
      t.equal(days(`${year}`).to, days(`${year}-Q4`).to)
    }
})

t.test('a report may have a calendar of its own; where nobody has said, there is none', async (t) => {
  t.equal(calendarOf('VKS', 'QD-2821')?.id, 'hanh-chinh')
  t.equal(calendarOf('MTTQ', 'QD-2821')?.id, 'hanh-chinh')
  t.equal(calendarOf('VKS', 'other')?.id, 'kiem-sat')
  t.equal(calendarOf('MTTQ'), undefined)
})

t.test('other names are no periods', async (t) => {
  for (const name of [
    '',
    '26',
    '2026-Q5',
    '2026-q1',
    '2026-H3',
    '2026-6M',
    '2026-',
    ' 2026',
    '2026-Q1 ',
    '20260',
    '0000',
    '0001-Q1',
  ])
    t.equal(periodOf(calendars[0]!, name), undefined, name)
})

t.test('every calendar says how sure it is', async (t) => {
  for (const { confidence, source } of calendars) t.ok(confidence === 'R' && source !== '')
})
