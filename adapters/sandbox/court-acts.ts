/** What the court signed, scheduled and has to keep in a case: assignment, decisions, hearing, clocks. */
import type { Assignment, Clock, Decision, Extension, Hearing } from '../../schemas/generated/types.ts'
import { addDays, addWorkingDays, earlier, instant, workingDayFrom } from './calendar.ts'
import { coded } from './codes.ts'
import { courtNumber, isCase, judgmentNumber, UNIT, year } from './court-case.ts'
import { numbered } from './deadlines.ts'
import type { Facts } from './facts.ts'
import * as numbers from './numbers.ts'

const PROCURACY = 'Viện kiểm sát nhân dân tỉnh An Giang'

/** The judge in charge, from the day of registration; none of what is no case yet. */
export function assignments(facts: Facts): readonly Assignment[] {
  if (!isCase(facts)) return []
  return [
    {
      id: 'PC-1',
      task: 'XET_XU',
      agency: coded('agencies', 'TA'),
      unit: UNIT,
      decisionNumber: `${facts.numbers.courtFile}/${year(facts.courtOn)}/QĐ-PCTP`,
      decidedOn: facts.courtOn,
      officer: `Thẩm phán ${facts.officers.judge}`,
      competentProcuracy: PROCURACY,
    },
  ]
}

/** Of a case with several offences the chief judge lengthens the preparation, a serious one's by up to 15 days. */
function extension(facts: Facts): Required<Extension> | undefined {
  const { courtOn, toTrialOn, plot, n } = facts
  if (courtOn === undefined || toTrialOn === undefined || plot.offences.length < 2 || n % 3 !== 1) return undefined
  const decidedOn = earlier(workingDayFrom(addDays(courtOn, 38)), toTrialOn)
  return {
    number: courtNumber(facts, decidedOn, 'HSST-QĐ'),
    agency: coded('agencies', 'TA'),
    decidedOn,
    dueOn: workingDayFrom(addDays(courtOn, 45 + 15)),
  }
}

/** What the court has decided so far, in order of its days; nothing without a case. */
export function decisions(facts: Facts): readonly Decision[] {
  if (!isCase(facts)) return []
  const { toTrialOn, judgedOn, returnedOn } = facts
  const extended = extension(facts)
  const signed = { agency: coded('agencies', 'TA'), signer: facts.officers.judge, signerTitle: 'Thẩm phán' }
  const rows: Omit<Decision, 'id'>[] = [
    {
      type: coded('decisions', 'THU_LY'),
      number: numbers.courtFile(facts).value,
      decidedOn: facts.courtOn,
      ...signed,
      legalBasis: ['Điều 276 BLTTHS'],
      effectiveFrom: facts.courtOn,
    },
  ]
  if (returnedOn !== undefined)
    rows.push({
      type: coded('decisions', 'TRA_HO_SO'),
      number: numbers.fileReturn(facts),
      decidedOn: returnedOn,
      ...signed,
      legalBasis: ['Điều 280 khoản 1 điểm a BLTTHS'],
      ground: 'Thiếu chứng cứ dùng để chứng minh tính chất, mức độ thiệt hại mà không thể bổ sung tại phiên tòa.',
      effectiveFrom: returnedOn,
    })
  if (extended !== undefined)
    rows.push({
      type: coded('decisions', 'GIA_HAN_CHUAN_BI_XET_XU'),
      number: extended.number,
      decidedOn: extended.decidedOn,
      ...signed,
      signerTitle: 'Chánh án',
      legalBasis: ['Điều 277 khoản 2 BLTTHS'],
      ground: 'Vụ án có nhiều tội danh, nhiều tình tiết phức tạp.',
      effectiveFrom: extended.decidedOn,
      effectiveTo: extended.dueOn,
    })
  if (toTrialOn !== undefined)
    rows.push({
      type: coded('decisions', 'DUA_RA_XET_XU'),
      number: courtNumber(facts, toTrialOn, 'QĐXXST-HS'),
      decidedOn: toTrialOn,
      ...signed,
      legalBasis: ['Điều 255 BLTTHS', 'Điều 277 BLTTHS', ...(facts.minorVictim ? ['Điều 25 BLTTHS'] : [])],
      effectiveFrom: toTrialOn,
    })
  if (judgedOn !== undefined)
    rows.push({
      type: coded('decisions', 'BAN_AN_SO_THAM'),
      number: judgmentNumber(facts, judgedOn),
      decidedOn: judgedOn,
      ...signed,
      signerTitle: 'Thẩm phán - Chủ tọa phiên tòa',
      legalBasis: ['Điều 260 BLTTHS', 'Điều 326 BLTTHS'],
    })
  return rows.map((row, i) => ({ id: `QD-${i + 1}`, ...row }))
}

/** The first-instance hearing once it has a day. */
export function hearings(facts: Facts): readonly Hearing[] {
  if (facts.hearingOn === undefined) return []
  return [
    {
      id: 'PT-1',
      instance: 'SO_THAM',
      scheduledAt: instant(facts.hearingOn, '07:30:00'),
      place: `Phòng xử án số ${1 + (facts.n % 3)}, trụ sở ${UNIT}`,
      presiding: `Thẩm phán ${facts.officers.judge}`,
      closed: facts.minorVictim,
      state: facts.judgedOn === undefined ? 'DA_LEN_LICH' : 'DA_XET_XU',
    },
  ]
}

function state(facts: Facts, dueOn: string, done: boolean): Pick<Clock, 'dueOn' | 'state'> {
  return { dueOn, state: done ? 'DUNG_HAN' : dueOn < facts.today ? 'QUA_HAN' : 'DANG_CHAY' }
}

/** Preparation of the trial (a serious offence: 45 days) and its opening; who found a crime passes it on at once. */
export function clocks(facts: Facts): readonly Clock[] {
  const trialOn = facts.toTrialOn
  if (!isCase(facts))
    return numbered([
      {
        rule: 'BLTTHS.146',
        legalBasis: 'Điều 146 BLTTHS',
        startEvent: 'Phát hiện dấu hiệu tội phạm tại phiên tòa',
        startedOn: facts.receivedOn,
        ...state(facts, addWorkingDays(facts.receivedOn, 3), false),
      },
    ])
  const prepared = facts.returnedOn !== undefined || trialOn !== undefined
  const extended = extension(facts)
  return numbered([
    {
      rule: 'BLTTHS.277',
      legalBasis: 'Điều 277 khoản 1 BLTTHS',
      startEvent: 'Thụ lý vụ án',
      startedOn: facts.courtOn,
      ...(extended === undefined ? {} : { extensions: [extended] }),
      ...state(facts, extended?.dueOn ?? workingDayFrom(addDays(facts.courtOn, 45)), prepared),
    },
    ...(trialOn === undefined
      ? []
      : [
          {
            rule: 'BLTTHS.277.3',
            legalBasis: 'Điều 277 khoản 3 BLTTHS',
            startEvent: 'Quyết định đưa vụ án ra xét xử',
            startedOn: trialOn,
            ...state(facts, workingDayFrom(addDays(trialOn, 15)), facts.judgedOn !== undefined),
          },
        ]),
  ])
}
