/** Deposited records by their tables: what the index may hold of each, and the record's own document. */
import type { Deposit, DepositOutcome, IndexEntry, ReadingContext, RefusedRecord } from './adapter.ts'
import type { Finding } from './finding.ts'
import { indexed, readConfirms } from './index-page.ts'
import type { NativeNode } from './native.ts'
import { newReading, readValue } from './reading.ts'
import { readRecord } from './record.ts'
import type { RecordTable } from './tables.ts'
import type { Terms } from './unknown.ts'

/** A record of a document; `alone` is a whole document of the same format that holds this record only. */
export interface DepositedRecord {
  readonly record: NativeNode
  /** Of the document that it stands in, unless it is that itself. */
  readonly root?: NativeNode
  readonly alone: Uint8Array
}

const ROW_FINDINGS_MAX = 1000
const rejects = ({ effect }: Finding): boolean => effect.startsWith('reject')

/** Whose record it is, as far as that can be read, when the record itself can't be. */
function refusedOf(record: NativeNode, { key, updatedAt }: RecordTable, finding: Finding): readonly RefusedRecord[] {
  const aside = newReading()
  const nativeKey = key && readValue(aside, record, key.native, key.leaf, '').value
  if (typeof nativeKey !== 'string') return []
  const at = readValue(aside, record, updatedAt.native, updatedAt.leaf, '').value
  const why = finding.code === 'state-secret-in-clear' ? 'secret' : 'rejected'
  return [{ nativeKey, why, ...(typeof at === 'string' ? { updatedAt: at } : {}) }]
}

/**
 * Reads the records of one document, which need `key` in their table. A record that can't be read rejects itself with its first finding, not
 * the others; of records with one key the last counts. `whole`: the document is one record, and is refused with it.
 */
export function readDeposits(
  records: readonly DepositedRecord[],
  table: RecordTable,
  terms: Terms,
  whole: boolean,
  context: ReadingContext,
): DepositOutcome {
  const deposits = new Map<string, Deposit>()
  const refused: RefusedRecord[] = []
  const refusals: Finding[] = []
  const remarks: Finding[] = []
  for (const { record, alone, root } of records) {
    const reading = newReading()
    const { key = { native: '', leaf: () => ({ problems: [] }) }, confirms = [], resolves = false } = table
    const nativeKey = readValue(reading, record, key.native, key.leaf, '/nativeKey', 'reject-record').value
    const read = readRecord(record, table, terms, context, root)
    if (!read.ok || typeof nativeKey !== 'string') {
      const { pointer, line, column } = record
      const missing: Finding = {
        code: 'field-missing',
        effect: 'reject-record',
        pointer,
        line,
        column,
        expected: key.native,
      }
      const first = (read.ok ? reading.findings : read.findings).find(rejects) ?? missing
      if (whole)
        return { ok: false, findings: read.ok ? [first] : read.findings, refused: refusedOf(record, table, first) }
      refusals.push({ ...first, effect: 'reject-record' })
      refused.push(...refusedOf(record, table, first))
      continue
    }
    const { translation, conceal } = read.value
    const { facet, updatedAt } = translation
    const { kind, stage, receivedAt, corruptionField } = facet.report
    const entry: IndexEntry = {
      ...{ nativeKey, kind: kind.code, stage: stage.code, receivedAt, updatedAt, conceal, resolves },
      ...(corruptionField && { corruptionField: corruptionField.code }),
      ...readConfirms(reading, record, confirms, ''),
      identifiers: indexed(facet.identifiers),
      label: facet.label,
    }
    const { pointer, line, column } = record
    if (deposits.delete(nativeKey))
      remarks.push({ code: 'record-duplicate', effect: 'note', pointer, line, column, expected: 'each record once' })
    deposits.set(nativeKey, { entry, document: alone })
    remarks.push(...read.findings, ...reading.findings)
  }
  const findings = [...refusals, ...remarks.slice(0, ROW_FINDINGS_MAX)]
  return { ok: true, value: { deposits: [...deposits.values()], refused }, findings }
}
