/** The police's book of hand-overs: what they took from others, gave to the procuracy, or passed on to another body. */
import type { Custody, Decision } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { addDays, instant, workingDayUpTo } from './calendar.ts'
import { coded } from './codes.ts'
import * as deadlines from './deadlines.ts'
import type { Facts } from './facts.ts'
import * as numbers from './numbers.ts'

type HandOver = Omit<Custody, 'id'>

const between = (from: string, to: string) => ({ from: coded('agencies', from), to: coded('agencies', to) })

/** `hour` from 10 to 23; the minute is the matter's own. */
const at = (facts: Facts, date: string, hour: number): string =>
  instant(date, `${hour}:${10 + ((facts.n * 7) % 50)}:00`)

/** Who passed the matter on: the inspectorate's letter is a day older, the Front's note came by hand. */
function fromOriginators(facts: Facts, acknowledgedAt: string): readonly HandOver[] {
  if (facts.origin === undefined) return []
  const inspectorate: HandOver = {
    ...between('TTr', 'CA'),
    number: numbers.inspection(facts).value,
    sentAt: workingDayUpTo(addDays(facts.receivedOn, -1)),
    acknowledgedAt,
    papers: ['Văn bản kiến nghị khởi tố', 'Kết luận thanh tra', 'Hồ sơ, tài liệu có liên quan'],
    rule: 'TTLT03-2018.5',
  }
  const front: HandOver = {
    ...between('MTTQ', 'CA'),
    sentAt: facts.receivedOn,
    acknowledgedAt,
    papers: ['Phiếu chuyển', 'Nội dung phản ánh của công dân'],
    rule: 'BLTTHS.146',
  }
  return [
    ...(facts.holders.includes('thanh-tra') ? [inspectorate] : []),
    ...(facts.holders.includes('mttq') ? [front] : []),
  ]
}

/** With which papers a decision goes to the procuracy, under which rule and within how many days. */
const SENDING: Readonly<Record<string, { rule?: string; days?: number; papers: readonly string[] }>> = {
  KHOI_TO: {
    rule: 'BLTTHS.154',
    days: 1,
    papers: ['Quyết định khởi tố vụ án hình sự', 'Tài liệu kiểm tra, xác minh nguồn tin'],
  },
  KHONG_KHOI_TO: {
    rule: 'BLTTHS.158',
    days: 1,
    papers: ['Quyết định không khởi tố vụ án hình sự', 'Tài liệu kiểm tra, xác minh nguồn tin'],
  },
  TAM_DINH_CHI: {
    rule: 'BLTTHS.148.2',
    days: 1,
    papers: ['Quyết định tạm đình chỉ giải quyết nguồn tin', 'Yêu cầu định giá tài sản'],
  },
  PHUC_HOI: {
    rule: 'BLTTHS.149.2',
    days: 3,
    papers: ['Quyết định phục hồi giải quyết nguồn tin', 'Kết luận định giá tài sản'],
  },
  KHOI_TO_BI_CAN: {
    rule: 'BLTTHS.179.GUI',
    days: 1,
    papers: ['Quyết định khởi tố bị can', 'Văn bản đề nghị phê chuẩn', 'Biên bản ghi lời khai'],
  },
  KET_LUAN_DIEU_TRA: { papers: ['Bản kết luận điều tra', 'Hồ sơ vụ án', 'Bảng kê vật chứng'] },
}

/** A decision is sent on its day and acknowledged the next morning; the file with the conclusion is given by hand. */
function sent(facts: Facts, { type, number, decidedOn = '' }: Decision, i: number): readonly HandOver[] {
  const { rule, days, papers } = SENDING[type.code] ?? {}
  if (papers === undefined) return []
  const byHand = type.code === 'KET_LUAN_DIEU_TRA'
  const nextDay = addDays(decidedOn, 1)
  const acknowledgedAt = byHand ? at(facts, decidedOn, 16) : facts.n % 3 === 2 ? nextDay : at(facts, nextDay, 10)
  return [
    {
      ...between('CA', 'VKS'),
      number: `${facts.numbers.decision}.${i + 1}/PC-CSKT`,
      sentAt: at(facts, decidedOn, 15),
      ...(acknowledgedAt.slice(0, 10) > facts.today ? {} : { acknowledgedAt }),
      papers: papers.map((paper, place) => (place === 0 ? `${paper} số ${number}` : paper)),
      ...(rule === undefined ? {} : { rule }),
      ...(days === undefined ? {} : { dueOn: addDays(decidedOn, days) }),
    },
  ]
}

/** An extension is asked for five days before the period ends or earlier (BLTTHS Art. 147(2)), and given three before. */
function askedForExtension(facts: Facts, { decidedOn = '', ground }: Decision): HandOver {
  return {
    ...between('CA', 'VKS'),
    number: `${facts.numbers.decision}.1/PC-CSKT`,
    sentAt: at(facts, addDays(decidedOn, -5), 15),
    acknowledgedAt: at(facts, addDays(decidedOn, -5), 16),
    papers: ['Văn bản đề nghị gia hạn thời hạn giải quyết nguồn tin', 'Báo cáo kết quả kiểm tra, xác minh'],
    ...(ground === undefined ? {} : { reason: ground }),
    rule: 'BLTTHS.147.2',
    dueOn: addDays(decidedOn, -2),
  }
}

/** What went to the procuracy with the decisions of the police, or for the extension that it gave. */
function toProcuracy(facts: Facts, decisions: readonly Decision[]): readonly HandOver[] {
  if (!facts.supervised) return []
  return decisions.flatMap((decision, i) =>
    decision.type.code === 'GIA_HAN' ? [askedForExtension(facts, decision)] : sent(facts, decision, i),
  )
}

/** Passed on to the investigation body of the army, whose receipt has not come yet. */
function passedOn(facts: Facts, decisions: readonly Decision[]): readonly HandOver[] {
  return decisions
    .filter(({ type }) => type.code === 'CHUYEN')
    .map(({ number, decidedOn = '', ground }) => ({
      ...between('CA', 'QS'),
      form: coded('forms', 'CA.03'),
      ...(number === undefined ? {} : { number }),
      sentAt: at(facts, decidedOn, 15),
      papers: ['Phiếu chuyển nguồn tin', 'Biên bản tiếp nhận nguồn tin', 'Tài liệu do người tố giác giao nộp'],
      ...(ground === undefined ? {} : { reason: ground }),
      rule: 'BLTTHS.146',
      dueOn: facts.dueOn,
    }))
}

/** The commune police of an island have written the record, and no boat has gone yet. */
function fromIsland(facts: Facts): readonly HandOver[] {
  return deadlines.handingOver(facts).map(({ rule, dueOn }) => ({
    ...between('CA', 'CA'),
    papers: ['Biên bản tiếp nhận nguồn tin', 'Biên bản ghi lời khai ban đầu'],
    rule,
    ...(dueOn === undefined ? {} : { dueOn }),
  }))
}

/**
 * All hand-overs in the order of the book. `recordedAt` is when the matter was entered in the register of receipt,
 * `level` that of the file.
 */
export function policeCustody(
  facts: Facts,
  recordedAt: string,
  decisions: readonly Decision[],
  level: Custody['level'],
): readonly Custody[] {
  const rows = [
    ...fromOriginators(facts, recordedAt),
    ...fromIsland(facts),
    ...toProcuracy(facts, decisions).map((row) => ({ ...row, ...(level === undefined ? {} : { level }) })),
    ...passedOn(facts, decisions),
  ]
  return rows.map((row, i) => ({ id: `GN-${i + 1}`, ...row }))
}

/** What the book does not say yet, or never will. */
export function custodyAbsent(of: readonly Custody[]): Translation['absent'] {
  return of.flatMap((row, i) => [
    ...(row.sentAt === undefined ? [{ path: `/custody/${i}/sentAt`, why: 'pending' as const }] : []),
    ...(row.acknowledgedAt === undefined ? [{ path: `/custody/${i}/acknowledgedAt`, why: 'pending' as const }] : []),
    ...(row.number === undefined && row.sentAt !== undefined
      ? [{ path: `/custody/${i}/number`, why: 'unknown' as const }]
      : []),
  ])
}
