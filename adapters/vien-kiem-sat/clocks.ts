/** The limits of a dossier, and what its computed status says of them. */
import type { Clock } from '../../schemas/generated/types.ts'
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { itemsOf, readList } from './entities.ts'
import { clock as rows } from './format-acts.ts'
import { findingAt, member, noteAbsent, type Reading } from './reading.ts'

/** What the computed status and the limits say of each other and can't both be true: it is told, and both stand as they were said. */
function tellContradictions(reading: Reading, status: JsonNode, clocks: readonly Clock[], updatedAt: string): void {
  const running = clocks.filter(({ state }) => state === 'DANG_CHAY')
  const overdue = status.type === 'number' && status.value === 5
  const over = running.filter(({ dueOn = updatedAt }) => dueOn < updatedAt.slice(0, dueOn.length))
  if (overdue ? running.length > 0 : over.length === 0) return
  const expected = overdue ? 'a running limit, if it is overdue' : '5: a running limit ended before the last change'
  reading.findings.push(
    findingAt(status, { code: 'status-contradicted', effect: 'degraded', target: '/clocks', expected }),
  )
}

/**
 * Status 5 is computed by the source and says that the running clocks are overdue; which it says nowhere else. `updatedAt` (RFC 3339): the
 * last change of the dossier.
 */
export function readClocks(reading: Reading, dossier: JsonObject, updatedAt: string): readonly Clock[] {
  const status = member(dossier, 'trangThai')
  const known = status?.type === 'number' && [1, 2, 3, 4, 5].includes(status.value)
  const read = readList<Clock>(reading, itemsOf(reading, dossier, 'thoiHan', 50, '/clocks'), rows, '/clocks')
  if (!known)
    reading.findings.push(
      findingAt(status ?? dossier, {
        code: status ? 'code-unknown' : 'field-missing',
        effect: 'degraded',
        expected: 'trangThai 1 to 5',
      }),
    )
  if (known) tellContradictions(reading, status, read, updatedAt)
  return read.map((clock, i) => {
    if (clock.state !== 'DANG_CHAY') return clock
    if (known) return status.value === 5 ? { ...clock, state: 'QUA_HAN' } : clock
    const { state: _, ...rest } = clock
    noteAbsent(reading, `/clocks/${i}/state`, 'unknown')
    return rest
  })
}
