/**
 * What can't be translated, on any path: sealed, durable and recorded before anybody is answered. State secrets in
 * clear are never kept here.
 */
import type { NativeAnswer } from '../../../adapters/sdk/adapter.ts'
import { withholdEntry, writeIndex } from '../../dossiers/register.ts'
import { limits } from '../../limits.ts'
import type { ReportedFinding } from '../../sources/sources.ts'
import type { Database, Sql } from '../../store/pool.ts'
import { timestamp } from '../../telemetry/clock.ts'
import { newQuarantineId } from '../../telemetry/ids.ts'
import { type Kept, shredDeposit } from '../deposits/rows.ts'
import type { Standing } from '../events.ts'
import { keptEntries, type Origin } from '../kept-entries.ts'
import type { Recordings } from '../recordings.ts'
import { open, type Sealed } from '../sealed.ts'
import { followedEntries, recordFollowed } from '../transfers/followed.ts'
import { packed, type Vault } from '../vault.ts'
import { fileContext, type Kind, quarantineContext } from './rows.ts'
import { shredCopies } from './shredding.ts'

export interface Untranslated extends Origin {
  readonly kind: Kind
  readonly reason: string
  readonly findings: readonly ReportedFinding[]
  /** Sealed NativeAnswer. */
  readonly document: Sealed
  /** RFC 3339 UTC: when it came. Default: now. */
  readonly receivedAt?: string | undefined
  /** The name of the file that it came in. */
  readonly file?: string | undefined
  /** Of what was deposited and kept, when it was to be served: under which key. */
  readonly nativeKey?: string | undefined
}

export interface Quarantine {
  /**
   * Keeps the document with its record; the same bytes under the same adapter again are only counted. When the reason or a finding says that
   * a state secret stands in it nothing is kept, and what was kept of the same bytes is erased, with a record of that, and no earlier state served; the incident is the
   * caller's to record. Throws GatewayError `index-unavailable` or `log-unavailable`: then nothing may be answered.
   */
  take(untranslated: Untranslated): Promise<void>
}

export const isOfSecret = ({ code }: ReportedFinding): boolean => code === 'state-secret-in-clear'

export const documentMac = (vault: Vault, agency: string, body: Uint8Array): Buffer =>
  vault.mac(body, ['document', agency])

/** Counts bytes that are there already; undefined when they are not. Gives the id of their recording. */
async function countAgain(sql: Sql, mac: Buffer, { agency, adapter }: Origin): Promise<number | undefined> {
  const [row] = await sql.query<{ recording: number }>(
    `UPDATE quarantine SET seen = seen + 1 WHERE agency = $1 AND digest_mac = $2 AND adapter = $3 AND state = 'held' RETURNING recording`,
    [agency, mac, adapter],
  )
  return row?.recording
}

export interface Inserted {
  readonly id: string
  /** The row is new, and to be given its recording in the same transaction. */
  readonly fresh: boolean
  /** Of a row that is not. */
  readonly recording: number | undefined
}

/** Puts `document` in, or counts it when the same bytes are held already. */
export async function insertItem(
  tx: Sql,
  vault: Vault,
  item: Omit<Untranslated, 'document'>,
  document: NativeAnswer,
): Promise<Inserted> {
  const { agency, transport, adapter, event, reason, findings, kind, file, receivedAt = timestamp() } = item
  const id = newQuarantineId()
  const [row] = await tx.query<{ id: string; recording: number | null }>(
    `INSERT INTO quarantine (id, agency, transport, adapter, event, reason, findings, digest_mac, ciphertext, received_at, kind, file)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (agency, digest_mac, adapter) WHERE state = 'held' DO UPDATE SET seen = quarantine.seen + 1 RETURNING id, recording`,
    [
      id,
      agency,
      transport,
      adapter,
      event,
      reason,
      JSON.stringify(findings.slice(0, limits.source.findings_max)),
      documentMac(vault, agency, document.body),
      vault.seal(packed(document), quarantineContext(agency, id)),
      receivedAt,
      kind,
      file === undefined ? null : vault.seal(Buffer.from(file), fileContext(agency, id)),
    ],
  )
  return { id: row!.id, fresh: row!.id === id, recording: row!.recording ?? undefined }
}

export async function setRecording(tx: Sql, id: string, recording: number): Promise<void> {
  await tx.query('UPDATE quarantine SET recording = $2 WHERE id = $1', [id, recording])
}

export function createQuarantine({
  db,
  kept,
  recordings,
  standing,
}: {
  readonly db: Database
  readonly kept: Kept
  readonly recordings: Recordings
  readonly standing: Standing
}): Quarantine {
  const { vault } = kept
  const insert = (untranslated: Untranslated, document: NativeAnswer): Promise<number> =>
    db.transaction(async (tx) => {
      const { id, recording } = await insertItem(tx, vault, untranslated, document)
      if (recording !== undefined) return recording
      const { reason, findings } = untranslated
      const entry = keptEntries(standing, untranslated, document.body).quarantined({ id, reason }, findings)
      const owed = await recordings.owe(tx, [entry])
      await setRecording(tx, id, owed)
      return owed
    })
  /** What was kept to be served and is no more. Gives what the log is to be told, and what followed for transfers. */
  async function shredServed(tx: Sql, untranslated: Untranslated, { body }: NativeAnswer) {
    const { agency, nativeKey } = untranslated
    if (nativeKey === undefined) return { entries: [], followed: [] }
    const { erased, newest } = await shredDeposit(tx, kept, { agency, nativeKey }, body)
    const followed = newest ? await withholdEntry(tx, kept.keys, agency, nativeKey, 'secret') : []
    const counts = { taken: 0, fresh: 0, rejected: 0, refused: 1 }
    const told = keptEntries(standing, untranslated, body)
    const entries = await followedEntries(tx, standing, told.occasion, followed)
    return { entries: erased ? [...entries, told.refused(counts)] : entries, followed }
  }
  async function shred(origin: Untranslated, digest: Buffer, document: NativeAnswer): Promise<void> {
    // Several items are locked in the turn of the index alone, as by whoever works with one of them and then finds the others.
    const recording = await writeIndex(db, async (tx) => {
      const { entries, write } = await shredCopies(tx, { vault, standing }, { agency: origin.agency, digest }, origin)
      const served = await shredServed(tx, origin, document)
      const [first, ...others] = [...served.entries, ...entries]
      if (!first) return undefined
      const owed = await recordings.owe(tx, [first, ...others])
      await recordFollowed(tx, served.followed, owed)
      await write(owed)
      return owed
    })
    if (recording !== undefined) await recordings.settle(recording)
  }

  return {
    async take(untranslated) {
      const document = open<NativeAnswer>(untranslated.document)
      const mac = documentMac(vault, untranslated.agency, document.body)
      if (untranslated.reason === 'state-secret-in-clear' || untranslated.findings.some(isOfSecret))
        return shred(untranslated, mac, document)
      await recordings.settle((await countAgain(db, mac, untranslated)) ?? (await insert(untranslated, document)))
    },
  }
}
