/** Whether there is anything to give: before a source is asked, and before an object is shown that nothing would be left of. */
import { masked, released, withheld } from '../policy/policy.ts'
import type { Selection } from './selection.ts'

/**
 * Whether `verdicts` could give anything of what `selection` asks of an object that is given up to `ceiling`. That there is one, and its
 * id, is nothing by itself of what is masked.
 */
export const gives = (selection: Selection, verdicts: Uint8Array, ceiling: number): boolean =>
  (selection.length === 0 && ceiling === released) ||
  selection.some(({ field, of }) => {
    if (field.id) return ceiling === released
    const verdict = Math.min(verdicts[field.label]!, ceiling)
    if (verdict === withheld) return false
    return of ? gives(of, verdicts, verdict) : verdict !== masked || field.mask !== 'none'
  })
