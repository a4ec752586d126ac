/** What sources marked within their records, place by place: the newest row of each place counts (table label_mark). */
import type { Mark } from '../policy/high-water.ts'
import { joinLabels, type LabelCore, labelKey } from '../policy/label.ts'
import type { Sql } from '../store/pool.ts'
import { bytesOf, nativeKeyMac } from './facet.ts'
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

/** The mark of one record or place, with what was said last. */
export interface Marked {
  readonly mark: Mark
  /** As labelKey gives it. */
  readonly said: string
}

export const markedOf = ({ level, tags, since, said_level, said_tags }: Omit<MarkRow, 'native_key_mac'>): Marked => ({
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

/** What `newestMarks` gives of one record. */
export interface NewestMarks {
  readonly native_key_mac: Buffer
  /** Null when it has none. */
  readonly marks: readonly (Omit<MarkRow, 'native_key_mac'> & { readonly place_name: string })[] | null
}

/** The newest mark of each place in the record `f`, as one JSON value. */
export const newestMarks = `SELECT json_agg(m) FROM (
  SELECT DISTINCT ON (l.place) l.place_name, l.level, l.tags, l.since, l.said_level, l.said_tags FROM label_mark l
  WHERE l.agency = f.agency AND l.native_key_mac = f.native_key_mac AND l.place IS NOT NULL ORDER BY l.place, l.id DESC) m`

/** The marks of a record of `agency`, by the names of their places. */
export function placeMarksIn(keys: IndexKeys, agency: string, { native_key_mac, marks }: NewestMarks): PlaceMarks {
  const own = markContext(agency, native_key_mac)
  return new Map((marks ?? []).map((row) => [keys.unseal(bytesOf(row.place_name), own), markedOf(row)]))
}

/** The marks of places in `record`. */
export async function placeMarksOf(db: Sql, keys: IndexKeys, { agency, nativeKey }: MarkedRecord): Promise<PlaceMarks> {
  const [row] = await db.query<NewestMarks>(
    `SELECT f.native_key_mac, (${newestMarks}) AS marks FROM facet f WHERE f.agency = $1 AND f.native_key_mac = $2`,
    [agency, nativeKeyMac(keys, agency, nativeKey)],
    'newest-place-marks',
  )
  return row ? placeMarksIn(keys, agency, row) : new Map()
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
