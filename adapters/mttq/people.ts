/** Who wrote a petition, and whom it names. */
import type { Participant } from '../../schemas/generated/types.ts'
import type { JsonObject } from '../codecs/json.ts'
import type { NativeFacet } from '../sdk/adapter.ts'
import * as format from './format.ts'
import type { TextTable } from './leaves.ts'
import { itemsOf, readList } from './lists.ts'
import { findingAt, member, noteAbsent, type Reading } from './reading.ts'

type Reporter = NonNullable<NativeFacet['reporters']>[number]

/** What the citizen's form asks nobody for is unknown to the Front, as is what was left empty. */
const IDENTITY = ['fullName', 'birth', 'personalId', 'phone', 'address'] as const
const PERSON = ['fullName', 'birth', 'personalId'] as const
/** Native members that would name one who stays anonymous. */
const NAMING = ['hoTen', 'dienThoai', 'diaChi', 'toChuc']

/** The citizen. Who writes anonymously is not named, whatever else the petition says. */
export function readReporters(reading: Reading, petition: JsonObject, table: TextTable): readonly Reporter[] {
  const node = member(petition, 'nguoiPhanAnh')
  if (node === undefined) return []
  const [read] = readList<Reporter>(reading, [node], format.reporter(table), '/reporters')
  if (read === undefined) return []
  const { id, kind, reportedAt } = read
  const anonymous = kind === 'AN_DANH'
  if (anonymous && node.type === 'object' && NAMING.some((name) => member(node, name) !== undefined))
    reading.findings.push(
      findingAt(node, {
        code: 'anonymity-contradicted',
        effect: 'degraded',
        target: '/reporters/0',
        expected: 'no name',
      }),
    )
  const reporter = anonymous ? { id, kind, ...(reportedAt === undefined ? {} : { reportedAt }) } : read
  for (const field of IDENTITY)
    if (!(field in reporter)) {
      const person = field === 'birth' || field === 'personalId'
      noteAbsent(reading, `/reporters/0/${field}`, kind === 'CO_QUAN_TO_CHUC' && person ? 'inapplicable' : 'unknown')
    }
  return [reporter]
}

/** Those whom the citizen names. */
export function readParticipants(reading: Reading, petition: JsonObject, table: TextTable): readonly Participant[] {
  const items = itemsOf(reading, petition, 'nguoiDuocNeu', 50, '/participants')
  const named = readList<Participant>(reading, items, format.participant(table), '/participants')
  named.forEach(({ person }, i) => {
    for (const field of PERSON)
      if (person?.[field] === undefined) noteAbsent(reading, `/participants/${i}/person/${field}`, 'unknown')
  })
  return named
}
