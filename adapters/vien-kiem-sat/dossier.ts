/** One native dossier as a translation. */
import type { Assignment, DocumentReference, Facet, Participant } from '../../schemas/generated/types.ts'
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import type { NativeFacet, Outcome, Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { readActs } from './acts.ts'
import { readStates } from './clocks.ts'
import { accusedRoles, roles } from './codes.ts'
import { type Also, itemsOf, readItem, readList, refuseSecret } from './entities.ts'
import * as format from './format.ts'
import { sha256 } from './format-papers.ts'
import { readIdentifiers } from './identifiers.ts'
import { oneOf } from './leaves.ts'
import { readEntityMarks, readMarks, readStrayMarks, stamped } from './marks.ts'
import { readDeterminer, readOpaque } from './opaque.ts'
import { findingAt, member, newReading, type Reading, readObject, readValue } from './reading.ts'
import { breakCircles, resolveReferences } from './references.ts'

const IDENTITY = [
  ...['hoTen', 'tenGoiKhac', 'ngaySinh', 'namSinh', 'quocTich', 'soDinhDanh', 'soHoChieu', 'dienThoai', 'noiCuTru'],
  // What one said, or whom one speaks for, tells who it is as well.
  ...['noiDung', 'toChuc'],
]
const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

const personMarks: Also = (reading, item, path) => {
  const secret = readEntityMarks(reading, item, path)
  if (secret && IDENTITY.some((name) => member(item, name) !== undefined)) refuseSecret(reading, item, path)
}

/** Against whom the matter is stands in a list apart. One who stands in the list that is not that of the role is carried by the role, and it is told. */
function tellMisplaced(reading: Reading, items: readonly JsonNode[], accused: boolean): void {
  for (const item of items) {
    const node = item.type === 'object' ? member(item, 'tuCach') : undefined
    const { value } = node ? role.read(node) : {}
    if (node === undefined || typeof value !== 'string' || accusedRoles.has(value) === accused) continue
    const expected = accused ? 'one against whom the matter is' : 'one against whom the matter is not'
    reading.findings.push(
      findingAt(node, { code: 'list-contradicted', effect: 'degraded', target: '/participants', expected }),
    )
  }
}

const role = oneOf(roles)

function people(reading: Reading, dossier: JsonObject): Required<Pick<NativeFacet, 'reporters' | 'participants'>> {
  const others = ['danhDau', 'lyDoTrong']
  const told = itemsOf(reading, dossier, 'nguoiToGiac', 50, '/reporters')
  const suspects = itemsOf(reading, dossier, 'danhSachNguoiBiToGiac', 200, '/participants')
  const more = itemsOf(reading, dossier, 'nguoiThamGiaKhac', 200 - suspects.length, '/participants')
  tellMisplaced(reading, suspects, true)
  tellMisplaced(reading, more, false)
  return {
    reporters: readList(reading, told, format.reporter, '/reporters', [...others, 'noiDung'], personMarks),
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
    ['kiemSatVien', 'KIEM_SAT', format.assignment],
    ['donViDieuTra', 'GIAI_QUYET', format.investigation],
    ['toaAnXetXu', 'XET_XU', format.assignment],
  ] as const
  const whole: Assignment[] = []
  for (const [name, task, rows] of tasks) {
    const node = member(dossier, name)
    const read = node && readItem<Omit<Assignment, 'task'>>(reading, node, rows, '/assignments', whole.length)
    if (read) whole.push({ ...read, task })
  }
  const others = itemsOf(reading, dossier, 'phanCongKhac', 50 - whole.length, '/assignments')
  for (const item of others) {
    const read = readItem<Assignment>(reading, item, format.otherAssignment, '/assignments', whole.length)
    if (read) whole.push(read)
  }
  return whole
}

/** SHA-256 of the files of documents, which stand beside the facet. */
function digests(reading: Reading, documents: readonly DocumentReference[]): Pick<Translation, 'digests'> {
  const found = documents.flatMap((document, i) => {
    const source = reading.sources.get(document)
    const path = `/documents/${i}`
    const { value } = source ? readValue(reading, source, 'maBam', sha256, path) : {}
    return typeof value === 'string' ? [{ path, sha256: value }] : []
  })
  return found.length === 0 ? {} : { digests: found }
}

/**
 * Translates one dossier as `GET /api/v1/tin-bao/{ma}` gives it. Refuses a document with state secrets in clear, and one
 * that has no kind, stage or time of receipt. `receivedAt` (RFC 3339): when the answer came. NOT verified: the shared schema; that it is the dossier that was asked for.
 */
export function readDossier(dossier: JsonObject, receivedAt?: string): Outcome<Translation> {
  const reading = newReading()
  const { label, secret } = readMarks(reading, dossier, '/label')
  if (readStrayMarks(reading, dossier, '', format.dossierParts)?.secret || secret)
    refuseSecret(reading, dossier, '/label')
  const updatedAt = readValue(reading, dossier, 'capNhatLuc', format.updatedAt, '/updatedAt', 'reject-record').value
  if (updatedAt === undefined && member(dossier, 'capNhatLuc') === undefined)
    reading.findings.push(
      findingAt(dossier, {
        code: 'field-missing',
        effect: 'reject-record',
        target: '/updatedAt',
        expected: 'capNhatLuc',
      }),
    )
  const acts = readActs(reading, dossier)
  const persons = people(reading, dossier)
  const facet = {
    identifiers: readIdentifiers(reading, dossier),
    report: readObject(reading, dossier, format.report, '/report', format.dossierOthers, 'reject-record') as
      | Facet['report']
      | undefined,
    ...persons,
    ...acts,
    assignments: assignments(reading, dossier),
    clocks: readStates(reading, dossier, acts.clocks, { updatedAt: String(updatedAt ?? ''), receivedAt }),
    ...readOpaque(reading, dossier, acts.supervision),
    label: { ...label, ...readDeterminer(reading, dossier) },
  }
  const files = digests(reading, facet.documents)
  resolveReferences(reading, facet)
  breakCircles(reading, facet.decisions)
  const { findings } = reading
  const { report } = facet
  if (
    report === undefined ||
    typeof updatedAt !== 'string' ||
    findings.some(({ effect }) => effect.startsWith('reject'))
  ) {
    // What is refused for another fault was not looked through, and would be kept in quarantine.
    if (stamped(dossier, ['phanMat'])) refuseSecret(reading, dossier, '/label')
    return { ok: false, findings: findings as unknown as readonly [Finding, ...Finding[]] }
  }
  return {
    ok: true,
    value: {
      facet: { ...facet, report },
      labels: reading.labels.sort(byPath),
      absent: reading.absent.sort(byPath),
      ...files,
      updatedAt,
    },
    findings,
  }
}
