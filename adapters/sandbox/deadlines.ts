/** Clocks beside those of BLTTHS Art. 147: passing on, resuming, and the case that was started. */
import type { Clock } from '../../schemas/generated/types.ts'
import { addDays, addMonths, addWorkingDays, workingDayFrom } from './calendar.ts'
import { CASE, type Facts } from './facts.ts'

type Row = Omit<Clock, 'id'>

/** Clocks in the order of their keys. */
export const numbered = (rows: readonly Row[]): readonly Clock[] =>
  rows.map((row, i) => ({ ...row, id: `TH-${i + 1}` }))

const running = (facts: Facts, dueOn: string): Pick<Clock, 'dueOn' | 'state'> => ({
  dueOn,
  state: dueOn < facts.today ? 'QUA_HAN' : 'DANG_CHAY',
})

/** Who is not competent, or received what another resolves, passes it on at once (BLTTHS Art. 146). */
export function passingOn(facts: Facts): readonly Clock[] {
  const done = facts.stage === 'CHUYEN_DI'
  return numbered([
    {
      rule: 'BLTTHS.146',
      legalBasis: 'Điều 146 BLTTHS',
      startEvent: 'Tiếp nhận nguồn tin',
      startedOn: facts.receivedOn,
      dueOn: done ? facts.dueOn : addWorkingDays(facts.receivedOn, 3),
      state: facts.breaks === 'BLTTHS.146' ? 'QUA_HAN' : done ? 'DUNG_HAN' : 'DANG_CHAY',
    },
  ])
}

/** Special zones: Phú Quốc, Thổ Châu, Kiên Hải. */
const ISLANDS = ['31078', '31105', '31108']

/** A commune on an island has 48 hours to hand over what it received. */
export function handingOver(facts: Facts): readonly Row[] {
  if (facts.stage !== 'TIEP_NHAN' || !ISLANDS.includes(facts.place.commune?.code ?? '')) return []
  return [
    {
      rule: 'TTLT01-2017.48H',
      legalBasis: 'TTLT 01/2017, sửa đổi bởi TTLT 01/2021 (xã đảo: 48 giờ)',
      startEvent: 'Công an đặc khu tiếp nhận nguồn tin',
      startedOn: facts.receivedOn,
      ...running(facts, addDays(facts.receivedOn, 2)),
    },
  ]
}

/** What runs after the period of Art. 147: a resumed verification, the investigation, and a returned file. Every offence is taken as serious (nghiêm trọng). */
export function laterClocks(facts: Facts): readonly Row[] {
  const { stage, decidedOn, concludedOn, returnedOn } = facts
  if (decidedOn === undefined) return []
  if (stage === 'PHUC_HOI')
    return [
      {
        rule: 'BLTTHS.149',
        legalBasis: 'Điều 149 BLTTHS',
        startEvent: 'Quyết định phục hồi giải quyết',
        startedOn: decidedOn,
        ...running(facts, workingDayFrom(addMonths(decidedOn, 1))),
      },
    ]
  if (!CASE.includes(stage)) return []
  const dueOn = workingDayFrom(addMonths(decidedOn, 3))
  const investigation: Row = {
    rule: 'BLTTHS.172',
    legalBasis: 'Điều 172 khoản 1 BLTTHS',
    startEvent: 'Quyết định khởi tố vụ án hình sự',
    startedOn: decidedOn,
    ...(concludedOn === undefined ? running(facts, dueOn) : { dueOn, state: 'DUNG_HAN' }),
  }
  if (returnedOn === undefined) return [investigation]
  return [
    investigation,
    {
      rule: 'BLTTHS.174',
      legalBasis: 'Điều 174 BLTTHS',
      startEvent: 'Tòa án trả hồ sơ để điều tra bổ sung',
      startedOn: returnedOn,
      ...running(facts, workingDayFrom(addMonths(returnedOn, 1))),
    },
  ]
}

/** The procuracy's own time to decide on prosecution. */
export function prosecution(facts: Facts): readonly Row[] {
  const { concludedOn, indictedOn } = facts
  if (concludedOn === undefined) return []
  const dueOn = workingDayFrom(addDays(concludedOn, 20))
  return [
    {
      rule: 'BLTTHS.240',
      legalBasis: 'Điều 240 BLTTHS',
      startEvent: 'Nhận hồ sơ và bản kết luận điều tra',
      startedOn: concludedOn,
      ...(indictedOn === undefined ? running(facts, dueOn) : { dueOn, state: 'DUNG_HAN' }),
    },
  ]
}
