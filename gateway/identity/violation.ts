/** Where the registry or its bundle breaks a rule, for whoever has to mend it. */
import { bilingual, type Text } from '../../schemas/validation/texts.ts'

/** File, RFC 6901 pointer into it, and the rule: what must be there. Carries no value from the file. */
export interface Violation {
  readonly file: string
  readonly pointer: string
  readonly rule: Text
}

/** Collects violations while a registry is read. */
export type Report = (file: string, pointer: string, rule: Text) => void

/** `file#pointer: Vietnamese · English`. */
export const violationLine = ({ file, pointer, rule }: Violation): string => `${file}#${pointer}: ${bilingual(rule)}`

/** The registry can't be used. For the operator, never for a caller. */
export class RegistryInvalid extends Error {
  readonly violations: readonly Violation[]
  constructor(violations: readonly Violation[]) {
    super(violations.map(violationLine).join('\n'))
    this.name = 'RegistryInvalid'
    this.violations = violations
  }
}

/** Something that was put in place by the operator can't be used; the message says why, in both languages. */
export class Unusable extends Error {
  readonly why: Text
  constructor(why: Text) {
    super(bilingual(why))
    this.name = 'Unusable'
    this.why = why
  }
}

/** A report, and what was reported to it so far. */
export function collector(): { readonly report: Report; readonly violations: Violation[] } {
  const violations: Violation[] = []
  return { violations, report: (file, pointer, rule) => void violations.push({ file, pointer, rule }) }
}
