/** Legal limits of transfers on a real server, in virtual time: what runs, what was kept, what the log is told once, and who sees it. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { limits } from '../../../gateway/limits.ts'
import { startLooking } from '../../../gateway/release/looks.ts'
import {
  type ClockRow,
  clocksOf,
  insertClocks,
  listClocks,
  startClocks,
} from '../../../gateway/release/transfers/clock-rows.ts'
import { type NewClock, reckon } from '../../../gateway/release/transfers/clocks.ts'
import { tellOverdue } from '../../../gateway/release/transfers/overdue.ts'
import { claimPush, returnClaim } from '../../../gateway/release/transfers/push-rows.ts'
import { lockTransfer } from '../../../gateway/release/transfers/rows.ts'
import { moveTo } from '../../../gateway/release/transfers/stage-rows.ts'
import { countWaiting } from '../../../gateway/release/transfers/waiting.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import { stateOf } from '../../../schemas/clocks/clock.ts'
import { vietnamTime } from '../../../schemas/consistency/moment.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { handed, transferWorld } from './transfer-world.ts'

let isDown = false
const made = await transferWorld(t, {
  log: (log) => ({
    ...log,
    appendEncoded: (entry) => (isDown ? Promise.reject(new GatewayError('log-unavailable')) : log.appendEncoded(entry)),
  }),
})
const { db, keeping, entries } = made.at
const at = (instant: string) => new Date(instant)
const hour_ms = 3_600_000
const supervisor = 'vien-kiem-sat'
const receiver: NewClock = { rule: 'TTLT01-2017.14.1', owner: 'thanh-tra', supervisor }
/** Received so long before it is handed over, for a limit of 24 hours. */
const passingOn = (hours: number): NewClock => {
  const since = vietnamTime(new Date(Date.now() - hours * hour_ms).toISOString())
  return { rule: 'BLTTHS.146', owner: 'mttq', supervisor, started: reckon('BLTTHS.146', since) }
}

let count = 0
/** Hands over from `mttq` to `thanh-tra`; gives the id. */
async function transferred(clocks: readonly NewClock[], matter: readonly string[] = []): Promise<string> {
  made.now.handOver = async () => ({ ...handed(), timing: { clocks, matter } })
  count += 1
  const taken = await made.take({ records: [{ key: '1' }] }, `khoa-${String(count).padStart(4, '0')}`)
  if (taken.state !== 'receipted') throw new TypeError('it is to be taken')
  return taken.transfer.id
}

const moved = (id: string, ...stages: readonly ('delivered' | 'acknowledged' | 'refused' | 'recalled')[]) =>
  stages.reduce(async (before, stage) => {
    await before
    await db.transaction(async (tx) =>
      moveTo(tx, (await lockTransfer(tx, id))!, stage, { event: newEventId(), recording: null }),
    )
  }, Promise.resolve())

const statesOf = async (id: string, now = new Date()) =>
  (await clocksOf(db, id, now)).map(({ rule, state }) => `${rule} ${state}`)
const seenBy = (agency: string, page: Partial<Parameters<typeof listClocks>[2]> = {}) =>
  listClocks(db, agency, { first: 100, now: new Date(), ...page })
const overdueEntries = () => entries().filter(({ phase }) => phase === 'clock-overdue')

t.beforeEach(() => made.emptied())

t.test(
  'handing over meets the sender’s limit; the receiver’s runs from the delivery to the acknowledgement',
  async (t) => {
    const id = await transferred([passingOn(3), receiver])
    t.strictSame(await statesOf(id), ['BLTTHS.146 met', 'TTLT01-2017.14.1 pending'])
    await moved(id, 'delivered')
    t.strictSame(await statesOf(id), ['BLTTHS.146 met', 'TTLT01-2017.14.1 due'])
    await moved(id, 'acknowledged')
    const [first, second] = await clocksOf(db, id, new Date())
    t.match([first!.ended_by, second!.ended_by, second!.state], ['stored', 'acknowledged', 'met'])
    t.ok(first!.ended_at! <= second!.ended_at!, 'the first ended once')
  },
)

t.test('a refusal is an answer; what is recalled runs no more', async (t) => {
  const [refused, recalled] = [await transferred([receiver]), await transferred([receiver])]
  await moved(refused, 'delivered', 'refused')
  await moved(recalled, 'recalled')
  t.strictSame(
    [await statesOf(refused), await statesOf(recalled)],
    [['TTLT01-2017.14.1 met'], ['TTLT01-2017.14.1 stopped']],
  )
})

t.test('delivered on the Friday before Tết: due the third working day after it, until midnight', async (t) => {
  const id = await transferred([receiver])
  await db.transaction((tx) => startClocks(tx, id, at('2026-02-13T18:00:00+07:00')))
  const [clock] = await clocksOf(db, id, new Date())
  t.match(clock, { due: '2026-02-25', started_at: '2026-02-13T18:00:00+07:00' })
  for (const [now, expected] of [
    ['2026-02-13T18:00:00+07:00', 'due'],
    ['2026-02-25T23:59:59.999+07:00', 'due'],
    ['2026-02-26T00:00:00+07:00', 'overdue'],
  ] as const) {
    t.strictSame(await statesOf(id, at(now)), [`TTLT01-2017.14.1 ${expected}`], now)
    const known = stateOf({ rule: '', dueOn: '2026-02-25', chain: [], findings: [] }, now)
    t.equal(known, expected === 'due' ? 'DANG_CHAY' : 'QUA_HAN', 'as the shared rules say')
  }
})

t.test(
  'a matter handed over again does not start again what was met; another matter, or another start, does',
  async (t) => {
    const clock = passingOn(3)
    const rules = async (given: readonly NewClock[], matter: readonly string[]) =>
      (await statesOf(await transferred(given, matter))).length
    t.equal(await rules([clock], ['12/TN']), 1)
    t.equal(await rules([clock], ['12/TN', '7/QĐ']), 0)
    t.equal(await rules([clock], ['13/TN']), 1)
    t.equal(await rules([passingOn(2)], ['12/TN']), 1)
    const three = await Promise.all(Array.from({ length: 3 }, () => transferred([clock], ['14/TN'])))
    t.equal(
      (await Promise.all(three.map((id) => statesOf(id)))).flat().length,
      1,
      'of some at once, stored together too',
    )
    for (const table of ['transfer_clock', 'transfer_clock_met'])
      for (const { text } of await db.query<{ text: string }>(`SELECT c::text AS text FROM ${table} c`))
        t.notMatch(text, /\d\/TN/)
  },
)

t.test('of many limits that began at one time none is looked at that is not of the matter', async (t) => {
  const clock = passingOn(3)
  const [id, again] = [await transferred([]), await transferred([])]
  await db.query(
    `INSERT INTO transfer_clock_met SELECT sha256(number::text::bytea), $1, $2 FROM generate_series(1, 5000) number`,
    [clock.rule, clock.started!.startedAt],
  )
  const timed = (id: string) => ({
    ...{ id, sender: 'mttq', receiver: 'thanh-tra', timing: { clocks: [clock], matter: ['1/TN', '2/TN'] } },
  })
  const [read] = await db.transaction(async (tx) => {
    await insertClocks(tx, keeping.kept.vault, [timed(id)], new Date())
    await insertClocks(tx, keeping.kept.vault, [timed(again)], new Date())
    return tx.query<{ rows: number }>(
      "SELECT sum(seq_tup_read + idx_tup_fetch)::integer AS rows FROM pg_stat_xact_user_tables WHERE relname LIKE 'transfer_clock%'",
    )
  })
  t.ok(read!.rows < 10, `${read!.rows} were read`)
  t.strictSame([(await statesOf(id)).length, (await statesOf(again)).length], [1, 0])
})

t.test(
  'what is overdue is told once, by two nodes too; also what was met late, and with whom it concerns',
  async (t) => {
    const [late, unmet, kept] = [
      await transferred([passingOn(30)]),
      await transferred([receiver]),
      await transferred([passingOn(1)]),
    ]
    await db.transaction((tx) => startClocks(tx, unmet, at('2026-02-13T18:00:00+07:00')))
    const before = overdueEntries().length
    const now = new Date()
    const told = await Promise.all([tellOverdue(keeping, now), tellOverdue(keeping, now)])
    t.equal(told[0] + told[1], 2)
    t.equal(await tellOverdue(keeping, now), 0)
    const found = overdueEntries().slice(before)
    t.equal(found.length, 2)
    t.match(found.find(({ detail }) => detail.transfer?.id === unmet)!.detail, {
      transfer: { sender: 'mttq', receiver: 'thanh-tra', kind: 'TIN_BAO' },
      clock: { rule: 'TTLT01-2017.14.1', owner: 'thanh-tra', supervisor, due: '2026-02-25' },
    })
    const rows = [...(await clocksOf(db, late, now)), ...(await clocksOf(db, unmet, now))]
    t.strictSame(found.map(({ event }) => event).toSorted(), rows.map(({ told_event }) => told_event!).toSorted())
    t.equal((await clocksOf(db, kept, now))[0]!.told_event, null)
  },
)

t.test('a limit is not told of before it has passed', async (t) => {
  const id = await transferred([receiver])
  await db.transaction((tx) => startClocks(tx, id, at('2026-02-13T18:00:00+07:00')))
  t.equal(await tellOverdue(keeping, at('2026-02-25T23:59:59.999+07:00')), 0)
  t.equal(await tellOverdue(keeping, at('2026-02-26T00:00:00+07:00')), 1)
})

t.test('while the store is away nothing is told; the next look tells it', async (t) => {
  await transferred([passingOn(30)])
  const timers = fakeTimers(Date.now())
  const heard: unknown[] = []
  let isAway = true
  const away = { ...db, transaction: async () => Promise.reject(new Error('away')) }
  const watch = () =>
    new Promise<() => Promise<void>>((resolve) => {
      const kept = {
        ...keeping,
        get db() {
          return isAway ? away : db
        },
      }
      const watching = startLooking(
        (now, stop) => tellOverdue(kept, now, stop),
        timers,
        limits.transfer.overdue_interval_ms,
        {
          found: (told) => {
            heard.push(told)
            resolve(watching.close)
          },
          fault: (error) => {
            heard.push((error as Error).message)
            isAway = false
            setImmediate(() => timers.advance(60_000))
          },
        },
      )
    })
  const close = await watch()
  await close()
  t.strictSame(heard, ['away', 1])
})

t.test('its two ends and the procuracy that supervises see a limit; another agency sees none', async (t) => {
  await transferred([passingOn(3), { ...passingOn(30), rule: 'BLTTHS.146.VKS', supervisor: null }])
  const rules = async (agency: string, state?: 'due' | 'met' | 'overdue') =>
    (await seenBy(agency, { state })).map(({ rule }) => rule)
  for (const agency of ['mttq', 'thanh-tra'])
    t.strictSame(await rules(agency), ['BLTTHS.146.VKS', 'BLTTHS.146'], agency)
  t.strictSame(await rules(supervisor), ['BLTTHS.146'])
  t.strictSame(await rules('toa-an'), [])
  t.strictSame(
    [await rules('mttq', 'met'), await rules('mttq', 'overdue'), await rules('mttq', 'due')],
    [['BLTTHS.146'], ['BLTTHS.146.VKS'], []],
  )
})

t.test('nobody sees a limit of what has no receipt', async (t) => {
  isDown = true
  await t.rejects(transferred([passingOn(3)]), { code: 'log-unavailable' })
  isDown = false
  t.equal((await db.query('SELECT FROM transfer_clock')).length, 1)
  t.strictSame(await seenBy('mttq'), [])
})

t.test('pages go on after their last; a limit of others is no place to go on from', async (t) => {
  const ids = [await transferred([passingOn(3)]), await transferred([passingOn(2)]), await transferred([passingOn(1)])]
  const seen: ClockRow[] = []
  for (let after: ClockRow | undefined; ; after = seen.at(-1)) {
    const page = await seenBy('mttq', { first: 2, after })
    seen.push(...page)
    if (page.length < 2) break
  }
  t.strictSame(
    seen.map(({ transfer }) => transfer),
    ids,
  )
  t.strictSame(await seenBy('toa-an', { after: seen[0] }), [])
})

t.test('what was reckoned is never changed, and no row goes', async (t) => {
  const id = await transferred([passingOn(3), receiver], ['1/TN'])
  await moved(id, 'delivered')
  for (const change of [
    "UPDATE transfer_clock SET due = '2099-01-01', last_at = '2099-01-01'",
    'UPDATE transfer_clock SET ended_at = now()',
    "UPDATE transfer_clock SET owner = 'toa-an'",
    'UPDATE transfer_clock SET started_at = NULL, basis = NULL, due = NULL, last_at = NULL',
    'DELETE FROM transfer_clock',
    'DELETE FROM transfer_clock_met',
  ])
    await t.rejects(db.query(change), { code: 'internal' }, change)
})

t.test('metrics count what is undelivered, what is pushed again, and which limits have passed', async (t) => {
  const now_ms = Date.now()
  const counts = (later_ms = 0) => countWaiting(db, new Date(now_ms + later_ms))
  t.strictSame(await counts(), { undelivered: 0, repushed: 0, overdue: 0 })
  const id = await transferred([receiver])
  await transferred([passingOn(30)])
  t.strictSame(await counts(), { undelivered: 2, repushed: 0, overdue: 0 }, 'a limit that ended late runs no more')
  const claiming = { receiver: 'thanh-tra', by: 'n', now_ms: now_ms + 60_000, until_ms: now_ms + 120_000 }
  const claim = await claimPush(db, claiming)
  t.equal((await counts(60_000)).repushed, 0, 'one that is being sent')
  t.equal((await counts(120_000)).repushed, 1, 'one whose node ended over it')
  await returnClaim(db, claim!, { by: 'n', next_ms: now_ms + 180_000, reason: 'source-unreachable' })
  t.equal((await counts(60_000)).repushed, 1, 'one that failed')
  await moved(id, 'delivered')
  const late_ms = 30 * 24 * hour_ms
  t.strictSame(await counts(), { undelivered: 1, repushed: 1, overdue: 0 })
  t.equal((await counts(late_ms)).overdue, 1)
  await moved(id, 'acknowledged')
  t.equal((await counts(late_ms)).overdue, 0)
})
