/** Tells agencies of what changed at others, by the routes: asks the source once, writes for each receiver what it may have, and stores it as a transfer. */
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { vietnamTime } from '../../../schemas/consistency/moment.ts'
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { wait_ms } from '../../telemetry/backoff.ts'
import { type Timers, timestamp } from '../../telemetry/clock.ts'
import { newEventId, newTransferId } from '../../telemetry/ids.ts'
import { childOf, formatTraceparent } from '../../telemetry/traceparent.ts'
import { entryOf } from '../events.ts'
import type { Keeping } from '../keeping.ts'
import { open } from '../sealed.ts'
import { givenBy, isGivenLast } from '../transfers/given-rows.ts'
import type { AskedHandingOver, Handed } from '../transfers/handed.ts'
import type { Receipting } from '../transfers/receipting.ts'
import { type Deciding, type Refused, refused, routeFor } from '../transfers/receiving.ts'
import { storeTransfers, type ToStore } from '../transfers/storing.ts'
import type { AskedFacet, AskForFacet, Cause } from './asking.ts'
import { occasionOf } from './occasion.ts'
import { type Changed, findChanged, mayBeTold, type Telling, tellingsOf } from './receivers.ts'
import { type Claim, claimChange, endLook, lockChange, type NoticeRow, noticesOf, putNotice } from './rows.ts'

/**
 * What came of one look at a facet that changed. `ended`: nobody is owed anything any more; `made`, `failed`: who was told by a transfer, and who could not be.
 * `postponed`: it is looked at again.
 */
export interface LookTold {
  readonly agency: string
  readonly outcome: 'ended' | 'postponed'
  readonly attempts: number
  /** A code; of what is postponed. */
  readonly reason?: string
  readonly made: readonly { readonly receiver: string; readonly transfer: string }[]
  readonly failed: readonly { readonly receiver: string; readonly reason: string }[]
}

export interface Teller {
  /** Looks at what changed at `agency` and is due longest, once; undefined when nothing is. Rejects as the store does; then it is looked at again once the claim is over. */
  next(agency: string, signal?: AbortSignal): Promise<LookTold | undefined>
}

export interface TellerOptions {
  readonly keeping: Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>
  readonly ask: AskForFacet
  readonly receipting: Pick<Receipting, 'finish'>
  /** What is in force. */
  deciding(): Deciding
  /** Routes and writes, by what is in force at the call. */
  handOver(ask: AskedHandingOver): Promise<Handed>
  /** Of this node's run, unlike any other. */
  readonly node: string
  readonly timers: Timers
}

/** What another look may find otherwise; anything else stays so until the facet changes. */
const passing: ReadonlySet<string> = new Set(['receiver-unavailable', 'policy-changed'])
/** So is all that a source says now, but for these. */
const final: ReadonlySet<string> = new Set(['state-secret-in-clear', 'another-dossier'])

/** What is wrong with this document stays so; what may pass is thrown. */
function refusalOf(error: unknown): Refused {
  if (error instanceof GatewayError && error.status < 500) return refused(error.code)
  throw error
}

type Came =
  | { readonly came: 'known' | 'moved' }
  | { readonly came: 'made'; readonly receiver: string; readonly transfer: string }
  | { readonly came: 'failed' | 'waits'; readonly receiver: string; readonly reason: string }

/** Written for its receiver, and not stored yet. */
type ToBeMade = Extract<Handed, { state: 'ok' }> & Pick<ToStore, 'id' | 'native' | 'stages'>

interface Look {
  readonly claim: Claim
  readonly changed: Changed
  readonly by: Deciding
  readonly cause: Cause
  readonly before: ReadonlyMap<string, NoticeRow>
}

export function createTeller({ keeping, ask, receipting, deciding, handOver, node, timers }: TellerOptions): Teller {
  const { db, kept, recordings, standing } = keeping
  const { vault } = kept

  const inForceOf = ({ policy, registry }: Deciding) => ({ policy: policy.version, registry: registry.version })
  /** Of the agency's facet and one receiver. */
  const macOf = ({ agency, keyMac }: Claim, receiver: string, text: string): Buffer =>
    vault.mac(Buffer.from(text), ['notice', agency, keyMac.toString('base64'), receiver])

  /** Whose system it came from. */
  const systemOf = ({ registry }: Deciding, agency: string): string =>
    registry.participantOf(agency)?.systems.find(({ source }) => source !== undefined)?.id ?? agency

  /** Notes that a receiver can't be told, and why, unless by then the facet changed or another node has it in hand; the log and its agency hear of it once, until that is otherwise. */
  async function fail({ claim, changed, cause, before }: Look, { route }: Telling, reason: string): Promise<Came> {
    const { to: receiver } = route
    const last = before.get(receiver)
    if (last?.state === 'failed' && last.reason === reason) return { came: 'known' }
    const { agency, dossier, kind } = changed.facet
    const recording = await db.transaction(async (tx) => {
      if (!(await lockChange(tx, claim, node))) return undefined
      const { event, ...about } = cause
      const transfer = { sender: agency, receiver, kind, reason, attempts: claim.attempts }
      const detail = { ...about, asked: [dossier], transfer }
      const recording = await recordings.owe(tx, [entryOf(standing, { event, phase: 'notice-failed', detail })])
      await putNotice(tx, claim, { receiver, occasion: null, state: 'failed', reason, event })
      return recording
    })
    if (recording === undefined) return { came: 'moved' }
    // Committed, and so owed: a log that is down now gets it later.
    await recordings.settle(recording).catch(() => {})
    return { came: 'failed', receiver, reason }
  }

  /** Notes that a receiver knows `occasion` (null: there is none to know), where it does not stand so. */
  async function know({ claim, cause, before }: Look, receiver: string, occasion: Buffer | null): Promise<Came> {
    const last = before.get(receiver)
    const stands = last ? last.state !== 'failed' : occasion === null
    if (!stands)
      await db.transaction(async (tx) => {
        const known = { receiver, occasion, state: 'known', event: cause.event } as const
        if (await lockChange(tx, claim, node)) await putNotice(tx, claim, known)
      })
    return { came: 'known' }
  }

  /** Stores what was written, unless by then the facet changed, its receiver is none any more, or has it already. */
  async function store(
    look: Look,
    telling: Telling,
    occasion: Buffer,
    answer: AskedFacet,
    handed: ToBeMade,
  ): Promise<Came> {
    const { claim, by, cause } = look
    const { agency: sender } = claim
    const { to: receiver } = telling.route
    const event = newEventId()
    const ends = { sender, receiver }
    const row = await db.transaction(async (tx) => {
      const isSame = await lockChange(tx, claim, node)
      const now = isSame ? await findChanged(tx, kept, claim) : undefined
      if (!now || !tellingsOf(deciding().registry, now).some(({ route }) => route.to === receiver)) return 'moved'
      const note = { receiver, occasion, event }
      if (await isGivenLast(tx, ends, givenBy(vault, ends, handed))) {
        await putNotice(tx, claim, { ...note, state: 'known' })
        return 'known'
      }
      const { id, native, stages } = handed
      const made: ToStore = {
        ...{ id, ...ends, system: systemOf(by, sender), native, handed, adapter: answer.adapter, stages },
        // No sender's key has a space.
        ...{ key: `notice ${id}`, mac: occasion, decidedBy: inForceOf(by), made: { asked: cause.event } },
        cause: { ...cause, event },
      }
      const [row] = await storeTransfers(tx, keeping, inForceOf(deciding()), [made])
      await putNotice(tx, claim, { ...note, state: 'made', transfer: id })
      return row!
    })
    if (typeof row === 'string') return { came: row }
    // Committed, and so owed: its receipt is made later if it can't be now.
    await receipting.finish(row).catch(() => {})
    return { came: 'made', receiver, transfer: row.id }
  }

  async function tell(look: Look, telling: Telling, answer: AskedFacet): Promise<Came> {
    const { claim, cause, before } = look
    const { agency: from } = claim
    const { to } = telling.route
    const given = open<Translation>(answer.sealed)
    const routed = routeFor(look.by.registry, { from, to, given })
    // It is of another commune, or of another kind than the index knows; nor is it told by whichever route it would go.
    if (!routed.allowed || routed.route !== telling.route) return { came: 'known' }
    const { text, places, isPast } = occasionOf(given.facet, telling.notices, telling.code, claim.past)
    const known = before.get(to)?.occasion
    if (text === undefined && !known) return know(look, to, null)
    const occasion = macOf(claim, to, text ?? '')
    if (known ? known.equals(occasion) : isPast) return know(look, to, occasion)
    const id = newTransferId()
    const { event, traceparent } = cause
    const asked = { from, to, translation: answer.sealed, reference: id, at: vietnamTime(timestamp()) }
    const handed = await handOver({ ...asked, event, traceparent }).catch(refusalOf)
    if (handed.state === 'refused') {
      if (passing.has(handed.code)) return { came: 'waits', receiver: to, reason: handed.code }
      return fail(look, telling, handed.code)
    }
    const isKept = (place: string) =>
      handed.withheld.some(({ path, masked }) => !masked && (place === path || place.startsWith(`${path}/`)))
    // A message with nothing of it would tell that there is something.
    if (!known && places.every(isKept)) return know(look, to, null)
    const { receivedAt, translatedAt, native } = answer
    const stages = [
      { stage: 'received', at: receivedAt },
      { stage: 'parsed', at: translatedAt },
      { stage: 'translated', at: translatedAt },
      { stage: 'routed', at: timestamp() },
    ] as const
    return store(look, telling, occasion, answer, { ...handed, id, native, stages })
  }

  async function giveBack(claim: Claim, came: readonly Came[], reason?: string, uncounted = false): Promise<LookTold> {
    const { agency, attempts } = claim
    const next_ms = timers.now_ms() + wait_ms(limits.notices, Math.max(1, attempts))
    await endLook(db, claim, node, reason === undefined ? undefined : { next_ms, reason, uncounted })
    return {
      ...{
        agency,
        attempts,
        outcome: reason === undefined ? 'ended' : 'postponed',
        ...(reason !== undefined && { reason }),
      },
      made: came.flatMap((one) => (one.came === 'made' ? [{ receiver: one.receiver, transfer: one.transfer }] : [])),
      failed: came.flatMap((one) => (one.came === 'failed' ? [{ receiver: one.receiver, reason: one.reason }] : [])),
    }
  }

  async function look(claim: Claim, signal: AbortSignal | undefined): Promise<LookTold> {
    const changed = await findChanged(db, kept, claim)
    const by = deciding()
    const tellings = changed ? tellingsOf(by.registry, changed) : []
    if (!changed || tellings.length === 0) return giveBack(claim, [])
    const traceparent = formatTraceparent(childOf(undefined))
    const cause: Cause = { event: newEventId(), operation: 'notice', traceparent }
    const at: Look = { claim, changed, by, cause, before: await noticesOf(db, claim) }
    const isLast = claim.attempts >= limits.notices.attempts_max
    const came: Came[] = []
    const asking = Map.groupBy(tellings, (telling) => mayBeTold(by, changed, telling))
    // Its source is not asked; what it has come to the index tells by its stage.
    for (const telling of asking.get(false) ?? [])
      if (telling.notices.includes(changed.facet.stage) && claim.past?.stage !== changed.facet.stage)
        came.push(await fail(at, telling, 'not-for-receiver'))
    const told = asking.get(true) ?? []
    if (told.length === 0) return giveBack(claim, came)
    const answer = await ask(changed.facet, cause, signal)
    if (answer.state === 'failed') {
      const { reason } = answer
      if (signal?.aborted) return giveBack(claim, came, reason, true)
      if (!isLast && !final.has(reason)) return giveBack(claim, came, reason)
      for (const telling of told) came.push(await fail(at, telling, reason))
      return giveBack(claim, came)
    }
    for (const telling of told) {
      const one = await tell(at, telling, answer)
      came.push(one.came === 'waits' && isLast ? await fail(at, telling, one.reason) : one)
    }
    const waiting = came.find(({ came }) => came === 'waits')
    return giveBack(claim, came, waiting && 'reason' in waiting ? waiting.reason : undefined)
  }

  return {
    async next(agency, signal) {
      const now_ms = timers.now_ms()
      const claim = await claimChange(db, agency, { by: node, now_ms, until_ms: now_ms + limits.notices.lease_ms })
      if (!claim) return undefined
      return look(claim, signal).catch((error: unknown) => {
        if (!(error instanceof GatewayError)) throw error
        return giveBack(claim, [], error.code, error.status === 503)
      })
    },
  }
}
