/** Linking identifiers: the procuracy's own file number, and the number of the agency that had the news first. */

import { codeSystem } from '../../schemas/generated/codes.ts'
import type { Identifier } from '../../schemas/generated/types.ts'
import type { JsonObject } from '../codecs/json.ts'
import { agencies, receptionSystems } from './codes.ts'
import { coded, text } from './leaves.ts'
import { findingAt, member, type Reading, type Row, readObject, readValue } from './reading.ts'

const FIRST: readonly Row[] = [
  ['so', 'value', text(100), 'required'],
  ['donVi', 'assigner', coded('agencies', agencies), 'required'],
]

/** Identifiers of a dossier or of its row. An identifier that is not understood is left out, with its finding. */
export function readIdentifiers(reading: Reading, object: JsonObject): readonly Identifier[] {
  const { system, version } = codeSystem('agencies')
  const file = readValue(reading, object, 'soHoSo', text(100), '/identifiers/0/value').value
  const own: Identifier[] =
    typeof file === 'string'
      ? [
          {
            system: 'vien-kiem-sat:kiem-sat',
            type: 'SO_HO_SO',
            value: file,
            assigner: { system, code: 'VKS', version },
          },
        ]
      : []
  const first = member(object, 'tinBaoDauTien')
  if (first === undefined) return own
  const read =
    first.type === 'object'
      ? (readObject(reading, first, FIRST, `/identifiers/${own.length}`, ['ngay', 'ghiChu'], 'degraded') as
          | Pick<Identifier, 'value' | 'assigner'>
          | undefined)
      : undefined
  const assignedIn = read === undefined ? undefined : receptionSystems[read.assigner.code]
  if (read === undefined || assignedIn === undefined) {
    reading.findings.push(findingAt(first, { code: 'identifier-unusable', effect: 'degraded', target: '/identifiers' }))
    return own
  }
  return [...own, { system: assignedIn, type: 'SO_TIEP_NHAN', ...read }]
}
