/** Reads native elements by a table of fields: values, labels and absences go to shared paths, trouble becomes findings. */
import { unknownElement } from '../codecs/unknown.ts'
import { attributeOf, type XmlElement } from '../codecs/xml.ts'
import type { Finding } from '../sdk/finding.ts'
import { absenceReasons } from './codes.ts'
import type { Field, RefList, Struct } from './fields.ts'
import { notInForce } from './in-force.ts'
import type { Leaf, LeafResult } from './leaves.ts'
import { claimsSecretWithin, isMarkName, type Mark, readLeafMark, readMark } from './marks.ts'
import { hasContent, isEmpty, type Notes, note, scratch, secretInClear } from './notes.ts'

type Value = Record<string, unknown>

/** The field that an element stands for; an element of another namespace stands for none. */
function fieldOf(notes: Notes, fields: Struct['fields'], element: XmlElement): Field | undefined {
  return element.ns === notes.ns && Object.hasOwn(fields, element.name) ? fields[element.name] : undefined
}

/** What no table knows is left out; but a state secret in it came in clear all the same. */
function readUnknown(notes: Notes, child: XmlElement, parent: XmlElement, path: string): void {
  if (child.name !== 'DauMat') {
    const { pointer, ...unknown } = unknownElement(child, parent)
    note(notes, child, { ...unknown, target: path }, pointer)
  }
  if (!isMarkName(child.name) && claimsSecretWithin(child) && hasContent(child))
    secretInClear(notes, { ...child, pointer: parent.pointer }, path)
}

/**
 * Reads one element by `struct` for the shared place `path`. Gives undefined when a required field is missing or not
 * understood, with a finding of `effect`. Total; NOT verified: lengths of lists and what the shared schema further asks.
 */
export function readStruct(
  notes: Notes,
  element: XmlElement,
  struct: Struct,
  path: string,
  effect: Finding['effect'],
): { readonly value: Value; readonly mark: Mark | undefined } | undefined {
  const groups = new Map<string, { field: Field; element: XmlElement }[]>()
  for (const child of element.children) {
    const field = fieldOf(notes, struct.fields, child)
    const group = field?.shared || child.name
    if (field === undefined) {
      readUnknown(notes, child, element, path)
      continue
    }
    const same = groups.get(group)
    if (same === undefined) groups.set(group, [{ field, element: child }])
    else same.push({ field, element: child })
  }
  const mark = readMark(notes, element, struct, path, readStruct)
  const closed = (c: XmlElement): boolean => hasContent(c) && !fieldOf(notes, struct.fields, c)?.open
  const clear = element.text.trim() === '' ? element.children.find(closed) : element
  if (mark?.secret && clear !== undefined) secretInClear(notes, clear, path)

  const value: Value = { ...struct.fixed }
  let whole = struct.keyed === undefined || readKey(notes, element, value, path, effect)
  for (const [, [first, ...others]] of groups) {
    if (first === undefined) continue
    const { field } = first
    const target = 'flat' in field ? path : `${path}/${field.shared}`
    if (others.length > 0) {
      // None of them is taken, but none may be a state secret in clear.
      for (const each of [first, ...others]) readField(scratch(notes), each.element, each.field, target, 'note', {})
      note(notes, others[0]!.element, { code: 'field-repeated', effect: field.required ? effect : 'degraded', target })
      if (!field.required) notes.absent.push({ path: target, why: 'unknown' })
    } else readField(notes, first.element, field, target, field.required ? effect : 'degraded', value)
  }
  for (const [first] of groups.values()) if (first !== undefined) leaveOutOfForce(notes, first, value, path)
  for (const [name, field] of Object.entries(struct.fields)) {
    if (!field.required || field.shared in value) continue
    whole = false
    if (!groups.has(field.shared))
      note(notes, element, { code: 'field-missing', effect, target: `${path}/${field.shared}`, expected: name })
  }
  return whole ? { value, mark } : undefined
}

/** A code that its list did not have on the day of the act meant something else, in a list that came before. */
function leaveOutOfForce(
  notes: Notes,
  { field, element }: { readonly field: Field; readonly element: XmlElement },
  value: Value,
  path: string,
): void {
  if (!('leaf' in field) || field.asOf === undefined || field.leaf.list === undefined) return
  const expected = notInForce(field.leaf.list, value[field.shared], value[field.asOf])
  if (expected === undefined) return
  delete value[field.shared]
  const target = `${path}/${field.shared}`
  note(notes, element, { code: 'code-not-in-force', effect: 'degraded', target, expected })
  notes.absent.push({ path: target, why: 'unknown' })
}

function readKey(notes: Notes, element: XmlElement, into: Value, path: string, effect: Finding['effect']): boolean {
  const key = attributeOf(element, 'ma')?.trim() ?? ''
  const good = /^\S{1,64}$/.test(key)
  if (good) into.id = key
  else note(notes, element, { code: 'key-missing', effect, target: `${path}/id`, expected: 'attribute ma' })
  return good
}

/** Reads a field into `into`; what has no usable value is noted as absent. */
function readField(
  notes: Notes,
  element: XmlElement,
  field: Field,
  path: string,
  effect: Finding['effect'],
  into: Value,
): void {
  if ('discard' in field) {
    if (field.discard === 'clear' && claimsSecretWithin(element) && hasContent(element))
      secretInClear(notes, element, path)
    return
  }
  const reason = attributeOf(element, 'lyDoThieu')
  const plain = 'leaf' in field || 'spread' in field
  const mark = plain ? readLeafMark(notes, element, path) : undefined
  if (mark !== undefined) notes.labels.push({ path, label: mark.label })
  if (mark?.secret && hasContent(element)) secretInClear(notes, element, path)
  if (reason !== undefined && !isEmpty(element))
    note(notes, element, { code: 'absence-contradicted', effect: 'note', target: path, expected: 'no content' })
  if (isEmpty(element) && (plain || reason !== undefined)) {
    const why = reason !== undefined && Object.hasOwn(absenceReasons, reason) ? absenceReasons[reason] : undefined
    if (why === undefined)
      note(notes, element, { code: 'absence-unexplained', effect, target: path, expected: 'lyDoThieu' })
    // A reason is none for what a record can't be without.
    else if (field.required) note(notes, element, { code: 'field-missing', effect, target: path, expected: 'content' })
    notes.absent.push({ path, why: why ?? 'unknown' })
  } else if (plain) readLeaf(notes, element, field, path, effect, into)
  else if ('struct' in field) readInner(notes, element, field, path, effect, into)
  else if (element.children.filter((c) => fieldOf(notes, field.list, c)).length <= field.itemsMax)
    readList(notes, element, field, path, into)
  else {
    readList(scratch(notes), element, field, path, {})
    note(notes, element, { code: 'value-too-long', effect, target: path, expected: `at most ${field.itemsMax} items` })
    if (effect === 'degraded') notes.absent.push({ path, why: 'unknown' })
  }
}

function readLeaf(
  notes: Notes,
  element: XmlElement,
  field: Field & ({ leaf: Leaf; ref?: RefList } | { spread: (found: string) => LeafResult }),
  path: string,
  effect: Finding['effect'],
  into: Value,
): void {
  const read = 'spread' in field ? field.spread : field.leaf.read
  const result = element.children.length > 0 ? undefined : read(element.text.trim())
  if (result?.ok) {
    if ('spread' in field) Object.assign(into, result.value)
    else into[field.shared] = result.value
    if ('ref' in field && field.ref !== undefined)
      notes.references.push({ element, list: field.ref, key: result.value, into, name: field.shared, path })
    return
  }
  const { code, expected } = result ?? { code: 'value-invalid', expected: 'text without elements' }
  note(notes, element, { code, effect, target: path, expected })
  if (effect === 'degraded') notes.absent.push({ path, why: 'unknown' })
}

function readInner(
  notes: Notes,
  element: XmlElement,
  field: Field & { struct: Struct; flat?: boolean },
  path: string,
  effect: Finding['effect'],
  into: Value,
): void {
  const read = readStruct(notes, element, field.struct, path, effect)
  if (read === undefined) {
    if (effect === 'degraded') notes.absent.push({ path, why: 'unknown' })
    return
  }
  const { value, mark } = read
  if (field.flat) Object.assign(into, value)
  else if (Object.keys(value).length > 0) into[field.shared] = value
  if (mark === undefined) return
  const members = new Set(Object.values(field.struct.fields).map(({ shared }) => `${path}/${shared}`))
  for (const place of field.flat ? members : [path]) notes.labels.push({ path: place, label: mark.label })
}

/** One bad item rejects itself only, and its list is then known to be incomplete. */
function readList(
  notes: Notes,
  element: XmlElement,
  { list: items, shared }: { list: Readonly<Record<string, Field>>; shared: string },
  path: string,
  into: Value,
): void {
  const mark = readMark(notes, element, { fields: items }, path, readStruct)
  if (mark !== undefined) notes.labels.push({ path, label: mark.label })
  if (mark?.secret && hasContent(element)) secretInClear(notes, element, path)
  const values: unknown[] = []
  const keys = new Set<unknown>()
  let complete = true
  for (const child of element.children) {
    const field = fieldOf(notes, items, child)
    if (field === undefined) {
      readUnknown(notes, child, element, path)
      continue
    }
    const before = notes.findings.length
    const own = scratch(notes)
    const holder: Value = {}
    readField(own, child, { ...field, shared: 'item' }, `${path}/${values.length}`, 'reject-record', holder)
    const { item } = holder
    const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined
    const repeated = id !== undefined && keys.has(id)
    if (repeated)
      note(notes, child, { code: 'key-repeated', effect: 'reject-record', target: path, expected: 'a key of its own' })
    if (item === undefined && notes.findings.length === before)
      note(notes, child, { code: 'field-missing', effect: 'reject-record', target: path, expected: 'content' })
    if (item === undefined || repeated) {
      complete = false
      continue
    }
    keys.add(id)
    values.push(item)
    notes.labels.push(...own.labels)
    notes.absent.push(...own.absent)
    // A list of keys is left out as a whole: its other items would pass for all there is.
    const outer = { into, name: shared, path }
    notes.references.push(...own.references.map((one) => (one.into === holder ? { ...one, ...outer } : one)))
  }
  if (!complete) notes.absent.push({ path, why: 'unknown' })
  into[shared] = values
}
