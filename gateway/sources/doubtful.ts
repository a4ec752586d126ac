/** What a good translation says that can't be, as findings: it is served all the same, and the operator is told. */
import type { Translation } from '../../adapters/sdk/adapter.ts'
import { inconsistencies } from '../../schemas/consistency/consistency.ts'
import { bilingual } from '../../schemas/validation/texts.ts'
import type { ReportedFinding } from './reported.ts'

/**
 * The inconsistencies of a `translation` that has been validated; `target` points into its facet. At most 100, never a
 * value.
 */
export const doubtful = ({ facet, updatedAt }: Translation): ReportedFinding[] =>
  inconsistencies(facet, updatedAt).map(({ code, effect, pointer, expected }) => ({
    code,
    effect,
    pointer: '',
    target: pointer,
    expected: bilingual(expected),
  }))
