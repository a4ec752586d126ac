/** One native dossier as a translation. */
import type { Assignment, Clock, Facet, Participant } from '../../schemas/generated/types.ts'
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import type { NativeFacet, Outcome, Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import * as format from './format.ts'
import { readIdentifiers } from './identifiers.ts'
import { instant } from './leaves.ts'
import { readEntityMarks, readMarks, readStrayMarks } from './marks.ts'
import { findingAt, member, newReading, noteAbsent, type Reading, type Row, readObject, readValue } from './reading.ts'

const IDENTITY = ['hoTen', 'ngaySinh', 'namSinh', 'soDinhDanh', 'dienThoai', 'noiCuTru']
const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

/** Items of a list of at most `itemsMax`. One that is no list, or longer, rejects the record: it can't be known what is lost. */
function itemsOf(
  reading: Reading,
  dossier: JsonObject,
  name: string,
  itemsMax: number,
  target: string,
): readonly JsonNode[] {
  const node = member(dossier, name)
  if (node === undefined) return []
  if (node.type === 'array' && node.items.length <= itemsMax) return node.items
  const expected = node.type === 'array' ? `at most ${itemsMax} items` : 'array'
  const code = node.type === 'array' ? 'value-too-long' : 'field-type'
  reading.findings.push(findingAt(node, { code, effect: 'reject-record', target, expected }))
  return []
}

type Also = (reading: Reading, item: JsonObject, target: string) => void

/** One entity at its place in the shared list; what can't be read is left out, which the reader of the list is told. */
function readItem<T>(
  reading: Reading,
  item: JsonNode,
  rows: readonly Row[],
  list: string,
  place: number,
  others: readonly string[] = [],
  also: Also = () => {},
): T | undefined {
  // What is noted about an item that is then left out must not speak of the one that takes its place.
  const own: Reading = { findings: reading.findings, absent: [], labels: [] }
  if (item.type !== 'object') {
    reading.findings.push(findingAt(item, { code: 'field-type', effect: 'degraded', target: list, expected: 'object' }))
    noteAbsent(reading, list, 'unknown')
    return undefined
  }
  also(own, item, `${list}/${place}`)
  if (readStrayMarks(own, item, `${list}/${place}`, others)?.secret) refuseSecret(own, item, `${list}/${place}`)
  const read = readObject(own, item, rows, `${list}/${place}`, others, 'degraded')
  if (read === undefined) {
    noteAbsent(reading, list, 'unknown')
    return undefined
  }
  reading.absent.push(...own.absent)
  reading.labels.push(...own.labels)
  return read as T
}

/** The entities of a list; those that are left out let the others close up. */
function readList<T>(
  reading: Reading,
  items: readonly JsonNode[],
  rows: readonly Row[],
  list: string,
  others?: readonly string[],
  also?: Also,
): readonly T[] {
  const whole: T[] = []
  for (const item of items) {
    const read = readItem<T>(reading, item, rows, list, whole.length, others, also)
    if (read !== undefined) whole.push(read)
  }
  return whole
}

/** Stamped as a state secret and with something to read: that may not come in clear. An own stamp of a person covers its identity. */
function refuseSecret(reading: Reading, node: JsonObject, target: string): void {
  reading.findings.push(
    findingAt(node, { code: 'state-secret-in-clear', effect: 'reject-document', target, expected: 'an opaque part' }),
  )
}

const personMarks: Also = (reading, item, path) => {
  const secret = readEntityMarks(reading, item, path)
  if (secret && IDENTITY.some((name) => member(item, name) !== undefined)) refuseSecret(reading, item, path)
}

function people(reading: Reading, dossier: JsonObject): Pick<NativeFacet, 'reporters' | 'participants'> {
  const others = ['danhDau', 'lyDoTrong']
  const told = itemsOf(reading, dossier, 'nguoiToGiac', 50, '/reporters')
  const suspects = itemsOf(reading, dossier, 'danhSachNguoiBiToGiac', 200, '/participants')
  const more = itemsOf(reading, dossier, 'nguoiThamGiaKhac', 200 - suspects.length, '/participants')
  return {
    reporters: readList(reading, told, format.reporter, '/reporters', others, personMarks),
    participants: readList<Participant>(
      reading,
      [...suspects, ...more],
      format.participant,
      '/participants',
      others,
      personMarks,
    ),
  }
}

function assignments(reading: Reading, dossier: JsonObject): readonly Assignment[] {
  const tasks = [
    ['kiemSatVien', 'KIEM_SAT'],
    ['donViDieuTra', 'GIAI_QUYET'],
  ] as const
  const whole: Assignment[] = []
  for (const [name, task] of tasks) {
    const node = member(dossier, name)
    const read =
      node && readItem<Omit<Assignment, 'task'>>(reading, node, format.assignment, '/assignments', whole.length)
    if (read) whole.push({ ...read, task })
  }
  return whole
}

/** Status 5 is computed by the source and says that the running clocks are overdue; which it says nowhere else. */
function clocks(reading: Reading, dossier: JsonObject): readonly Clock[] {
  const status = member(dossier, 'trangThai')
  const known = status?.type === 'number' && [1, 2, 3, 4, 5].includes(status.value)
  const read = readList<Clock>(reading, itemsOf(reading, dossier, 'thoiHan', 50, '/clocks'), format.clock, '/clocks')
  if (!known)
    reading.findings.push(
      findingAt(status ?? dossier, {
        code: status ? 'code-unknown' : 'field-missing',
        effect: 'degraded',
        expected: 'trangThai 1 to 5',
      }),
    )
  return read.map((clock, i) => {
    if (clock.state !== 'DANG_CHAY') return clock
    if (known) return status.value === 5 ? { ...clock, state: 'QUA_HAN' } : clock
    const { state: _, ...rest } = clock
    noteAbsent(reading, `/clocks/${i}/state`, 'unknown')
    return rest
  })
}

/**
 * Translates one dossier as `GET /api/v1/tin-bao/{ma}` gives it. Refuses a document with state secrets in clear, and one
 * that has no kind, stage or time of receipt. NOT verified: the shared schema; that it is the dossier that was asked for.
 */
export function readDossier(dossier: JsonObject): Outcome<Translation> {
  const reading = newReading()
  const { label, secret } = readMarks(reading, dossier, '/label')
  if (readStrayMarks(reading, dossier, '', format.dossierOthers)?.secret || secret)
    refuseSecret(reading, dossier, '/label')
  const updatedAt = readValue(reading, dossier, 'capNhatLuc', instant, '/updatedAt', 'reject-record').value
  if (updatedAt === undefined && member(dossier, 'capNhatLuc') === undefined)
    reading.findings.push(
      findingAt(dossier, {
        code: 'field-missing',
        effect: 'reject-record',
        target: '/updatedAt',
        expected: 'capNhatLuc',
      }),
    )
  const facet = {
    identifiers: readIdentifiers(reading, dossier),
    report: readObject(reading, dossier, format.report, '/report', format.dossierOthers, 'reject-record') as
      | Facet['report']
      | undefined,
    ...people(reading, dossier),
    offences: readList<never>(
      reading,
      itemsOf(reading, dossier, 'toiDanh', 50, '/offences'),
      format.offence,
      '/offences',
      ['boLuat'],
    ),
    assignments: assignments(reading, dossier),
    decisions: readList<never>(
      reading,
      itemsOf(reading, dossier, 'quyetDinh', 200, '/decisions'),
      format.decision,
      '/decisions',
      ['thuTu'],
    ),
    clocks: clocks(reading, dossier),
    supervision: readList<never>(
      reading,
      itemsOf(reading, dossier, 'yeuCauKiemTraXacMinh', 200, '/supervision'),
      format.supervisionAct,
      '/supervision',
    ),
    label,
  }
  const { findings } = reading
  const { report } = facet
  if (
    report === undefined ||
    typeof updatedAt !== 'string' ||
    findings.some(({ effect }) => effect.startsWith('reject'))
  )
    return { ok: false, findings: findings as unknown as readonly [Finding, ...Finding[]] }
  return {
    ok: true,
    value: {
      facet: { ...facet, report },
      labels: reading.labels.sort(byPath),
      absent: reading.absent.sort(byPath),
      updatedAt,
    },
    findings,
  }
}
