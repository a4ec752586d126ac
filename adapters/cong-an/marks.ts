/** Handling marks: `DauMat` of an element, `doMat` and `dauXuLy` of a single field. A mark is understood wholly or not at all. */
import type { Label } from '../../schemas/generated/types.ts'
import { attributeOf, type XmlElement } from '../codecs/xml.ts'
import { namedLike } from '../sdk/mark-names.ts'
import { levels, secretLevels, tags } from './codes.ts'
import type { Struct } from './fields.ts'
import { mark as markStruct } from './format.ts'
import type { Message } from './message.ts'
import { adopt, makeNotes, type Notes, note } from './notes.ts'

/** Reads an element by its fields: a mark is itself a structure, as structures bear marks. */
type ReadStruct = (
  notes: Notes,
  element: XmlElement,
  struct: Struct,
  path: string,
  effect: 'degraded',
) => { readonly value: object } | undefined

export interface Mark {
  readonly label: Label
  /** It claims a level of state secrets, even if the rest of it is not understood. */
  readonly secret: boolean
}

/** Whether a name, however written, is that of a mark. */
export const isMarkName = namedLike(['DauMat', 'DoMat', 'dauXuLy'])

const claimsSecret = (code: string | undefined): boolean =>
  code !== undefined && Object.hasOwn(secretLevels, code.trim())

const isLevelName = namedLike(['DoMat'])

/** Whether an element, or anything in it, claims a level of state secrets. */
export const claimsSecretWithin = (element: XmlElement): boolean =>
  (isLevelName(element.name) && claimsSecret(element.text)) ||
  element.attributes.some((a) => isLevelName(a.name) && claimsSecret(a.value)) ||
  element.children.some(claimsSecretWithin)

const bearsMark = (element: XmlElement): boolean =>
  isMarkName(element.name) ||
  element.attributes.some(({ name }) => isMarkName(name)) ||
  element.children.some(bearsMark)

/**
 * What marks around records say: in a message, where the format has none, or in its envelope; undefined when there are none. `inner`: elements
 * that are read by themselves.
 */
export function marksAround(
  { element, envelope }: Message,
  ...inner: readonly XmlElement[]
): 'unclear' | 'secret' | undefined {
  const without = (at: XmlElement): XmlElement => ({
    ...at,
    children: at.children.filter((child) => !inner.includes(child)).map(without),
  })
  const around = [without(element), ...(envelope ? [envelope] : [])]
  if (around.some(claimsSecretWithin)) return 'secret'
  return around.some(bearsMark) ? 'unclear' : undefined
}

/**
 * The mark of an element, undefined when it has none. Two marks, one in another namespace or in a wrong place, an unknown
 * code or a broken determiner give `notes.unmarked`: what may be a mark is never passed over.
 */
export function readMark(
  notes: Notes,
  element: XmlElement,
  struct: Struct,
  path: string,
  readStruct: ReadStruct,
): Mark | undefined {
  const known = element.children.filter((c) => c.name === 'DauMat' && c.ns === notes.ns)
  const strays = element.children.filter(
    (c) => isMarkName(c.name) && !(c.ns === notes.ns && (c.name === 'DauMat' || Object.hasOwn(struct.fields, c.name))),
  )
  const attributes = element.attributes.filter((a) => isMarkName(a.name))
  const [first] = known
  const [stray] = strays
  if (first === undefined && stray === undefined && attributes.length === 0) return undefined

  const secret =
    [...known, ...strays].some(claimsSecretWithin) ||
    attributes.some((a) => isLevelName(a.name) && claimsSecret(a.value))
  const alone = known.length === 1 && stray === undefined && attributes.length === 0
  const label = alone && first !== undefined ? labelOf(notes, first, path, readStruct) : undefined
  if (label === undefined) notUnderstood(notes, stray ?? first ?? element, element.pointer, path)
  return { label: label ?? notes.unmarked, secret }
}

function labelOf(notes: Notes, element: XmlElement, path: string, readStruct: ReadStruct): Label | undefined {
  const own = makeNotes(notes.ns, notes.unmarked)
  const read = readStruct({ ...own, secrets: notes.secrets }, element, markStruct, path, 'degraded')
  adopt(
    notes,
    own.findings.map((finding) => ({ ...finding, target: path })),
  )
  if (read === undefined || own.findings.length > 0 || own.absent.length > 0) return undefined
  return { tags: [], ...read.value } as unknown as Label
}

/** The mark that a single field carries in its attributes, undefined when it has none. One in an element within it is in a wrong place. */
export function readLeafMark(notes: Notes, element: XmlElement, path: string): Mark | undefined {
  const marks = element.attributes.filter((a) => isMarkName(a.name))
  const secretWithin = element.children.some(claimsSecretWithin)
  const stray = secretWithin || element.children.some((c) => isMarkName(c.name))
  if (marks.length === 0 && !stray) return undefined
  const level = attributeOf(element, 'doMat')?.trim() ?? ''
  const own = (attributeOf(element, 'dauXuLy') ?? '').split(/\s+/).filter((code) => code !== '')
  const understood =
    !stray &&
    marks.every((a) => a.ns === '' && (a.name === 'doMat' || a.name === 'dauXuLy')) &&
    Object.hasOwn(levels, level) &&
    (own.length > 0 || attributeOf(element, 'dauXuLy') === undefined) &&
    own.every((code) => Object.hasOwn(tags, code))
  if (!understood) notUnderstood(notes, element, element.pointer, path)
  const label = understood ? { level: levels[level]!, tags: own.map((code) => tags[code]!) } : notes.unmarked
  return { label, secret: claimsSecret(level) || secretWithin }
}

/** Says that what may be a mark is not understood. */
export function notUnderstood(notes: Notes, at: XmlElement, pointer: string, target: string): void {
  note(
    notes,
    at,
    { code: 'mark-not-understood', effect: 'degraded', target, expected: 'one DauMat of the native lists' },
    pointer,
  )
}
