/** One native record as a translation, by its tables. */
import { codeSystem } from '../../schemas/generated/codes.ts'
import type { Identifier, Label } from '../../schemas/generated/types.ts'
import type { NativeFacet, Outcome, ReadingContext, Translation } from './adapter.ts'
import type { Finding } from './finding.ts'
import { joinLabels } from './join-labels.ts'
import { claimsSecret, type MarkRow, readMarks } from './marks.ts'
import { filledAt, inTheWay, itemsOf, type NativeNode } from './native.ts'
import { newReading, noteAbsent, type Reading, readRows, readValue, say, type Tree } from './reading.ts'
import type { IdentifierRow, ListTable, RecordTable } from './tables.ts'
import { noteAround, noteUnknown, type Terms } from './unknown.ts'

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

/** Reads identifiers; one that is not understood is left out, with its finding. `target`: of the list. `own`: the code of the agency whose document it is. */
export function readIdentifiers(
  reading: Reading,
  node: NativeNode,
  rows: readonly IdentifierRow[],
  target: string,
  own: string,
): readonly Identifier[] {
  const { system: agencies, version } = codeSystem('agencies')
  const found: Identifier[] = []
  for (const { native, leaf, type, system, assigner = own } of rows) {
    const at = `${target}/${found.length}`
    const { value } = readValue(reading, node, native, leaf, `${at}/value`)
    if (typeof value !== 'string') continue
    const code =
      typeof assigner === 'string'
        ? assigner
        : readValue(reading, node, assigner.native, assigner.leaf, `${at}/assigner`).value
    if (typeof code === 'string') found.push({ system, type, value, assigner: { system: agencies, code, version } })
    else {
      const whose = filledAt(node, native)!
      say(reading, whose, { code: 'identifier-unusable', effect: 'degraded', target, expected: 'its assigner' })
    }
  }
  return found
}

/** The last name of each mark's path. */
export const markNames = (rows: readonly MarkRow[]): readonly string[] =>
  rows.map(({ native }) => native.split('/').at(-1)!.replace(/^@/, ''))

/** The entities of one native list, at their places after `before` others. What can't be read is left out, which is told. */
function readList(
  reading: Reading,
  record: NativeNode,
  table: ListTable,
  before: number,
  unmarked: Label,
): readonly Tree[] {
  const { native, shared, itemsMax, rows, constants = {}, marks = [], one = false } = table
  const list = `/${shared}`
  const wall = inTheWay(record, native)
  if (wall !== undefined)
    say(reading, wall, { code: 'field-type', effect: 'reject-record', target: list, expected: 'a branch' })
  const node = filledAt(record, native)
  if (node === undefined) return []
  const items = one ? (node.kind === 'list' ? undefined : [node]) : itemsOf(node)
  if (items === undefined || items.length + before > itemsMax) {
    const wanted = one ? 'one item, no list' : 'a list'
    const [code, expected] = items ? ['value-too-long', `at most ${itemsMax} items`] : ['field-type', wanted]
    say(reading, node, { code: code!, effect: 'reject-record', target: list, expected: expected! })
    return []
  }
  const byValue = one && rows.every(([path]) => path === '')
  const whole: Tree[] = []
  const keys = new Set<unknown>()
  for (const item of items) {
    // What is noted about an item that is then left out must not speak of the one that takes its place.
    const own = newReading(reading.findings)
    const target = `${list}/${before + whole.length}`
    const mark = marks.length > 0 ? readMarks(own, item, marks, unmarked, target, 'item') : undefined
    if (mark?.secret) refuseSecret(reading, item, target)
    const readable = item.kind === 'branch' || byValue
    const read = readable ? readRows(own, item, rows, target, 'degraded') : undefined
    if (!readable)
      say(reading, item, { code: 'field-type', effect: 'degraded', target: list, expected: 'an item with members' })
    if (read !== undefined && keys.has(read.id))
      say(reading, item, { code: 'key-repeated', effect: 'degraded', target: list, expected: 'a key of its own' })
    if (read === undefined || keys.has(read.id)) {
      noteAbsent(reading, list, 'unknown')
      continue
    }
    if ('id' in read) keys.add(read.id)
    reading.absent.push(...own.absent)
    reading.labels.push(...own.labels, ...(mark ? [{ path: target, label: mark.label }] : []))
    whole.push({ ...constants, ...read })
  }
  return whole
}

/** A state secret may not come in clear: nothing else is then said of the document. */
function refuseSecret(reading: Reading, node: NativeNode, target: string): void {
  say(reading, node, { ...secretInClear, target })
}

export const secretInClear = {
  code: 'state-secret-in-clear',
  effect: 'reject-document',
  expected: 'no state secret',
} as const

/** A record that was read. `conceal`: nobody but its holder may know of it. */
export interface ReadRecord {
  readonly translation: Translation
  readonly conceal: boolean
}

/**
 * Translates one record by its tables. A mark around it, in the document with the root `root`, is one in a wrong place too. Refuses a record with a state secret in clear (then
 * that is all that is said), without a time of change, or without what the report can't be without. Total. NOT verified: the shared schema.
 */
export function readRecord(
  record: NativeNode,
  table: RecordTable,
  terms: Terms,
  { agency }: ReadingContext,
  root = record,
): Outcome<ReadRecord> {
  const { unmarked } = terms
  const reading = newReading()
  const marks = readMarks(reading, record, table.marks, unmarked, '/label')!
  const markRows = [...table.marks, ...table.lists.flatMap((list) => list.marks ?? [])]
  const names = markNames(markRows)
  const around = root === record ? [] : noteAround(reading, root, terms, names)
  const strays = [...around, ...noteUnknown(reading, record, terms, names)]
  if (strays.length > 0)
    say(reading, record, {
      code: 'mark-unknown',
      effect: 'degraded',
      target: '/label',
      expected: 'marks in their places',
    })
  if (marks.secret || claimsSecret(strays, markRows)) refuseSecret(reading, record, '/label')

  const { updatedAt } =
    readRows(
      reading,
      record,
      [[table.updatedAt.native, 'updatedAt', table.updatedAt.leaf, 'required']],
      '',
      'reject-record',
    ) ?? {}
  const report = readRows(reading, record, table.report, '/report', 'reject-record')
  const identifiers = readIdentifiers(reading, record, table.identifiers, '/identifiers', agency.code)
  const lists: { [shared: string]: readonly Tree[] } = {}
  for (const list of table.lists) {
    const before = lists[list.shared] ?? []
    lists[list.shared] = [...before, ...readList(reading, record, list, before.length, unmarked)]
  }
  const { findings } = reading
  const secrets = findings.filter(({ code }) => code === 'state-secret-in-clear')
  const rejected =
    secrets.length > 0 ? secrets : findings.some(({ effect }) => effect.startsWith('reject')) ? findings : []
  if (rejected.length > 0) return { ok: false, findings: rejected as [Finding, ...Finding[]] }
  const facet = {
    identifiers,
    report: { ...table.reportConstants, ...report },
    ...lists,
    label: strays.length > 0 ? joinLabels(unmarked, marks.label) : marks.label,
  } as unknown as NativeFacet
  const translation: Translation = {
    facet,
    labels: reading.labels.sort(byPath),
    absent: reading.absent.sort(byPath),
    updatedAt: String(updatedAt),
  }
  return { ok: true, value: { translation, conceal: marks.conceal || strays.length > 0 }, findings }
}
