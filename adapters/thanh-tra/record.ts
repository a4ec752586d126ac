/** One row of the file as a translation and its row of the index, both from the same reading. */
import type { Identifier } from '../../schemas/generated/types.ts'
import type { CsvCell, CsvRow } from '../codecs/csv.ts'
import { isFormula } from '../codecs/csv-dialect.ts'
import type { IndexEntry, NativeFacet, Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { type ListName, lists } from './entities.ts'
import { columns, copies, HANDED_OVER, head, identifier, report, type Version } from './format.ts'
import { split, unescaped } from './inner.ts'
import { readItems } from './items.ts'
import { claimsSecret, readMarks } from './marks.ts'
import { ownNumber } from './own-number.ts'
import { type Cell, type Cells, newReading, type Reading, readCell, readObject, say, type Tree } from './reading.ts'
import { resolveReferences } from './references.ts'

/** `ok: false`: at least one finding that rejects, and what stands in place of the key. */
export type ReadRecord = { readonly nativeKey: string; readonly findings: readonly Finding[] } & (
  | { readonly ok: true; readonly entry: IndexEntry; readonly translation: Translation }
  | { readonly ok: false }
)

function cellOf({ text, line, column }: CsvCell, at: number, pointer: string): Cell {
  const [, kind] = columns[at]!
  const parts = kind === 'list' && text !== '' ? (split(text, '|', 100) ?? []).map(unescaped) : [text]
  const values = parts.includes(undefined) || parts.length === 0 ? undefined : (parts as readonly string[])
  return { text, values: text === '' ? [] : values, pointer, line, column }
}

/** Of yyyy-MM-dd: the index has no due date that is known in part. */
const WHOLE_DAY = 10

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

/** What was handed over to the inspectorate has no number of its own until it gives one. */
function ownNumbers(reading: Reading, cells: Cells, key: Cell): readonly Identifier[] {
  if (key.text.startsWith(HANDED_OVER) && cells.get('Số hồ sơ')?.text === '') return []
  const read = readObject(reading, cells, identifier, '/identifiers/0', key, 'degraded')
  return read === undefined ? [] : [ownNumber(String(read.value))]
}

function entryOf(
  nativeKey: string,
  { facet, updatedAt }: Translation,
  conceal: boolean,
  copiedTo: unknown,
): IndexEntry {
  const running = facet.clocks?.find(({ state }) => state === 'DANG_CHAY' || state === 'QUA_HAN')
  const { report } = facet
  const { receivedFrom } = report
  const confirms: NonNullable<IndexEntry['confirms']> = [
    ...(Array.isArray(copiedTo) && copiedTo.includes('VKS')
      ? [{ relation: 'supervising', agency: 'VKS' } as const]
      : []),
    ...(receivedFrom === undefined ? [] : [{ relation: 'originator', agency: receivedFrom.code } as const]),
  ]
  return {
    nativeKey,
    identifiers: facet.identifiers.map(({ assigner, ...rest }) => ({ ...rest, assigner: assigner.code })),
    kind: report.kind.code,
    stage: report.stage.code,
    receivedAt: report.receivedAt,
    updatedAt,
    ...(report.corruptionField === undefined ? {} : { corruptionField: report.corruptionField.code }),
    ...(running?.dueOn?.length !== WHOLE_DAY ? {} : { dueOn: running.dueOn }),
    label: facet.label,
    conceal,
    resolves: false,
    ...(confirms.length === 0 ? {} : { confirms }),
  }
}

/** The entities of all cells, by list. */
function entitiesOf(
  reading: Reading,
  cells: Cells,
  version: Version,
  own: readonly Identifier[],
): Pick<NativeFacet, ListName> {
  const entities = Object.fromEntries(
    lists.map((of) => {
      const before = of.list === 'identifiers' ? own.length : 0
      return [of.list, readItems(reading, cells.get(of.column)!, of, version, before)] as const
    }),
  ) as Readonly<Record<ListName, readonly Tree[]>>
  resolveReferences(reading, entities)
  const { identifiers, ...others } = entities
  return { ...others, identifiers: [...own, ...identifiers] } as unknown as Pick<NativeFacet, ListName>
}

/** Why a row is not even looked into: the mark of a state secret on it or on anybody in it, or other cells than the format has. */
function refusal({ cells }: CsvRow, pointer: string): Finding | undefined {
  const secret = cells.find(({ text }) => claimsSecret(text))
  if (secret !== undefined) {
    const expected = 'no state secret in clear'
    const { line, column } = secret
    return { code: 'state-secret-in-clear', effect: 'reject-record', pointer, line, column, expected }
  }
  if (cells.length === columns.length) return undefined
  const { line, column } = cells[0]
  const found = { type: 'cell', length: cells.length }
  const expected = `${columns.length} cells`
  return { code: 'cells-unexpected', effect: 'reject-record', pointer, line, column, expected, found }
}

/**
 * Reads data row number `number` (from 0) of a file of that version. Refuses a record with the mark of a state secret on it or on anybody in it, and one
 * without key, kind, stage, time of receipt or of change. NOT verified: the shared schema.
 */
export function readRecord(row: CsvRow, number: number, version: Version): ReadRecord {
  const refused = refusal(row, `/${number}`)
  if (refused !== undefined) return { ok: false, nativeKey: row.cells[0].text, findings: [refused] }

  const reading = newReading()
  const cells = new Map(
    row.cells.map((cell, i) => [columns[i]![0] as string, cellOf(cell, i, `/${number}/${columns[i]![0]}`)]),
  )
  for (const cell of cells.values())
    if (isFormula(cell.text))
      say(reading, cell, { code: 'formula-like', effect: 'note', expected: 'no text that a spreadsheet would run' })

  const at = cells.get('Mã hồ sơ')!
  const own = readObject(reading, cells, head, '', at, 'reject-record') as
    | { readonly nativeKey: string; readonly updatedAt: string }
    | undefined
  const { label, conceal } = readMarks(reading, cells)
  const read = readObject(reading, cells, report, '/report', at, 'reject-record') as NativeFacet['report'] | undefined
  const entities = entitiesOf(reading, cells, version, ownNumbers(reading, cells, at))
  // It goes to the index, where nothing is absent.
  const copiedTo = readCell({ ...reading, absent: [] }, cells.get(copies[0]), copies[2], '/confirms', 'degraded')
  const facet = { ...entities, label }
  const { findings } = reading
  if (own === undefined || read === undefined || findings.some(({ effect }) => effect.startsWith('reject')))
    return { ok: false, nativeKey: at.text, findings }
  const translation: Translation = {
    facet: { ...facet, report: read },
    labels: reading.labels.sort(byPath),
    absent: reading.absent.sort(byPath),
    updatedAt: own.updatedAt,
  }
  return {
    ok: true,
    nativeKey: own.nativeKey,
    entry: entryOf(own.nativeKey, translation, conceal, copiedTo),
    translation,
    findings,
  }
}
