/** Linking identifiers of a petition. */
import { codeSystem } from '../../schemas/generated/codes.ts'
import type { Identifier } from '../../schemas/generated/types.ts'
import type { JsonObject } from '../codecs/json.ts'
import { receptionSystems } from './codes.ts'
import * as format from './format.ts'
import { itemsOf, readList } from './lists.ts'
import { findingAt, member, type Reading, readObject } from './reading.ts'

/** A number of the portal. */
export function portalNumber(value: string): Identifier {
  const { system, version } = codeSystem('agencies')
  return { system: 'mttq:tiep-nhan', type: 'SO_HO_SO', value, assigner: { system, code: 'MTTQ', version } }
}

/** As many as the shared form has room for. */
const NUMBERS_MAX = 20

/**
 * The portal's own number, that of the agency which has the petition now, and what other systems call the matter. What is not understood is left
 * out, with its finding.
 */
export function readIdentifiers(reading: Reading, petition: JsonObject, number: string): readonly Identifier[] {
  const first = readPassedOn(reading, petition, number)
  const items = itemsOf(reading, petition, 'soLienQuan', NUMBERS_MAX - first.length, '/identifiers')
  const at = { findings: reading.findings, absent: [] }
  return [...first, ...readList<Identifier>(at, items, format.number, '/identifiers', { before: first.length })]
}

function readPassedOn(reading: Reading, petition: JsonObject, number: string): readonly Identifier[] {
  const own = portalNumber(number)
  const node = member(petition, 'chuyenXuLy')
  if (node === undefined) return [own]
  const read =
    node.type === 'object'
      ? (readObject(
          { findings: reading.findings, absent: [] },
          node,
          format.passedOn,
          '/identifiers/1',
          format.passedOnOthers,
          'degraded',
        ) as (Pick<Identifier, 'assigner'> & { readonly value?: string }) | undefined)
      : undefined
  if (read !== undefined && read.value === undefined) return [own]
  const assignedIn = read === undefined ? undefined : receptionSystems[read.assigner.code]
  if (read?.value === undefined || assignedIn === undefined) {
    reading.findings.push(findingAt(node, { code: 'identifier-unusable', effect: 'degraded', target: '/identifiers' }))
    return [own]
  }
  return [own, { system: assignedIn, type: 'SO_TIEP_NHAN', value: read.value, assigner: read.assigner }]
}
