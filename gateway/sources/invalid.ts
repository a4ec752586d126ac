/** What breaks the shared schema, as findings. */
import type { Violation } from '../../schemas/generated/validators.js'
import { bilingual } from '../../schemas/validation/texts.ts'
import type { ReportedFinding } from './reported.ts'

/**
 * One finding `output-invalid` for each of `violations`, at most `max`: where it is in what the adapter gave, and what
 * the schema expects there, in both languages.
 */
export const invalid = (violations: readonly Violation[], max: number): ReportedFinding[] =>
  violations.slice(0, max).map(({ pointer, expected }) => ({
    code: 'output-invalid',
    effect: 'reject-document',
    pointer: '',
    target: pointer,
    expected: bilingual(expected),
  }))
