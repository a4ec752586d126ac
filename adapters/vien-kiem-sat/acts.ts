/** What is done in a matter: the lists of acts of a dossier, and the registers that the procuracy keeps. */
import type {
  Charge,
  Custody,
  Decision,
  DocumentReference,
  Feedback,
  Hearing,
  Judgment,
  Link,
  Offence,
  Petition,
  Proceeding,
  SupervisionAct,
  Suspension,
} from '../../schemas/generated/types.ts'
import type { JsonObject } from '../codecs/json.ts'
import { type Also, itemsOf, readList, refuseSecret } from './entities.ts'
import { offence } from './format.ts'
import * as format from './format-acts.ts'
import * as court from './format-court.ts'
import * as papers from './format-papers.ts'
import { readEntityMarks } from './marks.ts'
import { findingAt, member, type Reading, type Row } from './reading.ts'

interface Acts {
  readonly offences: readonly Offence[]
  readonly decisions: readonly Decision[]
  readonly supervision: readonly SupervisionAct[]
  readonly suspensions: readonly Suspension[]
  readonly proceedings: readonly Proceeding[]
  readonly charges: readonly Charge[]
  readonly custody: readonly Custody[]
  readonly hearings: readonly Hearing[]
  readonly judgments: readonly Judgment[]
  readonly documents: readonly DocumentReference[]
  readonly links: readonly Link[]
  readonly petitions: readonly Petition[]
  readonly feedback: readonly Feedback[]
}

/** Of a paper that is a state secret not even its title may stand here. */
const paperMarks: Also = (reading, item, target) => {
  if (readEntityMarks(reading, item, target)) refuseSecret(reading, item, target)
}

/** `thuTu` numbers the decisions as the list has them. Where it does not, one of the two orders is wrong: they are carried as listed, and it is told. */
function tellOrder(reading: Reading, dossier: JsonObject): void {
  const list = member(dossier, 'quyetDinh')
  if (list?.type !== 'array') return
  const numbers = list.items.flatMap((item) => {
    const number = item.type === 'object' ? member(item, 'thuTu') : undefined
    return number?.type === 'number' ? [number.value] : []
  })
  if (numbers.every((number, i) => i === 0 || numbers[i - 1]! < number)) return
  const expected = 'decisions in the order of thuTu'
  reading.findings.push(findingAt(list, { code: 'order-contradicted', effect: 'note', target: '/decisions', expected }))
}

/** The keys that these have of each other are not resolved yet (references.ts). A list that is not there has no entity. */
export function readActs(reading: Reading, dossier: JsonObject): Acts {
  const list = <T>(
    name: string,
    shared: keyof Acts,
    itemsMax: number,
    rows: readonly Row[],
    others?: string[],
    also?: Also,
  ) => readList<T>(reading, itemsOf(reading, dossier, name, itemsMax, `/${shared}`), rows, `/${shared}`, others, also)
  tellOrder(reading, dossier)
  return {
    offences: list('toiDanh', 'offences', 50, offence, ['boLuat']),
    decisions: list('quyetDinh', 'decisions', 200, format.decision, ['thuTu']),
    supervision: list('yeuCauKiemTraXacMinh', 'supervision', 200, format.supervisionAct),
    suspensions: list('soTamDinhChi', 'suspensions', 20, format.suspension, ['lyDoTrong']),
    proceedings: list('giaiDoanToTung', 'proceedings', 20, format.proceeding, ['lyDoTrong']),
    charges: list('soKhoiToBiCan', 'charges', 100, format.charge, ['lyDoTrong']),
    custody: list('soGiaoNhan', 'custody', 50, format.custody, ['lyDoTrong']),
    hearings: list('soXetXu', 'hearings', 50, court.hearing),
    judgments: list('soBanAn', 'judgments', 20, court.judgment, ['danhDau'], paperMarks),
    documents: list('taiLieu', 'documents', 200, papers.document, ['danhDau', 'maBam'], paperMarks),
    links: list('hoSoLienQuan', 'links', 50, papers.link),
    petitions: list('soDon', 'petitions', 50, papers.petition),
    feedback: list('soPhanHoi', 'feedback', 100, papers.answer),
  }
}
