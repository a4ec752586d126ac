/** Adapter of an agency that deposits its documents: files in a folder, or pushes. */
import { headProblem, openDocument, openRows } from '../codecs/open.ts'
import type { DepositAdapter, NativeAnswer, Outcome } from '../sdk/adapter.ts'
import { type DepositedRecord, readDeposits } from '../sdk/deposits.ts'
import { nodeAt } from '../sdk/native.ts'
import { readRecord } from '../sdk/record.ts'
import { manifest, RECORD, record, terms } from './format.ts'

const { native } = manifest

/** The records of a document: the rows of a CSV file; any other document is one record. */
function recordsOf(document: NativeAnswer): Outcome<readonly DepositedRecord[]> {
  const problem = headProblem(document, native)
  if (problem) return problem
  if (native.codec === 'csv') return openRows(document.body, native)
  const opened = openDocument(document.body, native)
  if (!opened.ok) return opened
  const root = opened.value
  return { ...opened, value: [{ record: nodeAt(root, RECORD.slice(1)) ?? root, root, alone: document.body }] }
}

/** See adapters/sdk/adapter.ts: synchronous, total, without I/O, clock or randomness. */
export const adapter: DepositAdapter = {
  toDeposits(document, context) {
    const records = recordsOf(document)
    if (!records.ok) return records
    const read = readDeposits(records.value, record, terms, native.codec !== 'csv', context)
    return read.ok ? { ...read, findings: [...read.findings, ...records.findings] } : read
  },
  toShared(document, context) {
    const records = recordsOf(document)
    if (!records.ok) return records
    const [first, ...more] = records.value
    if (first === undefined || more.length > 0) {
      const finding = {
        code: 'records-unexpected',
        effect: 'reject-document',
        pointer: '',
        expected: 'one record',
      } as const
      return { ok: false, findings: [finding] }
    }
    const read = readRecord(first.record, record, terms, context, first.root)
    if (!read.ok) return read
    return { ok: true, value: read.value.translation, findings: [...records.findings, ...read.findings] }
  },
}
