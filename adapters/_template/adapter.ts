/** Adapter of a system that is asked for its documents. */
import { headProblem, openDocument } from '../codecs/open.ts'
import type { QueryAdapter } from '../sdk/adapter.ts'
import { readPage } from '../sdk/index-page.ts'
import { nodeAt } from '../sdk/native.ts'
import { readRecord } from '../sdk/record.ts'
import { manifest, RECORD, record, terms } from './format.ts'
import { cursorsOf, entry, entryTerms, ROWS } from './listing.ts'
import { requests, saysAbsent } from './requests.ts'

/** See adapters/sdk/adapter.ts: synchronous, total, without I/O, clock or randomness. */
export const adapter: QueryAdapter = {
  requests,
  toIndex(answer, context) {
    const opened = headProblem(answer, manifest.native) ?? openDocument(answer.body, manifest.native)
    if (!opened.ok) return opened
    const cursors = cursorsOf(opened.value)
    if (!cursors.ok) return cursors
    const read = readPage(opened.value, ROWS, entry, entryTerms, cursors.value, context)
    return read.ok ? { ...read, findings: [...opened.findings, ...read.findings] } : read
  },
  toShared(answer, context) {
    if (saysAbsent(answer)) return { ok: true, value: 'absent', findings: [] }
    const opened = headProblem(answer, manifest.native) ?? openDocument(answer.body, manifest.native)
    if (!opened.ok) return opened
    const root = opened.value
    const read = readRecord(nodeAt(root, RECORD.slice(1)) ?? root, record, terms, context, root)
    if (!read.ok) return read
    return { ok: true, value: read.value.translation, findings: [...opened.findings, ...read.findings] }
  },
}
