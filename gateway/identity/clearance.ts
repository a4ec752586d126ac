/** How high an officer or an agency is cleared: the levels of a label without the undetermined one, in rising order. */
import type { Level } from '../../schemas/generated/types.ts'

export type ClearanceLevel = Exclude<Level, 'CHUA_XAC_DINH'>

export const clearanceLevels = [
  'CONG_KHAI',
  'NOI_BO',
  'HAN_CHE',
  'MAT',
  'TOI_MAT',
  'TUYET_MAT',
] as const satisfies readonly ClearanceLevel[]

/** Whether `value` is one of clearanceLevels, exactly as written there. */
export const isClearanceLevel = (value: unknown): value is ClearanceLevel =>
  (clearanceLevels as readonly unknown[]).includes(value)

/** The lower of the two: what an agency asserts never lifts its officer above the ceiling of the registry. */
export const lowerOf = (a: ClearanceLevel, b: ClearanceLevel): ClearanceLevel =>
  clearanceLevels.indexOf(a) <= clearanceLevels.indexOf(b) ? a : b
