/** Who wrote a petition, and whom it names. */
import type { Participant } from '../../schemas/generated/types.ts'
import type { JsonObject } from '../codecs/json.ts'
import type { NativeFacet } from '../sdk/adapter.ts'
import * as codes from './codes.ts'
import * as format from './format.ts'
import type { TextTable } from './leaves.ts'
import { itemsOf, readList } from './lists.ts'
import { findingAt, member, noteAbsent, type Reading } from './reading.ts'

type Reporter = NonNullable<NativeFacet['reporters']>[number]

/** What the citizen's form asks nobody for is unknown to the Front, as is what was left empty. */
const IDENTITY = ['fullName', 'birth', 'personalId', 'phone', 'address'] as const
const PERSON = ['fullName', 'birth', 'personalId'] as const
/** Native members that would name one who stays anonymous. */
const NAMING = ['hoTen', 'ngaySinh', 'soGiayTo', 'dienThoai', 'diaChi', 'toChuc']
/** Those who wrote with the first: as many as the shared form has room for beside it. */
const OTHERS_MAX = 49

/** Who writes anonymously is not named, whatever else the petition says. */
function unnamed({ id, kind, reportedAt }: Reporter): Reporter {
  return { id, kind, ...(reportedAt === undefined ? {} : { reportedAt }) }
}

/** The citizen, and those who wrote together with him. */
export function readReporters(reading: Reading, petition: JsonObject, table: TextTable): readonly Reporter[] {
  const first = member(petition, 'nguoiPhanAnh')
  const nodes = [...(first ? [first] : []), ...itemsOf(reading, petition, 'nguoiCungDon', OTHERS_MAX, '/reporters')]
  const anonymous = nodes.filter((node) => {
    const kind = node.type === 'object' ? member(node, 'hinhThuc') : undefined
    return kind?.type === 'string' && codes.reporterKinds[kind.value] === 'AN_DANH'
  })
  for (const node of anonymous)
    if (node.type === 'object' && NAMING.some((name) => member(node, name) !== undefined)) {
      const said = { code: 'anonymity-contradicted', effect: 'degraded', target: '/reporters', expected: 'no name' }
      reading.findings.push(findingAt(node, said as Parameters<typeof findingAt>[1]))
    }
  const read = readList<Reporter>(reading, nodes, format.reporter(table), '/reporters')
  return read.map((one, i) => {
    const reporter = one.kind === 'AN_DANH' ? unnamed(one) : one
    for (const field of IDENTITY)
      if (!(field in reporter)) {
        const inapplicable = one.kind === 'CO_QUAN_TO_CHUC' && (field === 'birth' || field === 'personalId')
        noteAbsent(reading, `/reporters/${i}/${field}`, inapplicable ? 'inapplicable' : 'unknown')
      }
    return reporter
  })
}

/** Those whom the citizen names. */
export function readParticipants(reading: Reading, petition: JsonObject, table: TextTable): readonly Participant[] {
  const items = itemsOf(reading, petition, 'nguoiDuocNeu', 200, '/participants')
  const named = readList<Participant>(reading, items, format.participant(table), '/participants')
  named.forEach(({ person }, i) => {
    for (const field of PERSON)
      if (person?.[field] === undefined) noteAbsent(reading, `/participants/${i}/person/${field}`, 'unknown')
  })
  return named
}
