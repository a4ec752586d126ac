/** How high an officer or an agency is cleared: the levels of a label without the undetermined one, in rising order. */
import { levels } from '../../schemas/generated/fields.ts'
import type { Level } from '../../schemas/generated/types.ts'

export type ClearanceLevel = Exclude<Level, 'CHUA_XAC_DINH'>

export const clearanceLevels = levels.filter((level) => level !== 'CHUA_XAC_DINH')

/** Whether `value` is one of clearanceLevels, exactly as written there. */
export const isClearanceLevel = (value: unknown): value is ClearanceLevel =>
  (clearanceLevels as readonly unknown[]).includes(value)

/** The lower of the two: what an agency asserts never lifts its officer above the ceiling of the registry. */
export const lowerOf = (a: ClearanceLevel, b: ClearanceLevel): ClearanceLevel =>
  clearanceLevels.indexOf(a) <= clearanceLevels.indexOf(b) ? a : b
