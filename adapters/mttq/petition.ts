/** One petition (`phanAnh`) as a translation. */
import type { Facet } from '../../schemas/generated/types.ts'
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import type { Outcome, Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import * as format from './format.ts'
import { readIdentifiers } from './identifiers.ts'
import { instant, type Leaf, text } from './leaves.ts'
import { itemsOf, readList } from './lists.ts'
import { readMarks, stamped } from './marks.ts'
import { readParticipants, readReporters } from './people.ts'
import { findingAt, member, noteAbsent, type Reading, type Row, readObject } from './reading.ts'
import { readCustody, readLinks, readPetitions } from './register.ts'
import { readTextTable } from './text-table.ts'

export interface Petition {
  readonly nativeKey: string
  /** The source asks that nobody but its holder may know of it. */
  readonly conceal: boolean
  readonly translation: Translation
}

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

/** A list that the portal's own petitions do not have. */
const some = <T>(name: string, items: readonly T[]): object => (items.length > 0 ? { [name]: items } : {})

/** A value without which the petition is none. */
function required(reading: Reading, petition: JsonObject, name: string, leaf: Leaf, target: string): unknown {
  const node = member(petition, name)
  const { value, problems } = node === undefined ? { problems: [] } : leaf(node)
  const effect = 'reject-record'
  for (const { code, expected } of problems) reading.findings.push(findingAt(node!, { code, effect, target, expected }))
  if (node === undefined)
    reading.findings.push(findingAt(petition, { code: 'field-missing', effect, target, expected: name }))
  return value
}

/**
 * Translates one petition. Refuses one with a state secret in clear (`state-secret-in-clear`), one without number,
 * kind, stage or time of receipt, and one whose text is not in the table that it names. NOT verified: the shared
 * schema.
 */
export function readPetition(node: JsonNode): Outcome<Petition> {
  const reading: Reading = { findings: [], absent: [] }
  const { findings, absent } = reading
  const refused = (): Outcome<Petition> => ({
    ok: false,
    findings: findings as unknown as readonly [Finding, ...Finding[]],
  })
  if (stamped(node))
    findings.push(
      findingAt(node, {
        code: 'state-secret-in-clear',
        effect: 'reject-record',
        target: '/label',
        expected: 'nothing secret',
      }),
    )
  if (node.type !== 'object') {
    findings.push(findingAt(node, { code: 'field-type', effect: 'reject-record', expected: 'object' }))
    return refused()
  }
  const { label, conceal } = readMarks(reading, node)
  const table = readTextTable(reading, node)
  const nativeKey = required(reading, node, 'maPhanAnh', text(64), '/identifiers/0/value')
  const updatedAt = required(reading, node, 'capNhatLuc', instant, '/updatedAt')
  if (table === undefined || typeof nativeKey !== 'string' || typeof updatedAt !== 'string') return refused()
  const report = readObject(reading, node, format.report(table), '/report', format.petitionOthers, 'reject-record') as
    | Facet['report']
    | undefined
  if (report !== undefined && report.occurredAt === undefined) noteAbsent(reading, '/report/occurredAt', 'unknown')
  const reporters = readReporters(reading, node, table)
  const anonymous = reporters.some(({ kind }) => kind === 'AN_DANH')
  const list = (name: string, itemsMax: number, rows: readonly Row[], shared: string): readonly never[] =>
    readList<never>(reading, itemsOf(reading, node, name, itemsMax, `/${shared}`), rows, `/${shared}`)
  const parts = {
    identifiers: readIdentifiers(reading, node, nativeKey),
    reporters,
    participants: readParticipants(reading, node, table),
    petitions: readPetitions(reading, node, table, anonymous),
    custody: readCustody(reading, node, table),
    links: readLinks(reading, node, nativeKey),
    clocks: list('thoiHan', 50, format.clock, 'clocks'),
    feedback: list('phanHoi', 100, format.feedback, 'feedback'),
    ...some('decisions', list('ketQua', 200, format.result, 'decisions')),
    ...some('documents', list('taiLieu', 200, format.paper, 'documents')),
    label,
  }
  if (report === undefined || findings.some(({ effect }) => effect.startsWith('reject'))) return refused()
  const translation = { facet: { report, ...parts }, labels: [], absent: absent.sort(byPath), updatedAt }
  return { ok: true, value: { nativeKey, conceal, translation }, findings }
}
