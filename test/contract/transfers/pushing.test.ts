/** What is pushed to a receiver's system: recorded before it is sent, by one node, as often as it takes and no more; on a real store and log. */
import t from 'tap'
import type { DeliveryDeclaration } from '../../../adapters/sdk/adapter.ts'
import type { Log } from '../../../gateway/audit/log.ts'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import type { Registry } from '../../../gateway/identity/registry.ts'
import { limits } from '../../../gateway/limits.ts'
import { createDoor } from '../../../gateway/release/door.ts'
import { giveUp } from '../../../gateway/release/transfers/giving-up.ts'
import { createInbox } from '../../../gateway/release/transfers/inbox.ts'
import { createPushAsking } from '../../../gateway/release/transfers/push-asking.ts'
import { pushOf } from '../../../gateway/release/transfers/push-rows.ts'
import { createPusher, type PusherOptions } from '../../../gateway/release/transfers/pushing.ts'
import { createRecalls } from '../../../gateway/release/transfers/recalls.ts'
import { stagesOf } from '../../../gateway/release/transfers/stage-rows.ts'
import type { AskHanding, Handed } from '../../../gateway/sources/sources.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import { childOf } from '../../../gateway/telemetry/traceparent.ts'
import { standing } from '../../support/deposits.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { codeOf } from '../../support/identity.ts'
import { transferring } from '../../support/receipted-transfers.ts'
import { translatedForm } from '../../support/receipts.ts'
import { inquiry } from '../../support/transfers.ts'
import { tablesWith } from '../deposits/world.ts'

const world = await transferring(t)
const { db, keeping, log, receipted, entries } = world
const { vault } = keeping.kept

/** Of this world each receiver is used by one test. */
const registry = () =>
  ({ participantOf: (id: string) => ({ systems: [{ id: `${id}:he-thong`, source: {} }] }) }) as unknown as Registry
const declared: DeliveryDeclaration = {
  idempotency: 'reference',
  retry: { attemptsMax: 3, backoff_ms: 1_000, backoffMax_ms: 4_000 },
}

const doorOf = (of: Log) => createDoor(of, standing)
const mayHandOut: PusherOptions['mayHandOut'] = async () => ({ state: 'ok', by: { dossiers: [] } })

/** A node that hands over to a system which does `hand`; `timers` far ahead of when the transfers came. */
function node(
  hand: (ask: AskHanding) => Promise<Handed>,
  change: Partial<PusherOptions> & { takes?: typeof declared } = {},
) {
  const { takes = declared, ...options } = change
  const timers = fakeTimers(Date.now() + 60_000)
  const sources = { hand, takesAt: () => takes }
  const by = newEventId()
  return {
    timers,
    ...createPusher({ keeping, sources, door: doorOf(log), registry, mayHandOut, node: by, timers, ...options }),
  }
}

const failing = (reason: string) => async (): Promise<Handed> => ({ state: 'failed', reason: reason as never })
const taking = (nativeKey?: string) => async (): Promise<Handed> => ({
  state: 'taken',
  ...(nativeKey && { nativeKey }),
})

function fetch(agency: string, id: string) {
  const system = { agency, id: agency, uri: agency, roles: ['exchange'], thumbprint: 'Zm9v' } as const
  const asker = { event: newEventId(), language: 'vi', trace: childOf(undefined), operation: 'inbox:fetch' } as const
  return createInbox(keeping, registry, mayHandOut).fetch({ ...asker, system }, id)
}

const told = (id: string, phase: string) =>
  entries().filter((entry) => entry.phase === phase && entry.detail.transfer?.id === id)
const lastStage = async (id: string) => (await stagesOf(db, id)).at(-1)!
const pushed = (id: string) => pushOf(db, vault, id)

t.test('recorded before the first byte; its number is the system’s word, and no acknowledgement', async (t) => {
  const id = await receipted({ receiver: 'a1' })
  let before = 0
  const { next } = node(async ({ document, reference, agency }) => {
    before = told(id, 'released').length
    t.same(Buffer.from(document.body), translatedForm.body)
    t.match({ reference, agency }, { reference: id, agency: 'a1' })
    return { state: 'taken', nativeKey: 'TN2026000001' }
  })
  t.match(await next('a1'), { id, outcome: 'taken', attempts: 1 })
  t.equal(before, 1)
  t.match(told(id, 'released')[0]!.detail, { operation: 'transfer:push', transfer: { attempts: 1 } })
  t.match(told(id, 'transfer-delivered').length, 1)
  t.match(await lastStage(id), { stage: 'delivered', agency: 'a1', system: 'a1:he-thong' })
  t.match(await pushed(id), { attempts: 1, next_at: null, last_reason: null, nativeKey: 'TN2026000001' })
  t.same(await tablesWith(db, 'TN2026000001'), [], 'which lies sealed')
  // The system may have lost it since: nobody signed for it, and it is not shown as acknowledged.
  t.equal(await next('a1'), undefined)
})

t.test('two nodes on one store: each is sent once', async (t) => {
  const ids = await Promise.all(Array.from({ length: 6 }, () => receipted({ receiver: 'a2' })))
  const sent: string[] = []
  const hand = async ({ reference }: AskHanding): Promise<Handed> => {
    sent.push(reference)
    return { state: 'taken' }
  }
  const drain = async ({ next }: ReturnType<typeof node>): Promise<void> => {
    while (await next('a2'));
  }
  const both = [node(hand), node(hand)]
  await Promise.all(both.map(drain))
  await Promise.all(both.map(drain))
  t.same(sent.toSorted(), ids.toSorted())
  for (const id of ids) t.equal(told(id, 'transfer-delivered').length, 1)
})

t.test('down, then up: sent again after a wait, and not before', async (t) => {
  const id = await receipted({ receiver: 'a3' })
  let hand = failing('source-unreachable')
  const { next, timers } = node(() => hand())
  t.match(await next('a3'), { outcome: 'postponed', reason: 'source-unreachable', attempts: 1 })
  t.match(await pushed(id), { last_reason: 'source-unreachable' })
  t.equal(await next('a3'), undefined, 'not yet')
  timers.advance(499)
  t.equal(await next('a3'), undefined, 'half of the wait is certain')
  hand = taking()
  timers.advance(501)
  t.match(await next('a3'), { outcome: 'taken', attempts: 2 })
  t.equal(told(id, 'released').length, 2)
})

t.test('after its bound it is a dead letter, which its receiver can still fetch', async (t) => {
  const id = await receipted({ receiver: 'a4' })
  const { next, timers } = node(failing('connection-lost'))
  for (const outcome of ['postponed', 'postponed', 'undeliverable']) {
    t.match(await next('a4'), { outcome })
    timers.advance(4_000)
  }
  t.equal(await next('a4'), undefined)
  t.match(await lastStage(id), { stage: 'dead-letter', reason: 'connection-lost', agency: null })
  t.match(told(id, 'transfer-undeliverable')[0]!.detail, { transfer: { reason: 'connection-lost', attempts: 3 } })
  await fetch('a4', id)
  t.match(await lastStage(id), { stage: 'delivered', agency: 'a4' })
})

t.test('what the system refuses is not sent again', async (t) => {
  const id = await receipted({ receiver: 'a5' })
  const { next } = node(async () => ({ state: 'refused', refusal: 'reference-used' }))
  t.match(await next('a5'), { outcome: 'undeliverable', reason: 'reference-used', attempts: 1 })
  t.match(await lastStage(id), { stage: 'dead-letter', reason: 'reference-used' })
})

t.test('without the log nothing is sent, and it does not count', async (t) => {
  const id = await receipted({ receiver: 'a6' })
  const refuse: typeof log.append = async () => {
    throw new GatewayError('log-unavailable')
  }
  const { next } = node(async () => t.fail('sent') as never, { door: doorOf({ ...log, append: refuse }) })
  t.match(await next('a6'), { outcome: 'postponed', reason: 'log-unavailable' })
  t.match(await pushed(id), { attempts: 0 })
})

t.test('a node that ends in the middle leaves it to another, and the sending counts', async (t) => {
  const id = await receipted({ receiver: 'a7' })
  const dead = node(() => Promise.reject(new Error('the process is gone')))
  await t.rejects(dead.next('a7'))
  const other = node(taking('K1'))
  t.equal(await other.next('a7'), undefined, 'it may be under way still')
  other.timers.advance(limits.handing.lease_ms)
  t.match(await other.next('a7'), { outcome: 'taken', attempts: 2 })
  t.match(await pushed(id), { nativeKey: 'K1', attempts: 2 })
})

t.test('and when that was its last, it is given up and not sent once more', async (t) => {
  const id = await receipted({ receiver: 'a8' })
  const takes = { ...declared, retry: { ...declared.retry, attemptsMax: 1 } }
  await t.rejects(node(() => Promise.reject(new Error('gone')), { takes }).next('a8'))
  const other = node(async () => t.fail('sent') as never, { takes })
  other.timers.advance(limits.handing.lease_ms)
  t.match(await other.next('a8'), { outcome: 'undeliverable' })
  t.match(await lastStage(id), { stage: 'dead-letter' })
})

t.test('a late word of a node whose claim is over changes nothing that another did', async (t) => {
  const id = await receipted({ receiver: 'a9' })
  let answer: (handed: Handed) => void = () => {}
  let asked: () => void = () => {}
  const asking = new Promise<void>((resolve) => (asked = resolve))
  const slow = node(() => {
    asked()
    return new Promise((resolve) => (answer = resolve))
  })
  const waiting = slow.next('a9')
  await asking
  const other = node(taking('K2'))
  other.timers.advance(limits.handing.lease_ms)
  t.match(await other.next('a9'), { outcome: 'taken' })
  answer({ state: 'failed', reason: 'source-timeout' })
  await waiting
  t.match(await pushed(id), { next_at: null, last_reason: null, nativeKey: 'K2' })
  t.match(await lastStage(id), { stage: 'delivered' })
})

t.test('fetched while it is sent: delivered once', async (t) => {
  const id = await receipted({ receiver: 'b1' })
  const { next } = node(async () => {
    await fetch('b1', id)
    return { state: 'taken', nativeKey: 'K3' }
  })
  t.match(await next('b1'), { outcome: 'taken' })
  t.equal(told(id, 'transfer-delivered').length, 1)
  t.match(await pushed(id), { nativeKey: 'K3', next_at: null })
})

t.test('ended while it is sent: another node goes on, and it does not count', async (t) => {
  const id = await receipted({ receiver: 'b2' })
  const ending = new AbortController()
  const { next } = node(async () => {
    ending.abort()
    return { state: 'failed', reason: 'cancelled' }
  })
  t.match(await next('b2', ending.signal), { outcome: 'postponed', reason: 'cancelled' })
  t.match(await pushed(id), { attempts: 0, last_reason: 'cancelled' })
})

t.test('where nothing makes a repetition harmless, it waits in the inbox', async (t) => {
  const id = await receipted({ receiver: 'b3' })
  const { next } = node(async () => t.fail('sent') as never, { takes: { ...declared, idempotency: 'none' } })
  t.equal(await next('b3'), undefined)
  t.match(await lastStage(id), { stage: 'receipted' })
})

t.test('fetched and called back before the first byte: it is not sent any more', async (t) => {
  const id = await receipted({ receiver: 'b4' })
  const append: typeof log.append = async (entry) => {
    await fetch('b4', id)
    const why = { code: 'sent-in-error', text: 'Chuyển nhầm' } as const
    await createRecalls(keeping, 3).recall(inquiry({ operation: 'transfer:recall' }), id, why)
    return log.append(entry)
  }
  const { next } = node(async () => t.fail('sent') as never, { door: doorOf({ ...log, append }) })
  t.match(await next('b4'), { id, outcome: 'dropped' })
  t.match(await lastStage(id), { stage: 'recalled' })
})

t.test('a node whose claim was over before it came to send leaves it to the other', async (t) => {
  const id = await receipted({ receiver: 'b5' })
  const timers = fakeTimers(Date.now() + 60_000)
  const slow: PusherOptions['mayHandOut'] = async () => {
    timers.advance(limits.handing.lease_ms)
    return { state: 'ok', by: { dossiers: [] } }
  }
  const first = node(async () => t.fail('sent') as never, { timers, mayHandOut: slow })
  t.match(await first.next('b5'), { id, outcome: 'dropped' })
  t.match(await node(taking(), { timers }).next('b5'), { outcome: 'taken', attempts: 2 })
})

t.test('what is held is looked at ever less often, and does not keep what may go from going', async (t) => {
  const id = await receipted({ receiver: 'b6' })
  const timers = fakeTimers(Date.now() + 60_000)
  const since = new Date(timers.now_ms())
  let looks = 0
  const hold: PusherOptions['mayHandOut'] = async () => {
    looks += 1
    return { state: 'held', reason: 'sealed', since }
  }
  const retry = { ...declared.retry, backoffMax_ms: 60_000 }
  const { next } = node(async () => t.fail('sent') as never, {
    timers,
    mayHandOut: hold,
    takes: { ...declared, retry },
  })
  for (let second = 0; second < 120; second += 1) {
    await next('b6')
    timers.advance(1_000)
  }
  t.ok(looks > 2 && looks <= 16, `${looks} looks in two minutes`)
  t.match(await pushed(id), { attempts: 0, last_reason: 'transfer-held' })
})

const { asked_max, asked_interval_ms } = limits.handing

/** Of a system of `agency` that asks for a push, by the clock of `timers`. */
function asking(agency: string, timers = fakeTimers(Date.now() + 60_000), takes = declared) {
  const { ask } = createPushAsking({ keeping, takesAt: () => takes, timers })
  const system = { agency, id: `${agency}:khac`, uri: agency, roles: ['exchange'], thumbprint: 'Zm9v' } as const
  return { timers, ask: (id: string) => ask(inquiry({ operation: 'transfer:ask-push', system }), id) }
}

t.test('what its system took and lost is pushed there again when its receiver asks; the stage stays', async (t) => {
  const id = await receipted({ receiver: 'c1' })
  const { timers, ask } = asking('c1')
  let number = 'K1'
  const { next } = node(async () => ({ state: 'taken', nativeKey: number }), { timers })
  await next('c1')
  const asked = await ask(id)
  t.match(asked, { receipt: { index: Number }, pushed: { attempts: 1, asked: 1, next_at: Date } })
  t.match(await ask(id), { receipt: undefined, pushed: { asked: 1 } }, 'it is due: once is enough')
  number = 'K2'
  t.match(await next('c1'), { id, outcome: 'taken', attempts: 2 })
  t.match(await pushed(id), { nativeKey: 'K2', next_at: null, asked: 1 }, 'what the system calls it by now')
  t.match(await lastStage(id), { stage: 'delivered' })
  t.match(told(id, 'transfer-push-asked'), [
    { detail: { who: { agency: 'c1', system: 'c1:khac' }, transfer: { attempts: 1 } } },
  ])
  t.equal(told(id, 'released').length, 2, 'each sending is an entry')
  t.equal(told(id, 'transfer-delivered').length, 1)
})

t.test('a dead letter is pushed again as often as the first time, and delivered when it is taken', async (t) => {
  const id = await receipted({ receiver: 'c2' })
  const { timers, ask } = asking('c2')
  let hand = failing('connection-lost')
  const { next } = node(() => hand(), { timers })
  const drain = async () => {
    for (let told = await next('c2'); told; told = await next('c2')) timers.advance(asked_interval_ms)
  }
  await drain()
  t.match([await lastStage(id), await pushed(id)], [{ stage: 'dead-letter' }, { attempts: 3 }])
  await ask(id)
  await drain()
  t.match(await pushed(id), { attempts: 6, next_at: null, last_reason: 'connection-lost' })
  t.equal(told(id, 'transfer-undeliverable').length, 1, 'it was one by then')
  await ask(id)
  hand = taking('K1')
  await drain()
  t.match([await lastStage(id), await pushed(id)], [{ stage: 'delivered' }, { attempts: 7, nativeKey: 'K1' }])
})

t.test('nobody floods a system: of what waits one is asked for, after a while again, and so often', async (t) => {
  const id = await receipted({ receiver: 'c3' })
  const { timers, ask } = asking('c3')
  let sent = 0
  const { next } = node(
    async () => {
      sent += 1
      return { state: 'taken' }
    },
    { timers },
  )
  await next('c3')
  await Promise.all(Array.from({ length: 8 }, () => ask(id)))
  while (await next('c3'));
  t.equal(sent, 2)
  const soon = await ask(id).catch((error: unknown) => error)
  t.match(soon, { code: 'push-too-often', retry_s: asked_interval_ms / 1000 })
  for (let asked = 1; asked < asked_max; asked += 1) {
    timers.advance(asked_interval_ms)
    await ask(id)
    await next('c3')
  }
  timers.advance(asked_interval_ms)
  t.match(await ask(id).catch((error: unknown) => error), { code: 'push-too-often', retry_s: undefined })
  t.equal(sent, 1 + asked_max)
})

t.test('asked for while a clock was ahead: asked for again once it is right, and sent then', async (t) => {
  const id = await receipted({ receiver: 'c7' })
  const { next, timers } = node(taking())
  await next('c7')
  await asking('c7', fakeTimers(Date.now() + 365 * 24 * asked_interval_ms)).ask(id)
  t.equal(await next('c7'), undefined, 'not due by the clock of now')
  t.match(await asking('c7', timers).ask(id), { pushed: { asked: 2 } })
  t.match(await next('c7'), { outcome: 'taken' })
})

t.test('it is its receiver’s to ask, of what may be handed out, where a repetition does no harm', async (t) => {
  const [id, recalled] = [await receipted({ receiver: 'c4' }), await receipted({ receiver: 'c4' })]
  for (const other of ['mttq', 'c5']) t.equal(await codeOf(() => asking(other).ask(id)), 'transfer-not-found', other)
  const none = asking('c4', undefined, { ...declared, idempotency: 'none' })
  t.equal(await codeOf(() => none.ask(id)), 'push-unavailable')
  const { timers, ask } = asking('c4')
  const { next } = node(taking(), { timers })
  await next('c4')
  await next('c4')
  await ask(recalled)
  const why = { code: 'sent-in-error', text: 'Chuyển nhầm' } as const
  await createRecalls(keeping, 3).recall(inquiry({ operation: 'transfer:recall' }), recalled, why)
  t.equal(await next('c4'), undefined, 'called back after it was asked for')
  t.equal(await codeOf(() => ask(recalled)), 'transfer-recalled')
  t.equal(told(recalled, 'released').length, 1)
})

t.test('asked for while it is sent: once', async (t) => {
  const id = await receipted({ receiver: 'c6' })
  const { timers, ask } = asking('c6')
  const { next } = node(
    async () => {
      t.match(await ask(id), { receipt: undefined })
      return { state: 'taken' }
    },
    { timers },
  )
  t.match(await next('c6'), { outcome: 'taken' })
  t.equal(await next('c6'), undefined)
})

t.test('given up while it is sent: delivered all the same', async (t) => {
  const id = await receipted({ receiver: 'c7' })
  const { next } = node(async () => {
    await giveUp(keeping, { fetch: 1, answer: 999 }, new Date(Date.now() + 2 * 24 * 60 * 60 * 1000))
    return { state: 'taken', nativeKey: 'K1' }
  })
  t.match(await next('c7'), { outcome: 'taken' })
  t.match((await stagesOf(db, id)).slice(-2), [{ stage: 'dead-letter', reason: 'not-fetched' }, { stage: 'delivered' }])
})
