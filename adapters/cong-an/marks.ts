/** Handling marks: `DauMat` of an element, `doMat` and `dauXuLy` of a single field. A mark is understood wholly or not at all. */
import type { Label } from '../../schemas/generated/types.ts'
import { attributeOf, type XmlElement } from '../codecs/xml.ts'
import { levels, secretLevels, tags } from './codes.ts'
import { mark as markStruct } from './format.ts'
import { makeNotes, type Notes, note } from './notes.ts'
import { readStruct, type Struct } from './reader.ts'

export interface Mark {
  readonly label: Label
  /** It claims a level of state secrets, even if the rest of it is not understood. */
  readonly secret: boolean
}

const markNames = new Set(['DauMat', 'DoMat', 'DauXuLy', 'doMat', 'dauXuLy'])

const claimsSecret = (code: string | undefined): boolean =>
  code !== undefined && Object.hasOwn(secretLevels, code.trim())

/**
 * The mark of an element, undefined when it has none. Two marks, one in another namespace or in a wrong place, an unknown
 * code or a broken determiner give `notes.unmarked`: what may be a mark is never passed over.
 */
export function readMark(notes: Notes, element: XmlElement, struct: Struct, path: string): Mark | undefined {
  const known = element.children.filter((c) => c.name === 'DauMat' && c.ns === notes.ns)
  const stray =
    element.children.find(
      (c) => markNames.has(c.name) && !known.includes(c) && !Object.hasOwn(struct.fields, c.name),
    ) ?? element.children.find((c) => markNames.has(c.name) && c.ns !== notes.ns)
  const strayAttribute = element.attributes.some((a) => markNames.has(a.name))
  const [first] = known
  if (first === undefined && stray === undefined && !strayAttribute) return undefined

  const secret = known.some((mark) => mark.children.some((c) => c.name === 'DoMat' && claimsSecret(c.text)))
  const label = known.length === 1 && stray === undefined && !strayAttribute ? labelOf(notes, first!, path) : undefined
  if (label === undefined) notUnderstood(notes, stray ?? first ?? element, element.pointer, path)
  return { label: label ?? notes.unmarked, secret }
}

function labelOf(notes: Notes, element: XmlElement, path: string): Label | undefined {
  const own = makeNotes(notes.ns, notes.unmarked)
  const read = readStruct({ ...own, secrets: notes.secrets }, element, markStruct, path, 'degraded')
  notes.findings.push(...own.findings)
  if (read === undefined || own.findings.length > 0 || own.absent.length > 0) return undefined
  return { tags: [], ...read.value } as unknown as Label
}

/** The mark that a single field carries in its attributes, undefined when it has none. */
export function readLeafMark(notes: Notes, element: XmlElement, path: string): Mark | undefined {
  const marks = element.attributes.filter((a) => markNames.has(a.name))
  const strayChild = element.children.find((c) => markNames.has(c.name))
  if (marks.length === 0 && strayChild === undefined) return undefined
  const level = attributeOf(element, 'doMat')?.trim() ?? ''
  const own = (attributeOf(element, 'dauXuLy') ?? '').split(/\s+/).filter((code) => code !== '')
  const understood =
    strayChild === undefined &&
    marks.every((a) => a.ns === '' && (a.name === 'doMat' || a.name === 'dauXuLy')) &&
    Object.hasOwn(levels, level) &&
    own.every((code) => Object.hasOwn(tags, code))
  if (!understood) notUnderstood(notes, element, element.pointer, path)
  const label = understood ? { level: levels[level]!, tags: own.map((code) => tags[code]!) } : notes.unmarked
  return { label, secret: claimsSecret(level) }
}

function notUnderstood(notes: Notes, at: XmlElement, pointer: string, target: string): void {
  note(
    notes,
    at,
    { code: 'mark-not-understood', effect: 'degraded', target, expected: 'one DauMat of the native lists' },
    pointer,
  )
}
