/** What the index knows of the record that an agency hands a document of: found by the agency's own numbers, since the document has no key of it. */
import type { NativeFacet } from '../../adapters/sdk/adapter.ts'
import { isStateSecret, joinLabels, type LabelCore } from '../policy/label.ts'
import { inHex } from '../store/pieces.ts'
import type { Sql } from '../store/pool.ts'
import { identifierMac } from './identifiers.ts'
import type { IndexKeys } from './keys.ts'
import { type NewestMarks, newestMarks, type PlaceMarks, placeMarksIn } from './place-marks.ts'

export interface HandedRecord {
  /** Of the record, with its high-water mark; the empty join where the index has none. */
  readonly label: LabelCore
  readonly conceal: boolean
  readonly sealed: boolean
  /** It bears a state secret, or its newest state does. */
  readonly secret: boolean
  /** Of places in it. */
  readonly marks: PlaceMarks
  /** The same text as long as nothing of this changes. */
  readonly standing: string
  /** Ids of the dossiers that it is in, in order: for the log. */
  readonly dossiers: readonly string[]
}

interface Row extends NewestMarks {
  readonly dossier: string
  readonly label_level: LabelCore['level']
  readonly label_tags: readonly string[]
  readonly conceal: boolean
  readonly sealed: boolean
  readonly withheld: string | null
}

/** The index forms of the numbers of `facet`. */
export const numbersOf = (keys: IndexKeys, { identifiers }: Pick<NativeFacet, 'identifiers'>): readonly Buffer[] =>
  identifiers.map(({ system, type, value, assigner }) => identifierMac(keys, system, type, value, assigner.code))

/** Of these, the numbers that the agency of the code `by` gave. */
export const ownNumbersOf = (
  keys: IndexKeys,
  { identifiers }: Pick<NativeFacet, 'identifiers'>,
  by: string,
): readonly Buffer[] => numbersOf(keys, { identifiers: identifiers.filter(({ assigner }) => assigner.code === by) })

/** Whose record is looked for, and by which of its numbers (numbersOf). */
export interface AskedRecord {
  readonly agency: string
  readonly numbers: readonly Buffer[]
}

/**
 * The record of the agency that has one of the numbers as its own; should there be several, all that stands on any of them counts. One query for all that are
 * asked for. Throws an Error when marks can't be unsealed.
 */
export async function handedRecords(
  sql: Sql,
  keys: IndexKeys,
  asked: readonly AskedRecord[],
): Promise<readonly HandedRecord[]> {
  const rows = await sql.query<Row & { readonly number: number }>(
    `SELECT a.number, f.* FROM json_to_recordset($1) a (number integer, of text, numbers bytea[]),
       LATERAL (
         SELECT f.dossier, f.native_key_mac, f.label_level, f.label_tags, f.conceal, f.sealed, f.withheld, (${newestMarks}) AS marks FROM facet f
         WHERE f.agency = a.of AND f.dossier IN (SELECT i.dossier FROM facet_identifier i WHERE i.agency = a.of AND i.own AND i.mac = ANY(a.numbers))
         OFFSET 0
       ) f ORDER BY f.native_key_mac`,
    [JSON.stringify(asked.map(({ agency: of, numbers }, number) => ({ number, of, numbers: numbers.map(inHex) })))],
    'handed-records',
  )
  return asked.map(({ agency }, at) =>
    recordOf(
      keys,
      agency,
      rows.filter(({ number }) => number === at).map(({ number: _, ...row }) => row),
    ),
  )
}

/** As handedRecords, of one. */
export const handedRecord = async (
  sql: Sql,
  keys: IndexKeys,
  agency: string,
  numbers: readonly Buffer[],
): Promise<HandedRecord> => (await handedRecords(sql, keys, [{ agency, numbers }]))[0]!

/**
 * Ids of the dossiers that a transfer is of as the index stands, in order: where its sender has a record with one of `numbers` as its own, and where the facets
 * are that its acknowledgement means.
 */
export async function dossiersOfTransfer(
  sql: Sql,
  { id, sender, numbers }: { readonly id: string; readonly sender: string; readonly numbers: readonly Buffer[] },
): Promise<readonly string[]> {
  const rows = await sql.query<{ dossier: string }>(
    `SELECT i.dossier FROM facet_identifier i WHERE i.agency = $1 AND i.own AND i.mac = ANY($2::bytea[])
     UNION SELECT f.dossier FROM acknowledged_transfer a JOIN facet f ON (f.agency, f.native_key_mac) IN ((a.sender, a.sender_facet), (a.receiver, a.receiver_facet))
       WHERE a.transfer = $3 ORDER BY 1`,
    [sender, numbers, id],
    'dossiers-of-transfer',
  )
  return rows.map(({ dossier }) => dossier)
}

/** `rows`: all that the index has of it. */
function recordOf(keys: IndexKeys, agency: string, rows: readonly Row[]): HandedRecord {
  const label = joinLabels(...rows.map(({ label_level: level, label_tags: tags }) => ({ level, tags })))
  const marks = new Map<string, ReturnType<PlaceMarks['get']> & object>()
  for (const [place, marked] of rows.flatMap((row) => [...placeMarksIn(keys, agency, row)])) {
    const before = marks.get(place)
    marks.set(place, before ? { ...marked, mark: { ...marked.mark, ...joinLabels(before.mark, marked.mark) } } : marked)
  }
  return {
    label,
    conceal: rows.some(({ conceal }) => conceal),
    sealed: rows.some(({ sealed }) => sealed),
    secret: isStateSecret(label.level) || rows.some(({ withheld }) => withheld === 'secret'),
    marks,
    standing: JSON.stringify([
      rows.map(({ native_key_mac, dossier: _, marks: __, ...row }) => [
        native_key_mac.toString('base64'),
        Object.values(row),
      ]),
      [...marks].sort(([a], [b]) => (a < b ? -1 : 1)),
    ]),
    dossiers: [...new Set(rows.map(({ dossier }) => dossier))].sort(),
  }
}
