/** Who has to do with a matter, and under what numbers agencies have it, as a dossier of the native form has them. */
import type { Assignment, Decision, Identifier, Participant } from '../../schemas/generated/types.ts'
import { asText } from '../sdk/ways.ts'
import type { Taking, Writer } from '../sdk/writing.ts'
import { accusedRoles, agencies, numberSystems } from './codes.ts'
import * as format from './format.ts'
import * as papers from './format-papers.ts'
import type { Row, Tree } from './reading.ts'
import { nativeMarks } from './writing-marks.ts'
import { type Keys, reasonsOf, writeObject } from './writing-rows.ts'

/** `danhDau`: null says that the record's own marks hold. */
export const marksAt = ({ marks }: Writer, { pointer }: Taking): Tree | null => {
  const label = marks.at(pointer)
  return label === undefined ? null : nativeMarks(label)
}

/** Members of the dossier with all people: those against whom it is stand apart from the others. */
export function writePeople(writer: Writer, keys: Keys): Tree {
  const facet = writer.at('facet')
  const person = (item: Taking, rows: readonly Row[]): Tree | undefined => {
    const tree = writeObject(item, rows, keys)
    return tree && { ...tree, danhDau: marksAt(writer, item), lyDoTrong: reasonsOf(item, rows) }
  }
  const told = facet.each('reporters', 50, (item) => person(item, format.reporter))
  const all = facet.each('participants', 200, (item) => {
    const tree = person(item, format.participant)
    return tree && { tree, suspect: accusedRoles.has((item.value('') as Participant).role.code) }
  })
  const treesOf = (wanted: boolean) => all.flatMap(({ tree, suspect }) => (suspect === wanted ? [tree] : []))
  return { nguoiToGiac: told, danhSachNguoiBiToGiac: treesOf(true), nguoiThamGiaKhac: treesOf(false) }
}

const MAIN = { KIEM_SAT: 'kiemSatVien', GIAI_QUYET: 'donViDieuTra', XET_XU: 'toaAnXetXu' } as const

/** Members of the dossier with assignments: the first with each task, and the others in a list. */
export function writeAssignments(facet: Taking, keys: Keys): Tree {
  const main: Tree = { kiemSatVien: null, donViDieuTra: null, toaAnXetXu: null }
  const others: Tree[] = []
  facet.each('assignments', 50, (item) => {
    const name = MAIN[(item.value('') as Assignment).task]
    if (main[name] !== null) {
      const other = writeObject(item, format.otherAssignment, keys)
      if (other) others.push(other)
      return other
    }
    const tree = writeObject(item, name === 'donViDieuTra' ? format.investigation : format.assignment, keys)
    if (tree === undefined) return undefined
    item.take('task', (value) => ({ value }))
    main[name] = tree
    return tree
  })
  return { ...main, phanCongKhac: others }
}

type NumberField = 'soHoSo' | 'tinBaoDauTien' | 'soCaoTrang' | 'soKhoiTo'

/** The field of the record for a number; undefined for one that goes to the list of others. Which decision of the procuracy started the case its acts tell. */
function fieldOf(
  { system, type, assigner, value }: Identifier,
  decisions: readonly Decision[],
): NumberField | undefined {
  if (numberSystems[assigner.code] !== system) return undefined
  if (type === 'SO_TIEP_NHAN') return 'tinBaoDauTien'
  if (assigner.code !== 'VKS') return type === 'SO_QUYET_DINH' ? 'soKhoiTo' : undefined
  if (type === 'SO_HO_SO') return 'soHoSo'
  const started = decisions.some((act) => act.number === value && act.type.code === 'KHOI_TO')
  return started ? 'soKhoiTo' : 'soCaoTrang'
}

const nativeAgency = (code: string): number | null => {
  const found = Object.entries(agencies).find(([, shared]) => shared === code)
  return found ? Number(found[0]) : null
}

/** Members of the dossier with numbers. An indictment stands with the case that it is of. */
export function writeIdentifiers(facet: Taking, keys: Keys): Tree {
  const all = (facet.value('identifiers') ?? []) as readonly Identifier[]
  const decisions = (facet.value('decisions') ?? []) as readonly Decision[]
  const ofCase = all.some((number) => fieldOf(number, decisions) === 'soKhoiTo')
  const slots = new Map<string, Identifier>()
  const others: Tree[] = []
  facet.each('identifiers', 20, (item) => {
    const number = item.value('') as Identifier
    const field = fieldOf(number, decisions)
    if (field === undefined || slots.has(field) || (field === 'soCaoTrang' && !ofCase)) {
      const other = writeObject(item, papers.number, keys)
      if (other) others.push(other)
      return other
    }
    const value = item.take('value', asText(100))
    if (value === undefined) return undefined
    for (const name of ['system', 'type', 'assigner']) item.take(name, (of) => ({ value: of }))
    slots.set(field, number)
    return value
  })
  const [first, started] = [slots.get('tinBaoDauTien'), slots.get('soKhoiTo')]
  return {
    soHoSo: slots.get('soHoSo')?.value ?? null,
    tinBaoDauTien: first ? { so: first.value, donVi: nativeAgency(first.assigner.code) } : null,
    vuAn: started
      ? {
          soKhoiTo: started.value,
          coQuanKhoiTo: nativeAgency(started.assigner.code),
          soCaoTrang: slots.get('soCaoTrang')?.value ?? null,
        }
      : null,
    soKhac: others,
  }
}
