/** One delivered document on its way into the store: what it brings, and the one transaction that makes it so. */
import type { Deposit, NativeAnswer, RefusedRecord } from '../../../adapters/sdk/adapter.ts'
import type { Entry } from '../../audit/entry.ts'
import type { Followed } from '../../dossiers/acknowledged.ts'
import { beginNoting, noteHeard } from '../../dossiers/changes.ts'
import { beginMarking } from '../../dossiers/label-marks.ts'
import {
  type FeedPosition,
  followRegistered,
  movePosition,
  type Registered,
  registerEntry,
  withholdEntry,
} from '../../dossiers/register.ts'
import type { Holder } from '../../dossiers/tying.ts'
import type { CheckedDeposits, ReportedFinding } from '../../sources/sources.ts'
import type { Sql } from '../../store/pool.ts'
import { newDossierId, newEventId } from '../../telemetry/ids.ts'
import type { Standing } from '../events.ts'
import { type Counts, keptEntries, type Origin } from '../kept-entries.ts'
import { handlingEntry } from '../quarantine/handling-entries.ts'
import { insertItem, setRecording } from '../quarantine/quarantine.ts'
import { endItem, heldOf, insertAct } from '../quarantine/rows.ts'
import { shredCopies } from '../quarantine/shredding.ts'
import type { Recordings } from '../recordings.ts'
import { labelOfFacet } from '../relabelled.ts'
import { followedEntries, recordFollowed } from '../transfers/followed.ts'
import { type DeliveryRow, findDelivery, insertDelivery, isEventUsed } from './delivery-rows.ts'
import { type Bringing, type Kept, keepDeposit, withholdRecord } from './rows.ts'

/** What an adapter made of a document. */
export interface Brought {
  readonly deposits: readonly Deposit[]
  /** Count of records with a state secret in clear. With one, the document as a whole is kept nowhere. */
  readonly secrets: number
  readonly rejected: number
  /** Records of which no earlier state may be served. */
  readonly withheld: readonly RefusedRecord[]
  /** Why the document as a whole gave nothing. */
  readonly reason: string | undefined
  readonly findings: readonly ReportedFinding[]
}

export interface Arrived extends Origin {
  /** Code of the agency in the shared code list. */
  readonly code: string
  readonly digest: Buffer
  readonly document: NativeAnswer
  readonly receivedAt: string
  readonly brought: Brought
  /** Of a feed: where its next page starts, stored in the same transaction. */
  readonly position?: FeedPosition
  /** The name of the file that it came in. */
  readonly file?: string | undefined
  /** MAC of the document that it corrects. */
  readonly inPlaceOf?: Buffer | undefined
  readonly handled?: Handled
}

/** A document that comes out of the quarantine, or in place of one there: it is looked at whatever became of the same bytes before. */
export interface Handled {
  /** Of the item. */
  readonly id: string
  /** Ends the item and gives what the log is to be told of it, in the same transaction. */
  end(tx: Sql): Promise<Entry>
}

const rejects = ({ effect }: ReportedFinding): boolean => effect.startsWith('reject-')

/** Of a document that was looked through. */
export const broughtBy = (
  { deposits, secrets, rejected, withheld }: CheckedDeposits,
  findings: readonly ReportedFinding[],
): Brought => {
  const told = findings.filter(rejects)
  const code = secrets > 0 ? 'state-secret-in-clear' : 'record-rejected'
  return {
    ...{ deposits, secrets, rejected, withheld, reason: undefined },
    findings: told.length > 0 || secrets + rejected === 0 ? told : [whole(code)],
  }
}

const whole = (code: string): ReportedFinding => ({ code, effect: 'reject-document', pointer: '' })

/** Of a document that gave nothing but `withheld`. Its sender is told something, whatever the adapter said. */
export function broughtNothing(
  reason: string,
  findings: readonly ReportedFinding[],
  withheld: readonly RefusedRecord[],
): Brought {
  const told = findings.filter(rejects)
  return {
    deposits: [],
    ...(reason === 'state-secret-in-clear' ? { secrets: 1, rejected: 0 } : { secrets: 0, rejected: 1 }),
    withheld,
    reason,
    findings: told.length > 0 ? told : [whole(reason)],
  }
}

/**
 * Keeps what `arrived` brings: deposits, their place in the index, what must no longer be served, the document in
 * quarantine if any of it was rejected, the delivery and the entries that the log owes, all or nothing. Gives the delivery,
 * `again` when the same bytes had come before; undefined for a page of a feed that brings nothing new. `tx` holds the index
 * (`writeIndex`).
 */
export async function storeDelivery(
  tx: Sql,
  { kept, recordings, standing }: { readonly kept: Kept; readonly recordings: Recordings; readonly standing: Standing },
  arrived: Arrived,
): Promise<{ readonly row: DeliveryRow; readonly again: boolean } | undefined> {
  const { agency, brought, document, findings, position, reason, state } = { ...arrived, ...verdictOn(arrived.brought) }
  const { handled } = arrived
  const known = handled ? undefined : await findDelivery(tx, arrived)
  const way = position ? 'feed' : 'delivery'
  const noting = await beginNoting(
    tx,
    kept.keys,
    { agency, way },
    brought.deposits.map(({ entry }) => entry),
  )
  await (position ? movePosition(tx, agency, position) : noteHeard(tx, agency, { listed: false }))
  if (known) return { row: known, again: true }
  const event = (await isEventUsed(tx, arrived.event)) ? newEventId() : arrived.event
  const origin = { ...arrived, event }
  const followed = await withhold(tx, kept, origin, brought.withheld)
  const { fresh, registered } = await keepRecords(
    tx,
    kept,
    { ...origin, mediaType: document.mediaType },
    brought.deposits,
  )
  followed.push(...(await followRegistered(tx, kept.keys, agency, registered)))
  await noting.write()
  const { secrets, rejected } = brought
  const labels = registered.flatMap(({ dossier, changes }) =>
    changes.map((change) => labelOfFacet({ dossier, agency }, change)),
  )
  if (position && fresh + secrets + rejected + labels.length + followed.length === 0) return undefined
  const counts: Counts = { taken: brought.deposits.length, fresh, rejected, refused: secrets }
  const entries = keptEntries(standing, { ...origin, item: handled?.id }, document.body)
  const owed: Entry[] = [...(secrets > 0 ? [entries.incident()] : []), ...entries.relabelled(labels)]
  owed.push(...(await followedEntries(tx, standing, entries.occasion, followed)))
  if (handled) owed.push(await handled.end(tx))
  const why = reason ?? 'record-rejected'
  const item =
    rejected > 0 && secrets === 0
      ? await insertItem(tx, kept.vault, { ...origin, kind: 'deposits', reason: why, findings }, document)
      : undefined
  const shredded = secrets > 0 ? await shredCopies(tx, { vault: kept.vault, standing }, arrived, origin) : undefined
  const former = shredded ? [] : await heldOf(tx, arrived, item?.id)
  owed.push(...(shredded?.entries ?? former.map((one) => handlingEntry(standing, one, origin, superseded))))
  if (item && (item.fresh || state === 'quarantined'))
    owed.push(entries.quarantined({ id: item.id, reason: why }, findings, state === 'quarantined' ? counts : undefined))
  if (state === 'accepted')
    owed.push(...entries.deposited(counts, [...new Set(registered.map(({ dossier }) => dossier))]))
  if (state === 'refused') owed.push(entries.refused(counts))
  const recording = await recordings.owe(tx, owed as [Entry, ...Entry[]])
  await recordFollowed(tx, followed, recording)
  if (item?.fresh) await setRecording(tx, item.id, recording)
  for (const one of former) {
    await endItem(tx, one.id, superseded.state)
    await insertAct(tx, kept.vault, { item: one.id, event, recording, ...superseded })
  }
  await shredded?.write(recording)
  const row: DeliveryRow = { event, state, reason: reason ?? null, taken: counts.taken, findings, recording }
  await insertDelivery(tx, { ...arrived, ...row, rejected: rejected + secrets, item: item?.id ?? handled?.id })
  return { row, again: false }
}

/** One document is one thing to work with: what is held of the same bytes gives way to what became of them now. */
const superseded = { act: 'supersede', state: 'superseded' } as const

/** Nothing good: a state secret decides, for then nothing may be kept. */
function verdictOn({ deposits, secrets, rejected, reason, findings }: Brought) {
  const state = deposits.length > 0 || secrets + rejected === 0 ? 'accepted' : secrets > 0 ? 'refused' : 'quarantined'
  const why = { accepted: undefined, refused: 'state-secret-in-clear', quarantined: reason ?? 'record-rejected' }[state]
  return { state, reason: why, findings } as const
}

async function withhold(tx: Sql, kept: Kept, from: Bringing, records: readonly RefusedRecord[]): Promise<Followed[]> {
  const followed: Followed[] = []
  for (const record of records) {
    const why = await withholdRecord(tx, kept, from, record)
    if (why) followed.push(...(await withholdEntry(tx, kept.keys, from.agency, record.nativeKey, why)))
  }
  return followed
}

async function keepRecords(
  tx: Sql,
  kept: Kept,
  delivery: Parameters<typeof keepDeposit>[2] & Holder,
  deposits: readonly Deposit[],
): Promise<{ readonly fresh: number; readonly registered: readonly Registered[] }> {
  const entries = deposits.map(({ entry }) => entry)
  const marking = await beginMarking(tx, kept.keys, delivery, entries)
  const registered: Registered[] = []
  let count = 0
  for (const deposit of deposits) {
    const { fresh, current } = await keepDeposit(tx, kept, delivery, deposit)
    if (fresh) count += 1
    // What is older than what is held does not move the index back.
    if (current) registered.push(await registerEntry(tx, kept.keys, newDossierId, delivery, deposit.entry, marking))
  }
  await marking.write()
  return { fresh: count, registered }
}
