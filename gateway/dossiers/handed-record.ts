/** What the index knows of the record that an agency hands a document of: found by the agency's own numbers, since the document has no key of it. */
import type { NativeFacet } from '../../adapters/sdk/adapter.ts'
import { isStateSecret, joinLabels, type LabelCore } from '../policy/label.ts'
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
}

interface Row extends NewestMarks {
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

/**
 * The record of `agency` that has one of `numbers` (numbersOf) as its own; should there be several, all that stands on any of them counts. One query.
 * Throws an Error when marks can't be unsealed.
 */
export async function handedRecord(
  sql: Sql,
  keys: IndexKeys,
  agency: string,
  numbers: readonly Buffer[],
): Promise<HandedRecord> {
  const rows = await sql.query<Row>(
    `SELECT f.native_key_mac, f.label_level, f.label_tags, f.conceal, f.sealed, f.withheld, (${newestMarks}) AS marks FROM facet f
     WHERE f.agency = $1 AND f.dossier IN (SELECT i.dossier FROM facet_identifier i WHERE i.agency = $1 AND i.own AND i.mac = ANY($2))
     ORDER BY f.native_key_mac`,
    [agency, numbers],
    'handed-record',
  )
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
      rows.map(({ native_key_mac, marks: _, ...row }) => [native_key_mac.toString('base64'), Object.values(row)]),
      [...marks].sort(([a], [b]) => (a < b ? -1 : 1)),
    ]),
  }
}
