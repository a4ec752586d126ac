/** Adapter of the provincial inspectorate (Thanh tra tỉnh): its CSV exports in TCVN3, put in a directory, to the shared schema. */
import type { Deposit, DepositAdapter, DepositPage, NativeAnswer, Outcome, Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { readFile } from './file.ts'
import { type ReadRecord, readRecord } from './record.ts'

/** See adapters/sdk/adapter.ts: synchronous, total, without I/O, clock or randomness. */
export const adapter: DepositAdapter = { toDeposits, toShared }

/** Notes and the like beyond this many help nobody; what rejects is always told. */
const REMARKS_MAX = 1000

const rejects = ({ effect }: Finding): boolean => effect.startsWith('reject')

/**
 * One finding for each row that is refused, so that they can be counted; the others of a good row. Of rows with one key the last
 * one counts, even when it is refused: an older state must not stand for one that may be marked higher.
 */
function toDeposits(document: NativeAnswer): Outcome<DepositPage> {
  const file = readFile(document)
  if (!file.ok) return file
  const { rows, alone } = file.value
  const records = rows.map(readRecord)
  const last = new Map(records.map(({ nativeKey }, i) => [nativeKey, i]))
  const deposits: Deposit[] = []
  const refusals: Finding[] = []
  const remarks: Finding[] = []
  records.forEach((record, i) => {
    const superseded = record.nativeKey !== '' && last.get(record.nativeKey) !== i
    if (superseded) remarks.push(duplicate(rows[i]!.cells[0], i))
    if (!record.ok) refusals.push(...record.findings.filter(rejects).slice(0, 1))
    else if (!superseded) {
      deposits.push({ entry: record.entry, document: alone(rows[i]!) })
      remarks.push(...record.findings)
    }
  })
  return { ok: true, value: { deposits }, findings: [...refusals, ...remarks.slice(0, REMARKS_MAX)] }
}

const duplicate = ({ line, column }: { readonly line: number; readonly column: number }, i: number): Finding => ({
  code: 'record-duplicate',
  effect: 'note',
  pointer: `/${i}`,
  line,
  column,
  expected: 'each record once in a file: the later row counts',
})

/** Reads a file of one row, as `toDeposits` gives them. */
function toShared(document: NativeAnswer): Outcome<Translation> {
  const file = readFile(document)
  if (!file.ok) return file
  const [row, ...more] = file.value.rows
  if (row === undefined || more.length > 0)
    return {
      ok: false,
      findings: [{ code: 'records-unexpected', effect: 'reject-document', pointer: '', expected: 'one row' }],
    }
  const record: ReadRecord = readRecord(row, 0)
  if (record.ok) return { ok: true, value: record.translation, findings: record.findings }
  return { ok: false, findings: record.findings as readonly [Finding, ...Finding[]] }
}
