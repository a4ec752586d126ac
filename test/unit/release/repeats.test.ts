/** Refusals without end leave a bounded number of entries, and none of them is left out of the count. */
import { mock } from 'node:test'
import t, { type Test } from 'tap'
import { encodeEntry } from '../../../gateway/audit/encoding.ts'
import type { Entry } from '../../../gateway/audit/entry.ts'
import type { Log } from '../../../gateway/audit/log.ts'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { limits } from '../../../gateway/limits.ts'
import { createDoor, prepareProblem } from '../../../gateway/release/door.ts'
import type { Standing } from '../../../gateway/release/events.ts'
import type { Inquiry } from '../../../gateway/release/inquiry.ts'
import { createRepeats } from '../../../gateway/release/repeats.ts'
import { parseTraceparent } from '../../../gateway/telemetry/traceparent.ts'
import { callerOf } from '../../support/policy.ts'
import { testSeal } from '../../support/sealing.ts'

const standing: Standing = {
  node: { name: 'node-1', build: 'b', config: 'c' },
  versions: () => ({ policy: 'p1', registry: 'r1', schema: 's1' }),
  clock: () => 'steady' as const,
}
let events = 0
const inquiryOf = (id = 'cong-an:dieu-tra', change: Partial<Inquiry> = {}): Inquiry => ({
  event: `ev-${String(++events).padStart(6, '0')}`,
  language: 'en',
  trace: parseTraceparent('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')!,
  operation: 'dossier:read',
  system: { agency: id.split(':')[0]!, id, uri: `urn:lienthong:${id}`, roles: ['exchange'], thumbprint: 'x5t' },
  ...change,
})

/** Keeps its entries in memory, each checked against the schema; can be made to fail. */
function logOf() {
  const entries: Entry[] = []
  let refuses = false
  let healthy = true
  const log = {
    origin: 'test/log',
    healthy: () => healthy,
    append: async (entry: Entry) => {
      if (refuses) throw new GatewayError('log-unavailable')
      encodeEntry(entry, testSeal)
      return { index: entries.push(entry) - 1, leaf: 'AAAA' }
    },
  } as unknown as Log
  const refuse = (on: boolean) => {
    refuses = on
  }
  const fail = () => {
    healthy = false
  }
  return { log, entries, refuse, fail }
}

const refusal = (
  door: ReturnType<typeof createDoor>,
  inquiry: Inquiry,
  code: 'rate-limited' | 'token-invalid' | 'oauth-locked-out' = 'rate-limited',
) => door.pass(inquiry, prepareProblem(inquiry, code))

t.test('a thousand refusals of a system: one entry at once, and one with the count', async (t) => {
  const { log, entries } = logOf()
  const door = createDoor(log, standing)
  const first = await refusal(door, inquiryOf())
  t.equal(entries.length, 1, 'recorded before it leaves')
  const inquiry = inquiryOf()
  const second = await refusal(door, inquiry)
  t.equal(second.status, 429)
  t.equal(second.headers['audit-receipt'], first.headers['audit-receipt'])
  t.match(JSON.parse(String(second.body)).instance, entries[0]!.event, 'names the event that the log has')
  t.notMatch(String(second.body), inquiry.event)
  await Promise.all(Array.from({ length: 998 }, () => refusal(door, inquiryOf())))
  t.equal(entries.length, 1)
  await door.close()
  t.equal(entries.length, 2)
  t.match(entries[1], {
    event: entries[0]!.event,
    phase: 'denied',
    outcome: 'rate-limited',
    detail: { who: { agency: 'cong-an', system: 'cong-an:dieu-tra', certificate: 'x5t' }, repeated: { count: 999 } },
  })
  const { from, to } = entries[1]!.detail.repeated!
  t.ok(from <= to && to <= entries[1]!.at)
})

t.test('whatever is not the same has an entry of its own', async (t) => {
  const { log, entries } = logOf()
  const door = createDoor(log, standing)
  const officer = (name: string) => inquiryOf(undefined, { caller: { ...callerOf(), officer: name } })
  for (const inquiry of [inquiryOf(), inquiryOf('toa-an:xet-xu'), officer('dtv-001'), officer('dtv-002')])
    await refusal(door, inquiry)
  for (let n = 0; n < 3; n++) await refusal(door, inquiryOf(), 'token-invalid')
  t.equal(entries.length, 4 + 3, 'and every other refusal')
  await door.close()
  t.equal(entries.length, 7, 'nothing was repeated')
})

t.test('of what is nobody’s some have entries of their own, by code; a flood is counted', async (t) => {
  const { log, entries } = logOf()
  const door = createDoor(log, standing)
  const { strangers_entries_max } = limits.log
  const codes = ['certificate-missing', 'certificate-unregistered'] as const
  const instances = new Set<string>()
  for (const code of codes)
    for (let n = 0; n < 20 * strangers_entries_max; n++) {
      const { system: _, ...nobody } = inquiryOf()
      const { status, body, headers } = await door.pass(nobody, prepareProblem(nobody, code))
      t.match({ status, headers }, { status: 401, headers: { 'audit-receipt': /index=/ } })
      instances.add(JSON.parse(String(body)).instance.replace('urn:lienthong:event:', ''))
    }
  t.equal(entries.length, 2 * strangers_entries_max)
  t.same(instances, new Set(entries.map(({ event }) => event)), 'each answer names an event that the log has')
  await door.close()
  t.match(entries.slice(2 * strangers_entries_max), [
    ...codes.map((outcome) => ({ outcome, detail: { repeated: { count: 19 * strangers_entries_max } } })),
  ])
})

t.test('at once, all of them together, it is still one', async (t) => {
  const { log, entries } = logOf()
  const door = createDoor(log, standing)
  await Promise.all(Array.from({ length: 100 }, () => refusal(door, inquiryOf())))
  await door.close()
  t.match(entries, [{}, { detail: { repeated: { count: 99 } } }])
})

t.test('while the log takes nothing, every refusal is the answer that says so', async (t) => {
  const { log, entries, refuse, fail } = logOf()
  const door = createDoor(log, standing)
  refuse(true)
  const both = await Promise.all([refusal(door, inquiryOf()), refusal(door, inquiryOf())])
  for (const { status } of both) t.equal(status, 503, 'also for who waited for the entry of the first')
  refuse(false)
  t.equal((await refusal(door, inquiryOf())).status, 429)
  t.equal(entries.length, 1)
  refuse(true)
  fail()
  t.equal((await refusal(door, inquiryOf())).status, 503, 'nothing is counted that can not be told')
})

/** One and the same refusal, by a clock of the test's own. */
function counting(t: Test, own_max = 1) {
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  const { log, entries, refuse } = logOf()
  const repeats = createRepeats(log, standing)
  const who = { agency: 'a', system: 'a:b', certificate: 'x', officer: 'o', token: 't', clearance: 'NOI_BO' }
  let firsts = 0
  return {
    entries,
    refuse,
    firsts: () => firsts,
    counts: () => entries.map(({ detail }) => detail.repeated?.count),
    async minute() {
      mock.timers.tick(limits.log.repeats_interval_ms)
      await new Promise((resolve) => setImmediate(resolve))
    },
    record: () =>
      repeats.record({ key: 'same', own_max }, async () => {
        firsts += 1
        const entry = { event: 'ev-1', phase: 'denied', outcome: 'rate-limited', detail: { who } } as unknown as Entry
        return { index: 0, leaf: 'AAAA', entry }
      }),
  }
}

t.test('every minute the count is told; a new first one comes after a minute without any', async (t) => {
  const { entries, counts, minute, record, firsts } = counting(t)
  for (let n = 0; n < 4; n++) await record()
  await minute()
  t.match(entries[0]!.detail, { who: { officer: 'o' }, repeated: { count: 3 } })
  t.notOk(entries[0]!.detail.who?.token, 'it may have been several')
  for (let n = 0; n < 5; n++) await record()
  await minute()
  t.same(counts(), [3, 5])
  t.equal(firsts(), 1)
  await minute()
  await minute()
  t.same(counts(), [3, 5], 'nothing to tell')
  await record()
  t.equal(firsts(), 2)
})

t.test('what has entries of its own has them again only after a minute without any that were counted', async (t) => {
  const { counts, minute, record, firsts } = counting(t, 3)
  for (let n = 0; n < 3; n++) await record()
  await minute()
  for (let n = 0; n < 4; n++) await record()
  t.equal(firsts(), 6)
  await minute()
  for (let n = 0; n < 4; n++) await record()
  t.equal(firsts(), 6, 'the flood goes on')
  await minute()
  await minute()
  t.same(counts(), [1, 4])
  await record()
  t.equal(firsts(), 7)
})

t.test('a count that the log does not take is told later', async (t) => {
  const { entries, counts, minute, record, refuse } = counting(t)
  for (let n = 0; n < 8; n++) await record()
  refuse(true)
  await minute()
  t.same(entries, [])
  for (let n = 0; n < 2; n++) await record()
  refuse(false)
  await minute()
  t.same(counts(), [9])
})
