/** The books balance, whatever happened in them; where an event is lost, the source is named. */
import fc from 'fast-check'
import t from 'tap'
import { addDays } from '../../../schemas/clocks/calendar.ts'
import { against, balance } from '../../../schemas/statistics/balance.ts'
import {
  closings,
  type EventCode,
  isOpening,
  openings,
  type StatisticEvent,
} from '../../../schemas/statistics/event.ts'
import { course, history, opaque } from './history.ts'

const period = { from: '2026-03-15', to: '2026-06-14' }
const ever = { from: '2020-01-01', to: '2032-12-31' }

t.test('the history counted by hand: 2 + 7 + 2 = 5 + 2 + 1 + 1 + 2', async (t) => {
  const { lines, ...rest } = balance(history, period, ['CA'])
  t.strictSame(lines, {
    carriedOver: 2,
    received: 7,
    reopened: 2,
    resolved: 5,
    transferred: 2,
    merged: 1,
    suspended: 1,
    pending: 2,
  })
  t.strictSame(rest, { difference: 0, holds: true, broken: [] })
})

t.test('a lost receipt, suspension or resumption: by how much, and which source', async (t) => {
  const without = (name: string, event: EventCode) =>
    history.filter((one) => one.agency !== 'CA' || one.source !== opaque('hs', name) || one.event !== event)
  t.strictSame(balance(without('F', 'TIEP_NHAN'), period, ['CA']).broken, [
    { agency: 'CA', source: opaque('hs', 'F'), difference: -1, course: ['CHUYEN'] },
  ])
  t.match(balance(without('C', 'TAM_DINH_CHI'), period), { difference: 1, broken: [{ source: opaque('hs', 'C') }] })
  t.match(balance(without('C', 'PHUC_HOI'), period), { difference: -1, broken: [{ source: opaque('hs', 'C') }] })
  t.match(balance(without('A', 'TIEP_NHAN'), period), { broken: [{ source: opaque('hs', 'A') }] }, 'before the period')
})

t.test('two that make up for each other are both named', async (t) => {
  const events = [
    ...course('P', ['2026-04-01', 'CHUYEN']),
    ...course('Q', ['2026-04-01', 'TIEP_NHAN'], ['2026-04-02', 'PHUC_HOI']),
  ]
  const { difference, holds, broken } = balance(events, period)
  t.strictSame([difference, holds, broken.length], [0, false, 2])
})

t.test('what is lost at the very end shows against what was reported', async (t) => {
  const events = course('P', ['2026-04-01', 'TIEP_NHAN'])
  const { lines, holds } = balance(events, period)
  t.ok(holds)
  t.strictSame(against(lines, { received: 1, resolved: 1, pending: 0 }), [
    { line: 'resolved', difference: 1 },
    { line: 'pending', difference: -1 },
  ])
  t.strictSame(against(lines, { pending: 1 }), [])
})

/** What may follow, by the law, when a source is in the work, suspended, or was closed by that. */
const next: Readonly<Record<string, readonly EventCode[]>> = {
  open: closings,
  TAM_DINH_CHI: ['PHUC_HOI', 'HUY_BO_TAM_DINH_CHI'],
  KHOI_TO: ['HUY_BO_KHOI_TO'],
  KHONG_KHOI_TO: ['HUY_BO_KHONG_KHOI_TO'],
  CHUYEN: ['TIEP_NHAN'],
  NHAP: [],
}

interface Choices {
  readonly began: number
  /** Which of what may follow, after how many days. */
  readonly steps: readonly (readonly [choice: number, days: number])[]
}

function lived(name: string, agency: string, { began, steps }: Choices): readonly StatisticEvent[] {
  let day = addDays('2025-01-01', began)
  const told: [string, EventCode][] = [[day, 'TIEP_NHAN']]
  for (const [choice, days] of steps) {
    const last = told.at(-1)![1]
    const may = isOpening(last) ? next.open! : next[last]!
    if (may.length === 0) break
    day = addDays(day, days)
    told.push([day, may[choice % may.length]!])
  }
  return told.map(([at, event]) => ({ source: opaque('hs', name), event, at, agency }))
}

const choices = fc.record({
  began: fc.nat(700),
  steps: fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 200 })), { maxLength: 8 }),
})
const books = fc
  .array(choices, { minLength: 1, maxLength: 12 })
  .map((all) => all.flatMap((one, i) => lived(`${i >> 1}`, i % 2 === 0 ? 'CA' : 'VKS', one)))

t.test('coherent histories balance in every period', async (t) => {
  fc.assert(
    fc.property(books, fc.nat(1200), fc.nat(400), fc.infiniteStream(fc.nat()), (events, from, length, order) => {
      const first = addDays('2025-01-01', from)
      const shuffled = events.map((event) => [order.next().value!, event] as const).toSorted(([a], [b]) => a - b)
      const found = balance(
        shuffled.map(([, event]) => event),
        { from: first, to: addDays(first, length) },
      )
      return found.holds && found.difference === 0
    }),
  )
  t.pass()
})

t.test('any event that is lost before the last of its book breaks the balance and is named', async (t) => {
  fc.assert(
    fc.property(books, fc.nat(), (events, pick) => {
      const bookOf = ({ source, agency }: StatisticEvent): string => `${agency}/${source}`
      const inner = events.filter((event, i) => events[i + 1] && bookOf(events[i + 1]!) === bookOf(event))
      fc.pre(inner.length > 0)
      const lost = inner[pick % inner.length]!
      const { holds, difference, broken } = balance(
        events.filter((event) => event !== lost),
        ever,
      )
      const by = isOpening(lost.event) ? -1 : 1
      return !holds && difference === by && broken.length === 1 && bookOf(broken[0] as never) === bookOf(lost)
    }),
  )
  t.pass()
})

t.test('the state machine above knows every turn that there is', async (t) => {
  const reached = new Set(['TIEP_NHAN', ...Object.values(next).flat()])
  t.strictSame(
    [...openings, ...closings].filter((event) => !reached.has(event)),
    [],
  )
})
