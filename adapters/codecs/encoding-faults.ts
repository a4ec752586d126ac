/** What a text or its bytes can't be, told by place alone. */
import type { Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { locator } from './utf8.ts'

type Refused = Extract<Outcome<never>, { readonly ok: false }>

/** `encoding-invalid` at index `at` of what was read: it is not in the encoding `expected`. */
export function invalidAt(text: string, at: number, expected: string): Refused {
  const place = { pointer: '', ...locator(text)(at), expected }
  return { ok: false, findings: [{ code: 'encoding-invalid', effect: 'reject-document', ...place }] }
}

/** Beyond this many a text is hopeless in the encoding, and a longer list of its places helps nobody. */
const FINDINGS_MAX = 100

/** Findings of `code` at the first of the indexes `at` of `text`: characters that `expected` can't carry, or carries changed. */
export function findingsAt(
  text: string,
  at: readonly number[],
  said: Pick<Finding, 'code' | 'effect' | 'expected'>,
): readonly Finding[] {
  const positionOf = locator(text)
  return at.slice(0, FINDINGS_MAX).map((index) => ({ ...said, pointer: '', ...positionOf(index) }))
}

/** What was written, unless `lost` (indexes of `text`) says that something can't be: then `character-unencodable` for each. */
export function encoded<T>(text: string, value: T, lost: readonly number[], expected: string): Outcome<T> {
  const [first, ...more] = findingsAt(text, lost, {
    code: 'character-unencodable',
    effect: 'reject-document',
    expected,
  })
  return first === undefined ? { ok: true, value, findings: [] } : { ok: false, findings: [first, ...more] }
}
