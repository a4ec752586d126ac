/** What the procuracy did in a matter and what it was sent: the acts of its facet. */
import type { Assignment, Decision, Determiner, SupervisionAct } from '../../schemas/generated/types.ts'
import { addDays, addWorkingDays, earlier } from './calendar.ts'
import { coded } from './codes.ts'
import { type Facts, isLate } from './facts.ts'
import { withGrounds } from './grounds.ts'
import * as numbers from './numbers.ts'
import { opinionDeterminer, sealedOpinion } from './opaque.ts'
import * as parts from './parts.ts'
import { extension, policeAssignment, policeDecisions } from './police-decisions.ts'
import { withForms } from './procuracy-forms.ts'

export const UNIT = 'Phòng 2, Viện kiểm sát nhân dân tỉnh An Giang'

/** Its own prosecutor, the unit that resolves, and the court that has the file. */
export function assignments(facts: Facts, openedOn: string): readonly Assignment[] {
  const own: Assignment = {
    id: 'PC-1',
    task: 'KIEM_SAT',
    unit: UNIT,
    ...(facts.stage === 'TIEP_NHAN'
      ? {}
      : {
          decisionNumber: `${facts.numbers.procuracyAct}/QĐ-PCKS-P2`,
          decidedOn: earlier(addWorkingDays(openedOn, 1), facts.today),
          officer: `Kiểm sát viên ${facts.officers.prosecutor}`,
        }),
  }
  if (!facts.supervised) return [own]
  const { number, decidedOn } = policeAssignment(facts)
  return [
    own,
    {
      id: 'PC-2',
      task: 'GIAI_QUYET',
      unit: 'Cơ quan Cảnh sát điều tra Công an tỉnh An Giang',
      decisionNumber: number,
      decidedOn,
      officer: `Điều tra viên ${facts.officers.investigator}`,
      competentProcuracy: 'Viện kiểm sát nhân dân tỉnh An Giang',
    },
    ...parts.trial(facts, 'PC-3'),
  ]
}

const numberedActs = (of: readonly Decision[]): readonly Decision[] =>
  of.map((decision, i) => ({ ...decision, id: `QD-${i + 1}` }))

/** The indictment, and the court's decision by which the file came back. */
function prosecution(facts: Facts): readonly Decision[] {
  const { indictedOn, returnedOn } = facts
  const acts: Decision[] = []
  if (indictedOn !== undefined)
    acts.push({
      id: '',
      type: coded('decisions', 'CAO_TRANG'),
      number: numbers.indictment(facts).value,
      decidedOn: indictedOn,
      agency: coded('agencies', 'VKS'),
      signer: facts.officers.procuracySigner,
      signerTitle: 'Phó Viện trưởng',
      legalBasis: ['Điều 239 BLTTHS', 'Điều 243 BLTTHS'],
      effectiveFrom: indictedOn,
    })
  if (returnedOn !== undefined)
    acts.push({
      id: '',
      type: coded('decisions', 'TRA_HO_SO'),
      number: numbers.fileReturn(facts),
      decidedOn: returnedOn,
      agency: coded('agencies', 'TA'),
      signer: facts.officers.judge,
      signerTitle: 'Thẩm phán',
      legalBasis: ['Điều 280 BLTTHS'],
      ground: 'Thiếu chứng cứ để chứng minh thiệt hại mà không thể bổ sung tại phiên tòa.',
      effectiveFrom: returnedOn,
    })
  return acts
}

/** Decisions in the matter that it signed or was sent: grounds as codes beside the words, its own with their forms. */
export const decisions = (facts: Facts): readonly Decision[] => withForms(withGrounds(signedOrSent(facts)))

function signedOrSent(facts: Facts): readonly Decision[] {
  if (facts.supervised) {
    const extended = extension(facts)
    return extended ? [extended] : numberedActs([...policeDecisions(facts), ...prosecution(facts)])
  }
  if (facts.stage !== 'CHUYEN_DI' || facts.decidedOn === undefined) return []
  return [
    {
      id: 'QD-1',
      type: coded('decisions', 'CHUYEN'),
      number: `${facts.numbers.decision}/PC-VKS-P2`,
      decidedOn: facts.decidedOn,
      agency: coded('agencies', 'VKS'),
      signer: facts.officers.procuracySigner,
      signerTitle: 'Phó Viện trưởng',
      legalBasis: ['Điều 145 BLTTHS', 'Điều 146 BLTTHS'],
      ground: 'Nguồn tin không thuộc thẩm quyền giải quyết của Viện kiểm sát nhân dân tỉnh.',
      effectiveFrom: facts.decidedOn,
    },
  ]
}

/** What it asked of the investigation body, and what it had to say about a delay. */
export function supervision(facts: Facts, openedOn: string): readonly SupervisionAct[] {
  if (!facts.supervised || facts.stage === 'PHAN_CONG') return []
  const askedOn = earlier(addWorkingDays(openedOn, 2), facts.today)
  const answeredOn = addDays(askedOn, 6)
  const ask: SupervisionAct = {
    id: 'KS-1',
    instrument: coded('supervision-instruments', 'YC_KIEM_TRA_XAC_MINH'),
    number: `${facts.numbers.procuracyAct}/YC-VKS-P2`,
    issuedOn: askedOn,
    form: '05/HS',
    content: facts.plot.verify,
    ...(answeredOn < facts.today && !isLate(facts) ? { answeredOn } : {}),
  }
  if (facts.story?.secretOpinion === true) return [ask, opinionAct(facts)]
  if (!isLate(facts)) return [ask]
  const remedy: SupervisionAct = {
    id: 'KS-2',
    instrument: coded('supervision-instruments', 'KIEN_NGHI_KHAC_PHUC'),
    number: `${facts.numbers.procuracyAct + 1}/KN-VKS-P2`,
    issuedOn: addDays(facts.dueOn, 3),
    form: '139/HS',
    content: `Nguồn tin đã quá thời hạn giải quyết ${
      facts.stage === 'GIA_HAN' ? 'dù đã được gia hạn' : 'mà không có quyết định gia hạn'
    }; đề nghị khắc phục ngay và báo cáo kết quả.`,
  }
  return [ask, remedy]
}

/** What it thinks of how the matter should be handled; its content is TỐI MẬT and stands in an opaque part alone. */
const OPINION = 'Đề nghị tập trung làm rõ vai trò của người quyết định chủ trương trước khi ra quyết định giải quyết.'

const opinionAct = (facts: Facts): SupervisionAct => ({
  id: 'KS-2',
  instrument: coded('supervision-instruments', 'YC_GIAI_QUYET'),
  number: `${facts.numbers.procuracyAct + 1}/YC-VKS-P2`,
  issuedOn: facts.decidedOn!,
  form: '06/HS',
})

/** The opinion as an opaque part, and the determiner's mark on the place that it stands for. */
export function secretOpinion(seed: number, facts: Facts, acts: readonly SupervisionAct[]) {
  if (facts.story?.secretOpinion !== true) return { opaque: {}, labels: [] }
  const act = acts.findIndex(({ content }) => content === undefined)
  const by: Determiner = opinionDeterminer(acts[act]!.issuedOn!)
  const path = `/supervision/${act}/content`
  return {
    opaque: { opaque: [sealedOpinion(seed, path, OPINION, by)] },
    labels: [{ path, label: { level: 'TOI_MAT' as const, tags: [], by } }],
  }
}
