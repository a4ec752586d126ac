/** Adapter of the provincial inspectorate (Thanh tra tỉnh): its CSV exports in TCVN3, put in a directory, to the shared schema and back. */
import type {
  Deposit,
  DepositAdapter,
  DepositOutcome,
  NativeAnswer,
  Outcome,
  RefusedRecord,
  Translation,
} from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { delivery } from './delivery.ts'
import { readFile } from './file.ts'
import { type ReadRecord, readRecord } from './record.ts'
import { refusedRecord } from './refused.ts'
import { toNative } from './writing.ts'

/** See adapters/sdk/adapter.ts: synchronous, total, without I/O, clock or randomness. */
export const adapter = { toDeposits, toShared, toNative, delivery } satisfies DepositAdapter

/** Notes and the like beyond this many help nobody; what rejects is always told. */
const REMARKS_MAX = 1000

const rejects = ({ effect }: Finding): boolean => effect.startsWith('reject')

/**
 * One finding for each row that is refused, so that they can be counted; the others of a good row. Of good rows with one key that
 * counts which changed last, of several the later one. A file that is refused as a whole tells of no record: what is cut short or garbled need not be what it looks like.
 */
function toDeposits(document: NativeAnswer): DepositOutcome {
  const file = readFile(document)
  if (!file.ok) return file
  const { version, rows, alone } = file.value
  const records = rows.map((row, i) => readRecord(row, i, version))
  const newest = new Map<string, number>()
  const changedAt = (i: number): string => {
    const record = records[i]!
    return record.ok ? record.translation.updatedAt : ''
  }
  for (const [i, { ok, nativeKey }] of records.entries()) {
    const other = newest.get(nativeKey)
    if (ok && (other === undefined || changedAt(i) >= changedAt(other))) newest.set(nativeKey, i)
  }
  const deposits: Deposit[] = []
  const refused: RefusedRecord[] = []
  const refusals: Finding[] = []
  const remarks: Finding[] = []
  records.forEach((record, i) => {
    const row = rows[i]!
    if (!record.ok) {
      const [first] = record.findings.filter(rejects)
      refusals.push(first!)
      refused.push(...refusedRecord(row, first!.code === 'state-secret-in-clear' ? 'secret' : 'rejected'))
    } else if (newest.get(record.nativeKey) !== i) remarks.push(duplicate(row.cells[0], i))
    else {
      deposits.push({ entry: record.entry, document: alone(row) })
      remarks.push(...record.findings)
    }
  })
  return { ok: true, value: { deposits, refused }, findings: [...refusals, ...remarks.slice(0, REMARKS_MAX)] }
}

const duplicate = ({ line, column }: { readonly line: number; readonly column: number }, i: number): Finding => ({
  code: 'record-duplicate',
  effect: 'note',
  pointer: `/${i}`,
  line,
  column,
  expected: 'each record once in a file: the row that changed last counts',
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
  const record: ReadRecord = readRecord(row, 0, file.value.version)
  if (record.ok) return { ok: true, value: record.translation, findings: record.findings }
  return { ok: false, findings: record.findings as readonly [Finding, ...Finding[]] }
}
