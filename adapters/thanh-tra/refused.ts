/** Whose record a refused row is: its key and its time of change, nothing else of it. */
import type { CsvRow } from '../codecs/csv.ts'
import type { RefusedRecord } from '../sdk/adapter.ts'
import { type Column, columns, head } from './format.ts'

/** None when no key stands in its place. In a row of another number of cells only the first can be in its place. */
export function refusedRecord({ cells }: CsvRow, why: RefusedRecord['why']): readonly RefusedRecord[] {
  const whole = cells.length === columns.length
  const [nativeKey, updatedAt] = head.map(([native, , leaf]) => {
    const at = columns.findIndex(([column]: readonly [Column, string]) => column === native)
    return at === 0 || whole ? leaf.read([cells[at]!.text]).value : undefined
  }) as (string | undefined)[]
  if (nativeKey === undefined) return []
  return [{ nativeKey, why, ...(updatedAt === undefined ? {} : { updatedAt }) }]
}
