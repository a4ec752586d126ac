/** What a reading leaves behind beside its value: findings, labels, absences, and the places of state secrets in clear. */
import type { Label } from '../../schemas/generated/types.ts'
import type { XmlElement } from '../codecs/xml.ts'
import type { Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import type { RefList } from './fields.ts'

/** A key of an element of `list`: where it was found, and the member that is left out when there is no such element. */
export interface Reference {
  readonly element: XmlElement
  readonly list: RefList
  readonly key: unknown
  readonly into: Record<string, unknown>
  readonly name: string
  readonly path: string
}

export interface Notes {
  readonly ns: string
  readonly unmarked: Label
  readonly findings: Finding[]
  readonly secrets: Finding[]
  readonly labels: Translation['labels'][number][]
  readonly absent: Translation['absent'][number][]
  readonly references: Reference[]
}

/** Beyond this many a document is hopeless, and a longer list of its faults helps nobody. */
const FINDINGS_MAX = 200

/** Empty notes for a document in namespace `ns`, whose marks that are not understood become `unmarked`. */
export function makeNotes(ns: string, unmarked: Label): Notes {
  return { ns, unmarked, findings: [], secrets: [], labels: [], absent: [], references: [] }
}

/** Notes whose labels, absences and references the caller keeps or throws away; findings and secrets are shared. */
export function scratch(notes: Notes): Notes {
  return { ...notes, labels: [], absent: [], references: [] }
}

/** Adds a finding at an element; of what was found only kind and length are told. */
export function note(
  notes: Notes,
  at: XmlElement,
  finding: Omit<Finding, 'pointer' | 'line' | 'column' | 'found'>,
  pointer = at.pointer,
): void {
  if (notes.findings.length >= FINDINGS_MAX && finding.effect !== 'reject-document') return
  const { line, column } = at
  const found = { type: at.children.length > 0 ? 'element' : 'text', length: at.text.trim().length }
  notes.findings.push({ ...finding, pointer, line, column, found })
}

/** Takes over findings of notes made apart, as far as there is room. */
export function adopt(notes: Notes, findings: readonly Finding[]): void {
  notes.findings.push(...findings.slice(0, Math.max(FINDINGS_MAX - notes.findings.length, 0)))
}

/** Notes a state secret in clear; `target` is the shared place that it would have had. */
export function secretInClear(notes: Notes, { pointer, line, column }: XmlElement, target: string): void {
  if (notes.secrets.length >= FINDINGS_MAX) return
  const expected = 'a state secret only as ciphertext in PhanMat'
  notes.secrets.push({
    code: 'state-secret-in-clear',
    effect: 'reject-document',
    pointer,
    line,
    column,
    target,
    expected,
  })
}

/** Neither text nor children. */
export function isEmpty(element: XmlElement): boolean {
  return element.text.trim() === '' && element.children.length === 0
}

/** Text at any depth, marks apart. */
export function hasContent(element: XmlElement): boolean {
  return element.name !== 'DauMat' && (element.text.trim() !== '' || element.children.some(hasContent))
}
