/** What the investigation body has signed in a matter so far; its own facet and the procuracy's both tell of it. */
import type { Decision } from '../../schemas/generated/types.ts'
import { addDays, addWorkingDays, earlier, workingDayFrom } from './calendar.ts'
import { coded } from './codes.ts'
import { CASE, type Facts } from './facts.ts'
import * as numbers from './numbers.ts'

/** The decision by which the head of the investigation body assigned the matter. */
export function policeAssignment(facts: Facts): { readonly number: string; readonly decidedOn: string } {
  return {
    number: `${facts.numbers.assignment}/QĐ-CSKT-PC`,
    decidedOn: earlier(addWorkingDays(facts.receivedOn, 2), facts.today),
  }
}

interface Act {
  readonly code: string
  readonly number: string
  readonly decidedOn: string
  readonly basis: readonly string[]
  readonly ground: string
}

function acts(facts: Facts): readonly Act[] {
  const { stage, decidedOn } = facts
  if (decidedOn === undefined) return []
  const number = (kind: string): string => `${facts.numbers.decision}/${kind}`
  const suspension: Act = {
    code: 'TAM_DINH_CHI',
    number: number('QĐ-CSKT'),
    decidedOn: facts.dueOn,
    basis: ['Điều 148 khoản 1 điểm a BLTTHS'],
    ground: 'Đã trưng cầu định giá tài sản nhưng chưa có kết quả khi hết thời hạn giải quyết.',
  }
  if (stage === 'TAM_DINH_CHI') return [suspension]
  if (stage === 'PHUC_HOI')
    return [
      suspension,
      {
        code: 'PHUC_HOI',
        number: number('QĐ-CSKT-PH'),
        decidedOn,
        basis: ['Điều 149 BLTTHS'],
        ground: 'Đã có kết luận định giá tài sản; lý do tạm đình chỉ không còn.',
      },
    ]
  if (stage === 'KHONG_KHOI_TO')
    return [
      {
        code: stage,
        number: number('QĐ-CSKT'),
        decidedOn,
        basis: ['Điều 157 khoản 2 BLTTHS', 'Điều 158 BLTTHS'],
        ground: 'Hành vi không cấu thành tội phạm.',
      },
    ]
  if (stage === 'CHUYEN_DI')
    return [
      {
        code: 'CHUYEN',
        number: number('PC-CSKT'),
        decidedOn,
        basis: ['Điều 145 BLTTHS', 'Điều 150 BLTTHS'],
        ground: 'Nguồn tin không thuộc thẩm quyền giải quyết của Cơ quan Cảnh sát điều tra Công an tỉnh.',
      },
    ]
  return CASE.includes(stage) ? caseActs(facts, decidedOn) : []
}

function caseActs(facts: Facts, startedOn: string): readonly Act[] {
  const charge = earlier(workingDayFrom(addDays(startedOn, 5)), facts.today)
  return [
    {
      code: 'KHOI_TO',
      number: numbers.caseStart(facts).value,
      decidedOn: startedOn,
      basis: ['Điều 143 BLTTHS', 'Điều 153 BLTTHS', 'Điều 154 BLTTHS'],
      ground: 'Đã xác định có dấu hiệu tội phạm.',
    },
    {
      code: 'KHOI_TO_BI_CAN',
      number: `${facts.numbers.decision}/QĐ-CSKT-KTBC/${charge.slice(0, 4)}`,
      decidedOn: charge,
      basis: ['Điều 179 BLTTHS'],
      ground: 'Có đủ căn cứ để xác định một người đã thực hiện hành vi mà Bộ luật Hình sự quy định là tội phạm.',
    },
    ...(facts.concludedOn === undefined
      ? []
      : [
          {
            code: 'KET_LUAN_DIEU_TRA',
            number: `${facts.numbers.decision}/KLĐT-PC03/${facts.concludedOn.slice(0, 4)}`,
            decidedOn: facts.concludedOn,
            basis: ['Điều 232 BLTTHS', 'Điều 233 BLTTHS'],
            ground: 'Đề nghị truy tố.',
          },
        ]),
  ]
}

/** Its decisions in order; one that was overtaken names the one after it. */
export function policeDecisions(facts: Facts): readonly Decision[] {
  return acts(facts).map(({ code, number, decidedOn, basis, ground }, i) => ({
    id: `QD-${i + 1}`,
    type: coded('decisions', code),
    number,
    decidedOn,
    agency: coded('agencies', 'CA'),
    signer: facts.officers.policeSigner,
    signerTitle: 'Phó Thủ trưởng Cơ quan Cảnh sát điều tra',
    legalBasis: basis,
    ground,
    effectiveFrom: decidedOn,
    ...(facts.stage === 'PHUC_HOI' && i === 0 ? { effectiveTo: facts.decidedOn!, supersededBy: 'QD-2' } : {}),
  }))
}

/** Extensions come from the procuracy and are cited by both (BLTTHS Art. 147(2)). */
export function extension(facts: Facts): Decision | undefined {
  if (facts.stage !== 'GIA_HAN' || facts.decidedOn === undefined) return undefined
  return {
    id: 'QD-1',
    type: coded('decisions', 'GIA_HAN'),
    number: `${facts.numbers.decision}/QĐ-VKS-P2`,
    decidedOn: facts.decidedOn,
    agency: coded('agencies', 'VKS'),
    signer: facts.officers.procuracySigner,
    signerTitle: 'Phó Viện trưởng',
    legalBasis: ['Điều 147 khoản 2 BLTTHS'],
    ground: 'Vụ việc có nhiều tình tiết phức tạp, phải kiểm tra, xác minh tại nhiều địa điểm.',
    effectiveFrom: facts.decidedOn,
    effectiveTo: facts.dueOn,
  }
}
