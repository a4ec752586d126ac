/**
 * What a document has and its format does not know: a note at its place, so that a new or renamed field is seen the first time. It is
 * named where its name looks like one that a format has; any other name may be content.
 */
import type { Finding } from '../sdk/finding.ts'
import type { JsonObject } from './json.ts'
import type { XmlElement } from './xml.ts'

/** Ends the run of names of one object: what is left is counted. */
const NAMED_MAX = 10

/** A word of ASCII letters, as fields have for names; with four digits together it may be a number of somebody. */
const looksLikeField = (name: string): boolean => /^(?!.*\d{4})[A-Za-z][A-Za-z0-9_.-]{0,39}$/.test(name)

/** The findings for members of `object` that are not among `known`. */
export function unknownMembers(object: JsonObject, known: ReadonlySet<string>): readonly Finding[] {
  const strange = [...object.members].filter(([name]) => !known.has(name))
  const named = strange.filter(([name]) => looksLikeField(name)).slice(0, NAMED_MAX)
  const said = { code: 'field-unknown', effect: 'note', expected: 'only members of the native format' } as const
  const findings: Finding[] = named.map(([, { pointer, line, column, type }]) => ({
    ...{ ...said, pointer, line, column },
    found: { type },
  }))
  const unnamed = strange.length - named.length
  if (unnamed > 0) {
    const { pointer, line, column } = object
    findings.push({ ...said, pointer, line, column, found: { type: 'member', length: unnamed } })
  }
  return findings
}

/** Code, effect and pointer of the finding for an element that its parent should not have. */
export const unknownElement = (
  child: XmlElement,
  parent: XmlElement,
): Pick<Finding, 'code' | 'effect' | 'pointer'> => ({
  code: 'field-unknown',
  effect: 'note',
  pointer: looksLikeField(child.name) ? child.pointer : parent.pointer,
})
