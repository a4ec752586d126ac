/** What sources marked within their records, place by place: the newest row of each place counts (table label_mark). */
import type { Mark } from '../policy/high-water.ts'
import { joinLabels, type LabelCore, labelKey } from '../policy/label.ts'
import type { Sql } from '../store/pool.ts'
import { nativeKeyMac } from './facet.ts'
import type { IndexKeys } from './keys.ts'

/** What every row of the table has. */
export interface MarkRow {
  native_key_mac: Buffer
  level: LabelCore['level']
  tags: string[]
  since: string
  said_level: LabelCore['level']
  said_tags: string[]
}

interface PlaceRow extends MarkRow {
  place_name: Buffer
}

/** The mark of one record or place, with what was said last. */
export interface Marked {
  readonly mark: Mark
  /** As labelKey gives it. */
  readonly said: string
}

export const markedOf = ({ level, tags, since, said_level, said_tags }: MarkRow): Marked => ({
  mark: { level, tags, since },
  said: labelKey({ level: said_level, tags: said_tags }),
})

/** What the keyed and sealed forms of the marks of one record are bound to. */
export const markContext = (agency: string, keyMac: Buffer): string =>
  `label-mark\0${agency}\0${keyMac.toString('base64')}`

/** A record as its holder calls it. */
export interface MarkedRecord {
  readonly agency: string
  readonly nativeKey: string
}

/** By place. */
export type PlaceMarks = ReadonlyMap<string, Marked>

/** The marks of places in each of `records`; one query for all. */
export async function placeMarksOf(
  db: Sql,
  keys: IndexKeys,
  records: readonly MarkedRecord[],
): Promise<(record: MarkedRecord) => PlaceMarks> {
  const keyMacs = records.map(({ agency, nativeKey }) => nativeKeyMac(keys, agency, nativeKey))
  const rows = await db.query<PlaceRow & { agency: string }>(
    `SELECT DISTINCT ON (agency, native_key_mac, place) agency, native_key_mac, place_name, level, tags, since, said_level, said_tags
     FROM label_mark WHERE (agency, native_key_mac) IN (SELECT * FROM unnest($1::text[], $2::bytea[])) AND place IS NOT NULL
     ORDER BY agency, native_key_mac, place, id DESC`,
    [records.map(({ agency }) => agency), keyMacs],
    'newest-place-marks',
  )
  return (record) => {
    const keyMac = keyMacs[records.indexOf(record)]!
    const own = markContext(record.agency, keyMac)
    return new Map(
      rows
        .filter(({ agency, native_key_mac }) => agency === record.agency && native_key_mac.equals(keyMac))
        .map((row) => [keys.unseal(row.place_name, own), markedOf(row)]),
    )
  }
}

/**
 * The label of the place called `place` in each of `records`, by its newest mark and what was said last; the empty join where there is
 * none. One query, also for no records: that nothing was found takes the same.
 */
export async function labelsAt(
  db: Sql,
  keys: IndexKeys,
  place: string,
  records: readonly MarkedRecord[],
): Promise<(record: MarkedRecord) => LabelCore> {
  const keyMacs = records.map(({ agency, nativeKey }) => nativeKeyMac(keys, agency, nativeKey))
  const rows = await db.query<MarkRow & { agency: string }>(
    `SELECT DISTINCT ON (agency, native_key_mac) agency, native_key_mac, level, tags, since, said_level, said_tags FROM label_mark
     WHERE (agency, native_key_mac, place) IN (SELECT * FROM unnest($1::text[], $2::bytea[], $3::bytea[]))
     ORDER BY agency, native_key_mac, id DESC`,
    [
      records.map(({ agency }) => agency),
      keyMacs,
      records.map(({ agency }, n) => keys.mac(markContext(agency, keyMacs[n]!), place)),
    ],
    'labels-at-place',
  )
  const found = new Map(
    rows.map(({ agency, native_key_mac, level, tags, said_level, said_tags }) => [
      markContext(agency, native_key_mac),
      joinLabels({ level, tags }, { level: said_level, tags: said_tags }),
    ]),
  )
  return (record) => found.get(markContext(record.agency, keyMacs[records.indexOf(record)]!)) ?? joinLabels()
}
