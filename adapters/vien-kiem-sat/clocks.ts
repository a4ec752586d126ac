/** The limits of a dossier, and what its computed status says of them. */
import type { Clock } from '../../schemas/generated/types.ts'
import type { JsonObject } from '../codecs/json.ts'
import { itemsOf, readList } from './entities.ts'
import { clock as rows } from './format-acts.ts'
import { findingAt, member, noteAbsent, type Reading } from './reading.ts'

/** Status 5 is computed by the source and says that the running clocks are overdue; which it says nowhere else. */
export function readClocks(reading: Reading, dossier: JsonObject): readonly Clock[] {
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
  return read.map((clock, i) => {
    if (clock.state !== 'DANG_CHAY') return clock
    if (known) return status.value === 5 ? { ...clock, state: 'QUA_HAN' } : clock
    const { state: _, ...rest } = clock
    noteAbsent(reading, `/clocks/${i}/state`, 'unknown')
    return rest
  })
}
