/**
 * Reads native elements by tables of rows: values, labels and absences go to shared paths, trouble becomes findings.
 */
import { unknownElement } from '../codecs/unknown.ts'
import { attributeOf, type XmlElement } from '../codecs/xml.ts'
import type { AbsenceReason, Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { absences } from './codes.ts'
import type { ListName } from './entities.ts'
import type { Row } from './format.ts'
import { isMarkName, readMark, unmarked } from './marks.ts'
import { branchOf } from './places.ts'

/** `of[name]`, read from elements `at` for the shared place `path`, is the id of an item of the list `to`, or several. */
export interface Reference {
  readonly of: Tree
  readonly name: string
  readonly to: ListName
  readonly at: readonly XmlElement[]
  readonly path: string
}

/** What comes of one document beside its value. `base` is the place of an attachment that is a document of its own. */
export interface Reading {
  readonly ns: string
  readonly base: string
  readonly findings: Finding[]
  readonly labels: Translation['labels'][number][]
  readonly absent: { readonly path: string; readonly why: AbsenceReason }[]
  /** To be resolved when everything is read. */
  readonly references: Reference[]
}

export type Tree = { [name: string]: unknown }

/** Beyond this many a document is hopeless, and a longer list of its faults helps nobody. */
const FINDINGS_MAX = 200
/** Labels, and absences, that a translation may have (schemas/translation.json). */
export const REMARKS_MAX = 2000

/** An empty reading of a document in namespace `ns`. */
export const newReading = (ns: string, base = ''): Reading => ({
  ns,
  base,
  findings: [],
  labels: [],
  absent: [],
  references: [],
})

/**
 * Adds a finding at an element; line and column are those of its own document. Of what was found only kind and length
 * are told.
 */
export function note(
  reading: Reading,
  at: XmlElement,
  finding: Omit<Finding, 'pointer' | 'line' | 'column' | 'found'>,
  pointer = at.pointer,
): void {
  if (reading.findings.length >= FINDINGS_MAX && !finding.effect.startsWith('reject')) return
  const found = { type: at.children.length > 0 ? 'element' : 'text', length: at.text.trim().length }
  const { line, column } = at
  reading.findings.push({ ...finding, pointer: reading.base + pointer, line, column, found })
}

/** Notes a shared field that has no value; the first reason given stands. */
export function noteAbsent(reading: Reading, path: string, why: AbsenceReason): void {
  if (reading.absent.length > REMARKS_MAX) return
  if (!reading.absent.some((entry) => entry.path === path)) reading.absent.push({ path, why })
}

/** What no table knows is left out; one that is named like a mark leaves the place undetermined. */
export function noteUnknown(reading: Reading, child: XmlElement, parent: XmlElement, target: string): void {
  const mark = isMarkName(child.name)
  const { pointer, ...finding } = mark
    ? ({
        code: 'mark-not-understood',
        effect: 'degraded',
        expected: 'marks as attributes',
        pointer: parent.pointer,
      } as const)
    : unknownElement(child, parent)
  note(reading, child, { ...finding, target }, pointer)
  if (mark) reading.labels.push({ path: target, label: unmarked })
}

/** The label of an element's own mark, if it has one, for the shared place `target`. */
export function noteMark(reading: Reading, element: XmlElement, target: string): void {
  const mark = readMark(element)
  if (mark === undefined) return
  if (!mark.understood) note(reading, element, { code: 'mark-not-understood', effect: 'degraded', target })
  if (mark.label !== undefined) reading.labels.push({ path: target, label: mark.label })
}

function put(into: Tree, path: string, value: unknown): void {
  const [name = '', ...rest] = path.split('/')
  if (rest.length === 0) into[name] = value
  else {
    into[name] ??= {}
    put(into[name] as Tree, rest.join('/'), value)
  }
}

type Found = readonly [path: string, element: XmlElement]

/** The elements that rows speak of, with their native paths; a row may be within branches. */
function find(
  reading: Reading,
  element: XmlElement,
  rows: readonly Row[],
  target: string,
  prefix = '',
): readonly Found[] {
  return element.children.flatMap((child): readonly Found[] => {
    const path = `${prefix}${child.name}`
    const known = child.ns === reading.ns
    if (known && rows.some(([native]) => native === path)) return [[path, child]]
    const branch = known ? branchOf(rows, path) : undefined
    if (branch === undefined) {
      noteUnknown(reading, child, element, target)
      return []
    }
    const place = `${target}/${branch}`
    noteMark(reading, child, place)
    const why = child.children.length === 0 ? reasonOf(child) : undefined
    if (why !== undefined) noteAbsent(reading, place, why)
    return find(reading, child, rows, target, `${path}/`)
  })
}

/** Why an element has no content, where it says so and the reason is known. */
function reasonOf(at: XmlElement): AbsenceReason | undefined {
  const reason = attributeOf(at, 'thieu')
  return reason !== undefined && Object.hasOwn(absences, reason) ? absences[reason] : undefined
}

/**
 * Reads one element by its rows for the shared place `target`. What is there and not understood is left out with a
 * finding and the absence reason `unknown`. Gives undefined when a required value is missing, with a finding of
 * `effect`. Total; NOT verified: the element's own mark; what the shared schema further asks.
 */
export function readRows(
  reading: Reading,
  element: XmlElement,
  rows: readonly Row[],
  target: string,
  effect: Finding['effect'],
): Tree | undefined {
  const tree: Tree = {}
  const found = find(reading, element, rows, target)
  let whole = true
  for (const shared of new Set(rows.map(([, to]) => to))) {
    const feeding = rows.filter(([, to]) => to === shared)
    const path = `${target}/${shared}`
    const need = feeding[0]?.[3]
    const weight = need === 'required' ? effect : 'degraded'
    const given = found.flatMap(([native, at]) =>
      feeding.filter(([from]) => from === native).map((row) => ({ row, at })),
    )
    const values = given.map(({ row, at }) => readLeaf(reading, at, row, path, weight))
    const max = typeof need === 'number' ? need : 1
    if (given.length > max) {
      const expected = `at most ${max}`
      note(reading, given[max]!.at, { code: 'field-repeated', effect: weight, target: path, expected })
    }
    const good = given.length > max ? [] : values.filter((value) => value !== undefined)
    if (good.length > 0) put(tree, shared, typeof need === 'number' ? good : good[0])
    if (need === 'required' && good.length === 0) {
      whole = false
      if (given.length === 0)
        note(reading, element, { code: 'field-missing', effect, target: path, expected: feeding[0]![0] })
    } else if (good.length < given.length) noteAbsent(reading, path, 'unknown')
  }
  return whole ? tree : undefined
}

function readLeaf(reading: Reading, at: XmlElement, row: Row, path: string, effect: Finding['effect']): unknown {
  noteMark(reading, at, path)
  const text = at.text.trim()
  if (text === '' && at.children.length === 0) {
    const why = reasonOf(at)
    // A reason is none for what a record can't be without.
    if (effect !== 'degraded') note(reading, at, { code: 'field-missing', effect, target: path, expected: row[0] })
    else if (why === undefined)
      note(reading, at, { code: 'absence-unexplained', effect, target: path, expected: 'thieu' })
    noteAbsent(reading, path, why ?? 'unknown')
    return undefined
  }
  if (attributeOf(at, 'thieu') !== undefined)
    note(reading, at, { code: 'absence-contradicted', effect: 'note', target: path, expected: 'no content' })
  const result = at.children.length > 0 ? undefined : row[2].read(text)
  if (result?.ok) return result.value
  const { code, expected } = result ?? { code: 'value-invalid', expected: 'text without elements' }
  note(reading, at, { code, effect, target: path, expected })
  return undefined
}
