/**
 * Whether what was handed over may still be handed out. It was written by the marks and policies of then; before its bytes leave, those of now decide again:
 * a record whose label rose, or that was sealed or concealed since, is held.
 */
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { vietnamTime } from '../../../schemas/consistency/moment.ts'
import { type HandedRecord, handedRecord } from '../../dossiers/handed-record.ts'
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import type { Sources } from '../../sources/sources.ts'
import type { Sql } from '../../store/pool.ts'
import { timestamp } from '../../telemetry/clock.ts'
import { openFor } from '../addressed.ts'
import type { Keeping } from '../keeping.ts'
import { portions } from '../logged.ts'
import { notNow } from '../quarantine/redrive.ts'
import { open, type Sealed } from '../sealed.ts'
import type { Vault } from '../vault.ts'
import { withheldBeside } from './attachable.ts'
import { type Clearance, clearanceOf, putClearance } from './clearance-rows.ts'
import { documentOf, factsOf, numbersIn, type TransferFacts } from './content-rows.ts'
import { type Cleared, stageEntry, type TransferCause } from './entries.ts'
import type { WithheldPlace } from './receivable.ts'
import { type Deciding, receivedOf } from './receiving.ts'
import { lockTransfer } from './rows.ts'
import type { TransferRow } from './transfer.ts'

/** `reason`: a code, for the sender alone. */
export type HandingOut =
  | { readonly state: 'ok'; readonly by: Cleared }
  | { readonly state: 'held'; readonly reason: string; readonly since: Date }

/**
 * Decides by what stands now, anew if that changed meanwhile; what begins to be held is in the log when this resolves, once. Throws GatewayError
 * `transfers-unavailable` when it can't be decided now, `transfer-erased`, and as the store and the log: then nothing may be handed out either.
 */
export type MayHandOut = (transfer: TransferRow, cause: TransferCause) => Promise<HandingOut>

export interface ClearingOptions {
  readonly keeping: Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>
  readonly sources: Pick<Sources<Sealed>, 'retranslate'>
  /** What is in force. */
  deciding(): Deciding
}

/** Keyed MAC of all that the handing out of a transfer is decided by; `channels`: what is open now, for one with opaque parts (openFor). */
export const basisOf = (
  vault: Vault,
  transfer: string,
  record: Pick<HandedRecord, 'standing'>,
  inForce: { readonly policy: string; readonly registry: string; readonly channels: readonly string[] },
): Buffer => {
  const { policy, registry, channels } = inForce
  return vault.mac(Buffer.from(record.standing), ['transfer-clearance', transfer, policy, registry, ...channels])
}

/** What was decided anew. `more`: places that are kept from its receiver by now, and were not. */
interface Decided extends Pick<Clearance, 'held' | 'cleared'> {
  readonly more?: readonly WithheldPlace[]
}

const heldFor = (held: string): Decided => ({ held, cleared: null })

/** Whether `place` was kept from the receiver before, as much as now. */
const isKnown = (before: TransferFacts['withheld'], { path, masked }: WithheldPlace): boolean =>
  before.some((known) => (!known.masked || masked) && (path === known.path || path.startsWith(`${known.path}/`)))

export function createClearing({ keeping, sources, deciding }: ClearingOptions): MayHandOut {
  const { db, recordings, standing } = keeping
  const { vault, keys } = keeping.kept

  async function decide(
    transfer: TransferRow,
    facts: TransferFacts,
    record: HandedRecord,
    { by, cause }: { readonly by: Deciding; readonly cause: TransferCause },
  ): Promise<Decided> {
    const { sender: from, receiver: to, received_at } = transfer
    // What was so when it was handed over was its sender's choice.
    if (record.sealed && !facts.record.sealed) return heldFor('sealed')
    if (record.conceal && !facts.record.conceal) return heldFor('concealed')
    const native = await documentOf(db, vault, transfer, 'native')
    const read = await sources.retranslate({
      ...{ agency: from, to: 'facet', document: { status: 200, ...native } },
      ...{ eventId: cause.event, receivedAt: received_at.toISOString(), traceparent: cause.traceparent },
    })
    if (read.state !== 'ok') {
      if (read.adapter === undefined || notNow.has(read.reason)) throw new GatewayError('transfers-unavailable')
      return heldFor(read.reason)
    }
    const given = open<Translation>(read.sealed)
    const received = receivedOf(by, { from, to, given, record, at: vietnamTime(timestamp()) })
    if (received.state === 'refused') return heldFor(received.code)
    const { withheld, deniedBeside, label, policies } = received.receivable
    const cleared = { label: { level: label.level, tags: [...label.tags] }, policies }
    const beside = withheldBeside(facts.attachments ?? [], deniedBeside)
    const more = [...withheld, ...beside].filter((place) => !isKnown(facts.withheld, place))
    if (more.length === 0) return { held: null, cleared }
    const held = more.every(({ path }) => path.startsWith('/opaque/')) ? 'channel-ended' : 'label-raised'
    return { held, cleared, more }
  }

  /** What it is decided by, as it stands. */
  async function standingOf(sql: Sql, { id, sender, receiver }: TransferRow, facts: TransferFacts) {
    const record = await handedRecord(sql, keys, sender, numbersIn(facts))
    const by = deciding()
    const channels = openFor(by.registry, receiver, facts.parts)
    const basis = basisOf(vault, id, record, { policy: by.policy.version, registry: by.registry.version, channels })
    return { record, by, basis }
  }

  /** Notes what was decided by `basis`. Undefined when that stands no more: of two that decide at once the later mark counts. */
  const note = (
    transfer: TransferRow,
    facts: TransferFacts,
    { held, cleared, more, basis, cause }: Decided & Pick<Clearance, 'basis'> & { readonly cause: TransferCause },
  ) =>
    db.transaction(async (tx) => {
      const { id } = transfer
      await lockTransfer(tx, id)
      const now = await standingOf(tx, transfer, facts)
      if (!now.basis.equals(basis)) return undefined
      const isTold = held === null || (await clearanceOf(tx, id))?.held === held
      const recording = isTold
        ? null
        : await recordings.owe(tx, [
            stageEntry(standing, transfer, cause, {
              ...{ stage: 'held', reason: held, more: more && portions(more, limits.log.records_bytes_max)[0] },
              by: { dossiers: now.record.dossiers, ...(cleared && { cleared }) },
            }),
          ])
      return { recording, since: await putClearance(tx, id, { basis, held, cleared, at: timestamp(), recording }) }
    })

  return async (transfer, cause) => {
    const facts = factsOf(vault, transfer)
    const outcome = (
      { held, since, cleared }: Pick<Clearance, 'held' | 'since' | 'cleared'>,
      { dossiers }: Pick<HandedRecord, 'dossiers'>,
    ): HandingOut =>
      held === null
        ? { state: 'ok', by: { dossiers, ...(cleared && { cleared }) } }
        : { state: 'held', reason: held, since }
    // Each look that finds that something changed meanwhile reads the document again.
    for (let looks = 0; looks < limits.inbox.clearing_looks_max; looks += 1) {
      const { record, by, basis } = await standingOf(db, transfer, facts)
      const last = await clearanceOf(db, transfer.id)
      if (last?.basis.equals(basis)) return outcome(last, record)
      if (!last && basis.equals(Buffer.from(facts.record.basis, 'base64')))
        return { state: 'ok', by: { dossiers: record.dossiers } }

      const decided = await decide(transfer, facts, record, { by, cause })
      const noted = await note(transfer, facts, { ...decided, basis, cause })
      if (!noted) continue
      if (noted.recording !== null) await recordings.settle(noted.recording)
      return outcome({ ...decided, since: noted.since }, record)
    }
    throw new GatewayError('transfers-unavailable')
  }
}
