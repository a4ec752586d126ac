/** Trying, releasing and correcting what is in quarantine: by today's adapter, and on the very path of what comes for the first time. */
import type { NativeAnswer } from '../../../adapters/sdk/adapter.ts'
import { writeIndex } from '../../dossiers/register.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { Sources } from '../../sources/sources.ts'
import type { Sql } from '../../store/pool.ts'
import { timestamp } from '../../telemetry/clock.ts'
import { type Arrived, storeDelivery } from '../deposits/delivery.ts'
import type { Inquiry } from '../inquiry.ts'
import { incidentEntry } from '../kept-entries.ts'
import type { Sealed } from '../sealed.ts'
import { packed } from '../vault.ts'
import type { Acted, Acting, ActingOptions, Begun, Committed } from './acting.ts'
import type { Done } from './handling-entries.ts'
import { documentMac } from './quarantine.ts'
import { compared, keysIn, type Tried, tryAgain } from './redrive.ts'
import { contentOf, endItem, eraseItem, type ItemRow, lockItem, type Result } from './rows.ts'
import { shredCopies } from './shredding.ts'

type Arriving = Pick<Arrived, 'digest' | 'inPlaceOf' | 'document' | 'receivedAt' | 'brought' | 'adapter'>

/** A document and what today's adapter makes of it. */
interface Translated {
  readonly document: NativeAnswer
  readonly receivedAt: string
  readonly tried: Tried
}

/** Whether taking it now gives more than there is already: of a document that is good in part only another version of the adapter can. */
const isReleasable = (item: ItemRow, { outcome, adapter }: Result): boolean =>
  outcome === 'taken' || outcome === 'read' || (outcome === 'in-part' && adapter !== item.adapter)

export function createRedriving(
  acting: Acting,
  { keeping: { db, kept, recordings, standing }, sources }: ActingOptions & { readonly sources: Sources<Sealed> },
) {
  const { vault } = kept
  const { begin, known, onLocked, endedBy, entry, note, write } = acting

  async function end(tx: Sql, id: string, state: Acted['state']): Promise<void> {
    if (state === 'shredded') await eraseItem(tx, id, state)
    else if (state) await endItem(tx, id, state)
  }

  /** As every delivery, with the act in the same transaction. Gives the id of the recording of both. */
  async function deliver(
    tx: Sql,
    item: ItemRow,
    begun: Begun,
    acted: Acted,
    arriving: Arriving,
    looked: Partial<Done> = {},
  ): Promise<number> {
    const { agency, transport, id } = item
    const { event, operation, traceparent, by } = begun.cause
    const stored = await storeDelivery(
      tx,
      { kept, recordings, standing },
      {
        ...{ ...arriving, agency, transport, event, operation, traceparent, who: by.who },
        code: sources.manifestOf(agency)?.agency ?? '',
        handled: {
          id,
          async end(tx) {
            await end(tx, id, acted.state)
            return entry(item, begun, { ...acted, ...looked })
          },
        },
      },
    )
    const { recording } = stored!.row
    await write(tx, item, begun, acted, recording)
    return recording
  }

  /** What was read and bears a state secret in clear is kept no longer: that it came is told, and nothing of it. */
  async function shredRead(tx: Sql, item: ItemRow, begun: Begun, acted: Acted, adapter: string): Promise<number> {
    const { cause } = begun
    const { agency, digest_mac: digest } = item
    await end(tx, item.id, acted.state)
    const others = await shredCopies(tx, { vault, standing }, { agency, digest }, cause)
    const incident = incidentEntry(standing, { ...cause, agency, adapter, who: cause.by.who })
    const recording = await recordings.owe(tx, [incident, entry(item, begun, acted), ...others.entries])
    await write(tx, item, begun, acted, recording)
    await others.write(recording)
    return recording
  }

  /** What was found is done with the item, which is held. Gives the id of the recording. */
  async function conclude(
    tx: Sql,
    item: ItemRow,
    begun: Begun,
    act: 'try' | 'release',
    document: NativeAnswer,
    { result, brought }: Tried,
  ): Promise<number> {
    const looked = { original: document.body }
    const { adapter, outcome } = result
    const receivedAt = item.received_at.toISOString()
    const arriving = brought && { digest: item.digest_mac, document, receivedAt, brought, adapter }
    if (outcome === 'secret') {
      const acted: Acted = { act: 'shred', state: 'shredded', result }
      if (!arriving) return shredRead(tx, item, begun, acted, adapter)
      // Tried or released, it ends here: what is good beside the secret is taken, for these bytes are not there a second time.
      return deliver(tx, item, begun, acted, arriving)
    }
    if (act === 'try' || !isReleasable(item, result)) return note(tx, item, begun, { act: 'try', result }, looked)
    const acted: Acted = { act: 'release', state: 'released', result }
    if (arriving) return deliver(tx, item, begun, acted, arriving, looked)
    await end(tx, item.id, acted.state)
    return note(tx, item, begun, acted, looked)
  }

  async function redrive(inquiry: Inquiry, id: string, why: string, act: 'try' | 'release'): Promise<Committed> {
    const first = begin(inquiry, why)
    const found = await known(db, first, id)
    const ended = await endedBy(db, found, first, act)
    if (ended) return ended
    const document = await contentOf(db, vault, found)
    const { agency, kind } = found
    const { event: eventId, traceparent } = first.cause
    const receivedAt = found.received_at.toISOString()
    const tried = await tryAgain(sources, { agency, kind, document, receivedAt, eventId, traceparent })
    return writeIndex(db, (tx) =>
      onLocked(tx, inquiry, id, why, async (item, begun) => {
        const before = await endedBy(tx, item, begun, act)
        if (before) return before
        const recording = await conclude(tx, item, begun, act, document, tried)
        return { item: await lockItem(tx, id), comparison: compared(item, tried.result), recording }
      }),
    )
  }

  /** A correction: taken in place of the item's document if all of it is good and of the same records, else told what is not. */
  async function replace(
    tx: Sql,
    item: ItemRow,
    begun: Begun,
    before: Translated,
    { document, receivedAt, tried: { result, brought } }: Translated,
  ): Promise<number> {
    const original = before.document.body
    // Whoever looks at it again looks for a state secret again.
    if (before.tried.result.outcome === 'secret') return conclude(tx, item, begun, 'try', before.document, before.tried)
    const { agency, id } = item
    const digest = documentMac(vault, agency, document.body)
    const arriving = {
      ...{ digest, document, receivedAt, brought: brought!, adapter: result.adapter },
      inPlaceOf: item.digest_mac,
    }
    if (result.outcome === 'secret') {
      const nothing = { ...arriving, brought: { ...arriving.brought, deposits: [] } }
      return deliver(tx, item, begun, { act: 'correct', result }, nothing, { original })
    }
    const looked = { original, corrected: document.body }
    const correction = { digest, ciphertext: undefined }
    if (result.outcome !== 'taken') return note(tx, item, begun, { act: 'correct', result, correction }, looked)
    const keys = keysIn(before.tried.brought!)
    const keysUnread = keys.size === 0
    if (!keysUnread && [...keysIn(brought!)].some((key) => !keys.has(key)))
      throw new GatewayError('quarantine-other-records')
    const ciphertext = vault.seal(packed(document), ['correction', agency, id, begun.cause.event])
    const acted: Acted = { act: 'correct', state: 'released', result, correction: { digest, ciphertext } }
    return deliver(tx, item, begun, acted, arriving, { ...looked, keysUnread })
  }

  return {
    redrive,
    async correct(inquiry: Inquiry, id: string, why: string, document: NativeAnswer): Promise<Committed> {
      const first = begin(inquiry, why)
      const found = await known(db, first, id)
      acting.requireOwn(first, found)
      acting.requireCleared(first)
      if (found.kind !== 'deposits') throw new GatewayError('quarantine-not-correctable')
      const { agency, kind } = found
      const digest = documentMac(vault, agency, document.body)
      const ended = await endedBy(db, found, first, 'correct', digest)
      if (ended) return ended
      const { event: eventId, traceparent } = first.cause
      const translated = async (document: NativeAnswer, receivedAt: string): Promise<Translated> => ({
        ...{ document, receivedAt },
        tried: await tryAgain(sources, { agency, kind, document, receivedAt, eventId, traceparent }),
      })
      const original = await translated(await contentOf(db, vault, found), found.received_at.toISOString())
      const corrected = await translated(document, timestamp())
      const { result } = (original.tried.result.outcome === 'secret' ? original : corrected).tried
      return writeIndex(db, (tx) =>
        onLocked(tx, inquiry, id, why, async (item, begun) => {
          acting.requireCleared(begun)
          const before = await endedBy(tx, item, begun, 'correct', digest)
          if (before) return before
          const recording = await replace(tx, item, begun, original, corrected)
          return { item: await lockItem(tx, id), comparison: compared(item, result), recording }
        }),
      )
    },
  }
}
