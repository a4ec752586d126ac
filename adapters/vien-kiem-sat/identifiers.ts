/** Linking identifiers: the procuracy's own file and indictment, and what other agencies called the matter and the case. */

import { codeSystem } from '../../schemas/generated/codes.ts'
import type { Identifier } from '../../schemas/generated/types.ts'
import type { JsonObject } from '../codecs/json.ts'
import { agencies, numberSystems } from './codes.ts'
import { number as otherNumber } from './format-papers.ts'
import { coded, text } from './leaves.ts'
import { findingAt, member, type Reading, type Row, readObject, readValue } from './reading.ts'

/** Of a facet. */
const NUMBERS_MAX = 20

/** A number of another agency: members of the object that holds it, and what they are. */
interface Foreign {
  readonly name: 'tinBaoDauTien' | 'vuAn'
  readonly type: Identifier['type']
  readonly rows: readonly Row[]
  readonly others: readonly string[]
}

const number = (value: string, assigner: string): readonly Row[] => [
  [value, 'value', text(100), 'required'],
  [assigner, 'assigner', coded('agencies', agencies), 'required'],
]

/** Who had the news first. */
const FIRST: Foreign = {
  name: 'tinBaoDauTien',
  type: 'SO_TIEP_NHAN',
  rows: number('so', 'donVi'),
  others: ['ngay', 'ghiChu'],
}

/** Who started the case. */
const CASE: Foreign = {
  name: 'vuAn',
  type: 'SO_QUYET_DINH',
  rows: number('soKhoiTo', 'coQuanKhoiTo'),
  others: ['soCaoTrang'],
}

function readForeign(reading: Reading, object: JsonObject, of: Foreign, place: number): readonly Identifier[] {
  const node = member(object, of.name)
  if (node === undefined) return []
  const read =
    node.type === 'object'
      ? (readObject(reading, node, of.rows, `/identifiers/${place}`, of.others, 'degraded') as
          | Pick<Identifier, 'value' | 'assigner'>
          | undefined)
      : undefined
  const system = read === undefined ? undefined : numberSystems[read.assigner.code]
  if (read !== undefined && system !== undefined) return [{ system, type: of.type, ...read }]
  reading.findings.push(findingAt(node, { code: 'identifier-unusable', effect: 'degraded', target: '/identifiers' }))
  return []
}

function readOwn(
  reading: Reading,
  object: JsonObject,
  native: string,
  type: Identifier['type'],
  place: number,
): readonly Identifier[] {
  const { system, version } = codeSystem('agencies')
  const { value } = readValue(reading, object, native, text(100), `/identifiers/${place}/value`)
  if (typeof value !== 'string') return []
  return [{ system: 'vien-kiem-sat:kiem-sat', type, value, assigner: { system, code: 'VKS', version } }]
}

/** `soKhac`: under what numbers others have the matter. */
function readOthers(reading: Reading, object: JsonObject, place: number): readonly Identifier[] {
  const node = member(object, 'soKhac')
  if (node === undefined) return []
  const items = node.type === 'array' && node.items.length <= NUMBERS_MAX - place ? node.items : [node]
  const whole: Identifier[] = []
  for (const item of items) {
    const target = `/identifiers/${place + whole.length}`
    const read = item.type === 'object' ? readObject(reading, item, otherNumber, target, [], 'degraded') : undefined
    if (read !== undefined) whole.push(read as unknown as Identifier)
    else
      reading.findings.push(
        findingAt(item, { code: 'identifier-unusable', effect: 'degraded', target: '/identifiers' }),
      )
  }
  return whole
}

/** Identifiers of a dossier or of its row. An identifier that is not understood is left out, with its finding. */
export function readIdentifiers(reading: Reading, object: JsonObject): readonly Identifier[] {
  const whole: Identifier[] = [...readOwn(reading, object, 'soHoSo', 'SO_HO_SO', 0)]
  whole.push(...readForeign(reading, object, FIRST, whole.length))
  whole.push(...readForeign(reading, object, CASE, whole.length))
  const indicted = member(object, 'vuAn')?.type === 'object'
  if (indicted) whole.push(...readOwn(reading, object, 'vuAn/soCaoTrang', 'SO_QUYET_DINH', whole.length))
  whole.push(...readOthers(reading, object, whole.length))
  return whole
}
