/** The lists of a dossier that hold what is done in it, as one table for reading and for writing. */
import { offence } from './format.ts'
import * as acts from './format-acts.ts'
import * as court from './format-court.ts'
import * as papers from './format-papers.ts'
import type { Row } from './reading.ts'

export interface Book {
  readonly native: string
  readonly shared:
    | 'offences'
    | 'decisions'
    | 'supervision'
    | 'suspensions'
    | 'proceedings'
    | 'charges'
    | 'custody'
    | 'clocks'
    | 'hearings'
    | 'judgments'
    | 'documents'
    | 'links'
    | 'petitions'
    | 'feedback'
  readonly itemsMax: number
  readonly rows: readonly Row[]
  /** Members of an item that are read elsewhere, or left behind. */
  readonly others?: readonly string[]
  /** Its items say why a field is empty (`lyDoTrong`). */
  readonly reasons?: true
  /** Its items have marks of their own (`danhDau`). */
  readonly marked?: true
  /** Shared member with the day on which the form of an item has to be in force. */
  readonly formOn?: 'decidedOn' | 'sentAt'
}

/** What others refer to stands before them. */
export const books: readonly Book[] = [
  { native: 'toiDanh', shared: 'offences', itemsMax: 50, rows: offence, others: ['boLuat'] },
  {
    ...{ native: 'quyetDinh', shared: 'decisions', itemsMax: 200, rows: acts.decision },
    ...{ others: ['thuTu'], formOn: 'decidedOn' },
  },
  { native: 'yeuCauKiemTraXacMinh', shared: 'supervision', itemsMax: 200, rows: acts.supervisionAct },
  { native: 'soTamDinhChi', shared: 'suspensions', itemsMax: 20, rows: acts.suspension, reasons: true },
  { native: 'giaiDoanToTung', shared: 'proceedings', itemsMax: 20, rows: acts.proceeding, reasons: true },
  { native: 'soKhoiToBiCan', shared: 'charges', itemsMax: 100, rows: acts.charge, reasons: true },
  {
    ...{ native: 'soGiaoNhan', shared: 'custody', itemsMax: 50, rows: acts.custody },
    ...{ reasons: true, formOn: 'sentAt' },
  },
  { native: 'thoiHan', shared: 'clocks', itemsMax: 50, rows: acts.clock },
  { native: 'soXetXu', shared: 'hearings', itemsMax: 50, rows: court.hearing },
  { native: 'soBanAn', shared: 'judgments', itemsMax: 20, rows: court.judgment, marked: true },
  {
    ...{ native: 'taiLieu', shared: 'documents', itemsMax: 200, rows: papers.document },
    ...{ marked: true, others: ['maBam'] },
  },
  { native: 'hoSoLienQuan', shared: 'links', itemsMax: 50, rows: papers.link },
  { native: 'soDon', shared: 'petitions', itemsMax: 50, rows: papers.petition },
  { native: 'soPhanHoi', shared: 'feedback', itemsMax: 100, rows: papers.answer },
]
