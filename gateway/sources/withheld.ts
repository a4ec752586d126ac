/** Whose records came in a document and can't be kept: no earlier state of them may go on being served. Runs in the worker. */
import type { Deposit, RefusedRecord } from '../../adapters/sdk/adapter.ts'
import { isDateTime } from '../../schemas/validation/formats.ts'
import { limits } from '../limits.ts'
import { plausible } from './index-entry.ts'

/** What stands in `value`, which has NOT been validated, in the shape of a RefusedRecord; none without a key. */
export function refusedRecord(value: unknown, why?: RefusedRecord['why']): readonly RefusedRecord[] {
  const given = (value ?? {}) as { readonly [Name in keyof RefusedRecord]?: unknown }
  const { nativeKey, updatedAt } = given
  if (typeof nativeKey !== 'string' || nativeKey === '') return []
  const reason = why ?? (given.why === 'rejected' ? 'rejected' : 'secret')
  // `Date` reads more than RFC 3339, and 03/02 as 2 March: an earlier day would let the state before it be served.
  const told = typeof updatedAt === 'string' && isDateTime(updatedAt) && plausible(updatedAt)
  return [{ nativeKey, why: reason, ...(told && { updatedAt }) }]
}

/** The adapter's list; undefined when it is none, or has more than a document may. */
export function refusedList(list: unknown): readonly RefusedRecord[] | undefined {
  if (!Array.isArray(list) || list.length > limits.deposit.refused_records_max) return undefined
  return list.flatMap((value) => refusedRecord(value))
}

/** Milliseconds; what does not tell when it changed may be newer than everything else. */
const changed = ({ updatedAt }: { readonly updatedAt?: string }): number =>
  updatedAt === undefined ? Number.POSITIVE_INFINITY : new Date(updatedAt).getTime()

/** Each record once: the latest change, and `secret` if it is that anywhere. */
export function eachOnce(records: readonly RefusedRecord[]): readonly RefusedRecord[] {
  const once = new Map<string, RefusedRecord>()
  for (const record of records) {
    const before = once.get(record.nativeKey) ?? record
    const latest = changed(before) <= changed(record) ? record : before
    once.set(record.nativeKey, { ...latest, why: before.why === 'secret' ? 'secret' : record.why })
  }
  return [...once.values()]
}

/**
 * Of a record that stands in one document both in a good state and in one that can't be kept, one counts, whatever their
 * order: the good one only if it is of a later change, for the other may be marked higher.
 */
export function decided(
  deposits: readonly Deposit[],
  refused: readonly RefusedRecord[],
): { readonly deposits: readonly Deposit[]; readonly withheld: readonly RefusedRecord[] } {
  const withheld = new Map(refused.map((record) => [record.nativeKey, record]))
  const kept = deposits.filter(({ entry }) => {
    const other = withheld.get(entry.nativeKey)
    return other === undefined || changed(entry) > changed(other)
  })
  for (const { entry } of kept) withheld.delete(entry.nativeKey)
  return { deposits: kept, withheld: [...withheld.values()] }
}
