/** Opaque parts (`phanMat`): what each stands for, and that nothing of it stands in clear beside it. */
import type { Determiner, OpaquePart, SupervisionAct } from '../../schemas/generated/types.ts'
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { itemsOf, readItem, refuseSecret } from './entities.ts'
import { determiner, OPAQUE_COVERS, opaquePart } from './format.ts'
import { UNMARKED } from './marks.ts'
import { findingAt, member, noteAbsent, type Reading, readObject } from './reading.ts'

/** The ciphertext is left behind; `doMat` says what the plain text is, not how the part is to be handled. */
const OTHERS = ['banMa', 'doMat']

const textAt = (node: JsonNode, name: string): string | undefined => {
  const found = node.type === 'object' ? member(node, name) : undefined
  return found?.type === 'string' ? found.value : undefined
}

/**
 * The opaque parts of a dossier; none gives no member. Each puts its level and determiner on the place that it covers, even
 * where the rest of it is not understood. One that can't be placed rejects the record, since it can't be told what is secret;
 * content in clear beside a part refuses the document.
 */
export function readOpaque(
  reading: Reading,
  dossier: Parameters<typeof itemsOf>[1],
  acts: readonly SupervisionAct[],
): { readonly opaque?: readonly OpaquePart[] } {
  const items = itemsOf(reading, dossier, 'phanMat', 20, '/opaque')
  if (items.length === 0) return {}
  const given = member(dossier, 'yeuCauKiemTraXacMinh')
  const rows = given?.type === 'array' ? given.items : []
  const whole: OpaquePart[] = []
  for (const item of items) {
    const key = OPAQUE_COVERS.exec(textAt(item, 'thayCho') ?? '')?.[1]
    const place = acts.findIndex(({ id }) => id === key)
    if (place < 0) {
      const expected = 'the key of an act in yeuCauKiemTraXacMinh'
      reading.findings.push(
        findingAt(item, { code: 'reference-unresolved', effect: 'reject-record', target: '/opaque', expected }),
      )
      continue
    }
    for (const row of rows)
      if (row.type === 'object' && textAt(row, 'ma') === key && member(row, 'noiDung') !== undefined)
        refuseSecret(reading, row, `/supervision/${place}/content`)
    const covers = `/supervision/${place}/content`
    const read = readItem<OpaquePart>(reading, item, opaquePart, '/opaque', whole.length, OTHERS)
    const part = read && withDeterminer(reading, item, read, whole.length)
    const by = part?.determinedBy
    const label = part === undefined ? UNMARKED.label : { level: part.level, tags: [], ...(by && { by }) }
    reading.labels.push({ path: covers, label })
    if (part) whole.push({ ...part, covers })
  }
  return { opaque: whole }
}

/** A determiner of whom something is missing is none. */
function withDeterminer(reading: Reading, item: JsonNode, part: OpaquePart, place: number): OpaquePart {
  const { determinedBy, ...rest } = part
  if (isWhole(determinedBy)) return part
  const target = `/opaque/${place}/determinedBy`
  reading.findings.push(
    findingAt(item, { code: 'field-missing', effect: 'degraded', target, expected: 'nguoiXacDinh' }),
  )
  noteAbsent(reading, target, 'unknown')
  return rest
}

const isWhole = (by: Partial<Determiner> | undefined): by is Determiner =>
  by?.agency !== undefined && by.at !== undefined && by.listItem !== undefined

/** Who determined the level of the record itself; none gives no member. One of whom something is missing is none, with a finding. */
export function readDeterminer(reading: Reading, dossier: JsonObject): { readonly by?: Determiner } {
  const node = member(dossier, 'nguoiXacDinh')
  if (node === undefined) return {}
  const target = '/label/by'
  const by = node.type === 'object' ? readObject(reading, node, determiner, target, [], 'degraded') : undefined
  if (isWhole(by)) return { by }
  const code = node.type === 'object' ? 'field-missing' : 'field-type'
  const expected = 'coQuan, ngay and mucDanhMuc'
  reading.findings.push(findingAt(node, { code, effect: 'degraded', target, expected }))
  return {}
}
