/**
 * The marks that sources set (table label_mark): the newest row of a record or of a place in it counts, the others are its history.
 * What a mark becomes is decided in policy/high-water.ts.
 */
import type { IndexEntry } from '../../adapters/sdk/adapter.ts'
import { dayOf } from '../../schemas/consistency/moment.ts'
import type { Determiner } from '../../schemas/generated/types.ts'
import { limits } from '../limits.ts'
import { afterSaying, type Circumstances, type Effect, type Mark, type Saying, sayingOf } from '../policy/high-water.ts'
import { joinLabels, type LabelCore, labelKey } from '../policy/label.ts'
import type { Sql } from '../store/pool.ts'
import { timestamp } from '../telemetry/clock.ts'
import { nativeKeyMac } from './facet.ts'
import type { IndexKeys } from './keys.ts'
import { type MarkedRecord, type MarkRow, markContext, markedOf, placeMarksOf } from './place-marks.ts'

/** Today in Việt Nam. */
export const today = (): string => dayOf(timestamp())

/** What its source did to a record: for the log. `from`, `to`: the mark before and after. */
export interface Relabelled {
  readonly effect: 'kept' | 'lowered' | 'concealed' | 'revealed' | 'sealed' | 'unsealed'
  readonly from: LabelCore
  readonly to: LabelCore
  readonly by?: Determiner
}

interface RecordRow extends MarkRow {
  conceal: boolean
  sealed: boolean
}

/** One row to be. */
interface Written {
  readonly keyMac: Buffer
  readonly mark: Mark
  readonly saying: Saying
  readonly effect: Effect
  readonly place?: string
  readonly conceal?: boolean
  readonly sealed?: boolean
}

async function write(tx: Sql, keys: IndexKeys, agency: string, rows: readonly Written[]): Promise<void> {
  if (rows.length === 0) return
  const columns = rows.map(({ keyMac, mark, saying: { label, by }, effect, place, conceal, sealed }) => {
    const own = markContext(agency, keyMac)
    return {
      native_key_mac: keyMac.toString('base64'),
      place: place === undefined ? null : keys.mac(own, place).toString('base64'),
      place_name: place === undefined ? null : keys.seal(place, own).toString('base64'),
      ...{ level: mark.level, tags: mark.tags, since: mark.since, said_level: label.level, said_tags: label.tags },
      determiner: by === undefined ? null : keys.seal(JSON.stringify(by), own).toString('base64'),
      ...{ effect, conceal: conceal ?? null, sealed: sealed ?? null },
    }
  })
  await tx.query(
    `INSERT INTO label_mark (agency, native_key_mac, place, place_name, level, tags, since, said_level, said_tags, determiner, effect,
       conceal, sealed)
     SELECT $1, decode(native_key_mac, 'base64'), decode(place, 'base64'), decode(place_name, 'base64'), level, tags, since, said_level,
       said_tags, decode(determiner, 'base64'), effect, conceal, sealed
     FROM json_to_recordset($2) AS row (native_key_mac text, place text, place_name text, level text, tags text[], since text,
       said_level text, said_tags text[], determiner text, effect text, conceal boolean, sealed boolean)`,
    [agency, JSON.stringify(columns)],
    'write-label-marks',
  )
}

/** Marks the records of one holder as their index entries say, within one transaction. */
export interface Marking {
  /** The label that the record has from now on. */
  said(entry: IndexEntry): { readonly label: LabelCore; readonly changes: readonly Relabelled[] }
  /** Writes the rows of what changed. */
  write(): Promise<void>
}

/** For `entries`, and no others, of `holder`. `tx` holds the index; the records are locked against marks of their documents. */
export async function beginMarking(
  tx: Sql,
  keys: IndexKeys,
  holder: { readonly agency: string; readonly code: string },
  entries: readonly IndexEntry[],
): Promise<Marking> {
  const { agency } = holder
  const keyMacs = entries.map(({ nativeKey }) => nativeKeyMac(keys, agency, nativeKey))
  const byKey = new Map(entries.map(({ nativeKey }, n) => [nativeKey, keyMacs[n]!]))
  await tx.query(
    'SELECT FROM facet WHERE agency = $1 AND native_key_mac = ANY($2) ORDER BY native_key_mac FOR UPDATE',
    [agency, keyMacs],
    'lock-marked',
  )
  const rows = await tx.query<RecordRow>(
    `SELECT DISTINCT ON (native_key_mac) native_key_mac, level, tags, since, said_level, said_tags, conceal, sealed FROM label_mark
     WHERE agency = $1 AND native_key_mac = ANY($2) AND place IS NULL ORDER BY native_key_mac, id DESC`,
    [agency, keyMacs],
    'newest-record-marks',
  )
  const held = new Map(
    rows.map((row) => {
      const { native_key_mac, conceal, sealed } = row
      return [native_key_mac.toString('base64'), { ...markedOf(row), conceal, sealed }]
    }),
  )
  const written: Written[] = []
  return {
    said(entry) {
      const keyMac = byKey.get(entry.nativeKey)!
      const key = keyMac.toString('base64')
      const { conceal, sealed = false } = entry
      const before = held.get(key)
      const saying = sayingOf(entry.label)
      const at: Circumstances = { holder: holder.code, on: dayOf(entry.updatedAt), today: today() }
      const { mark, effect } = afterSaying(before?.mark, saying, at)
      const said = labelKey(saying.label)
      const changed = before?.said !== said || before.mark.since !== mark.since
      if (changed || before.conceal !== conceal || before.sealed !== sealed) {
        written.push({ keyMac, mark, saying, effect, conceal, sealed })
        held.set(key, { mark, said, conceal, sealed })
      }
      const told = { from: before?.mark ?? mark, to: mark, ...(saying.by && { by: saying.by }) }
      const effects: readonly (Relabelled['effect'] | false)[] = [
        changed && (effect === 'kept' || effect === 'lowered') && effect,
        before !== undefined && before.conceal !== conceal && (conceal ? 'concealed' : 'revealed'),
        before !== undefined && before.sealed !== sealed && (sealed ? 'sealed' : 'unsealed'),
      ]
      const changes = effects.flatMap((effect): Relabelled[] => (effect ? [{ ...told, effect }] : []))
      return { label: joinLabels(mark, saying.label), changes }
    },
    write: () => write(tx, keys, agency, written.splice(0)),
  }
}

/** What a document says of the record itself (`record`) and of places in it, beyond what was known. */
export interface DocumentSays {
  readonly record: Saying | undefined
  readonly places: ReadonlyMap<string, Saying>
  readonly at: Circumstances
}

/**
 * Keeps the marks that a document says of one record, each as it stands by then. The record's own may rise by it, never fall, and
 * the index follows. Gives what the log is to be told.
 */
export async function keepDocumentMarks(
  tx: Sql,
  keys: IndexKeys,
  record: MarkedRecord,
  { record: own, places, at }: DocumentSays,
): Promise<readonly Relabelled[]> {
  const { agency, nativeKey } = record
  const keyMac = nativeKeyMac(keys, agency, nativeKey)
  await tx.query('SELECT FROM facet WHERE agency = $1 AND native_key_mac = $2 FOR UPDATE', [agency, keyMac], 'lock-one')
  const held = await placeMarksOf(tx, keys, record)
  const told: Relabelled[] = []
  const written: Written[] = []
  let room = limits.labels.places_per_record_max - held.size
  let claim = own?.claim
  for (const [place, saying] of places) {
    const before = held.get(place)
    if (!before && room-- <= 0) {
      claim = joinLabels(claim ?? joinLabels(), saying.claim)
      continue
    }
    const { mark, effect } = afterSaying(before?.mark, saying, at)
    if (before?.said === labelKey(saying.label) && before.mark.since === mark.since) continue
    written.push({ keyMac, mark, saying, effect, place })
    if (before && (effect === 'kept' || effect === 'lowered'))
      told.push({ effect, from: before.mark, to: mark, ...(saying.by && { by: saying.by }) })
  }
  if (claim) written.push(...(await raised(tx, agency, keyMac, claim, at)))
  await write(tx, keys, agency, written)
  return told
}

async function raised(
  tx: Sql,
  agency: string,
  keyMac: Buffer,
  claim: LabelCore,
  at: Circumstances,
): Promise<Written[]> {
  const [row] = await tx.query<RecordRow & { label_level: LabelCore['level']; label_tags: string[] }>(
    `SELECT m.*, f.label_level, f.label_tags FROM label_mark m JOIN facet f USING (agency, native_key_mac)
     WHERE agency = $1 AND native_key_mac = $2 AND place IS NULL ORDER BY id DESC LIMIT 1`,
    [agency, keyMac],
  )
  if (!row) return []
  const { conceal, sealed } = row
  const before: Mark = { level: row.level, tags: row.tags, since: row.since }
  // What the feed said last stays what was said.
  const said: LabelCore = { level: row.said_level, tags: row.said_tags }
  const saying: Saying = { claim: joinLabels(before, claim), label: said }
  const { mark, effect } = afterSaying(before, saying, at)
  if (effect !== 'raised') return []
  const label = joinLabels(mark, { level: row.label_level, tags: row.label_tags })
  await tx.query('UPDATE facet SET label_level = $3, label_tags = $4 WHERE agency = $1 AND native_key_mac = $2', [
    ...[agency, keyMac],
    ...[label.level, label.tags],
  ])
  return [{ keyMac, mark, saying, effect, conceal, sealed }]
}
