/** The limits of a dossier, and what its computed status says of them. */
import type { Clock } from '../../schemas/generated/types.ts'
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { findingAt, member, noteAbsent, type Reading } from './reading.ts'

/** RFC 3339 instants: the last change of the dossier, and when its answer came, where that is known. */
export interface Times {
  readonly updatedAt: string
  readonly receivedAt?: string | undefined
}

const vietnameseDay = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 60 * 60 * 1000).toISOString().slice(0, 10)

/** What the computed status and the limits say of each other and can't both be true: it is told, and both stand as they were said. */
function tellContradictions(reading: Reading, status: JsonNode, clocks: readonly Clock[], times: Times): void {
  const { updatedAt, receivedAt } = times
  const running = clocks.filter(({ state }) => state === 'DANG_CHAY')
  const overdue = status.type === 'number' && status.value === 5
  // Of a month or a year it may not be known.
  const day = receivedAt === undefined ? '9999' : vietnameseDay(receivedAt)
  const perhapsOver = running.filter(({ dueOn = '' }) => dueOn <= day.slice(0, dueOn.length))
  const over = running.filter(({ dueOn = updatedAt }) => dueOn < updatedAt.slice(0, dueOn.length))
  if (overdue ? perhapsOver.length > 0 : over.length === 0) return
  const expected = overdue ? 'a running limit that may be over' : '5: a running limit ended before the last change'
  reading.findings.push(findingAt(status, { code: 'status-contradicted', effect: 'note', target: '/clocks', expected }))
}

/**
 * The clocks that were `read`, with what the status says of them. Status 5 is computed by the source and says that the running ones are overdue, which it
 * says nowhere else.
 */
export function readStates(
  reading: Reading,
  dossier: JsonObject,
  read: readonly Clock[],
  times: Times,
): readonly Clock[] {
  const status = member(dossier, 'trangThai')
  const known = status?.type === 'number' && [1, 2, 3, 4, 5].includes(status.value)
  if (!known)
    reading.findings.push(
      findingAt(status ?? dossier, {
        code: status ? 'code-unknown' : 'field-missing',
        effect: 'degraded',
        expected: 'trangThai 1 to 5',
      }),
    )
  if (known) tellContradictions(reading, status, read, times)
  return read.map((clock, i) => {
    if (clock.state !== 'DANG_CHAY') return clock
    if (known) return status.value === 5 ? { ...clock, state: 'QUA_HAN' } : clock
    const { state: _, ...rest } = clock
    noteAbsent(reading, `/clocks/${i}/state`, 'unknown')
    return rest
  })
}
