/** The records that all ways give: a hundred facets of thirty fields, ten of which are above the clearance of a clerk. */
import type { Caller } from '../../../gateway/identity/caller.ts'
import { createPolicy, released } from '../../../gateway/policy/policy.ts'
import type { ShownFacet } from '../../../gateway/release/dossier-text.ts'
import type { Row } from '../../../gateway/release/mask.ts'
import { labels } from '../../../schemas/generated/fields.ts'
import { callerOf, factsOf, labelOf, shipped } from '../../support/policy.ts'

const records_count = 100

export const query = `query Records($id: ID!) {
  dossier(id: $id) {
    id
    facets {
      id agency
      report { receivedAt recordedAt complicated summary kind { code } stage { code } urgency { code } }
      recommendations { id kind content addressee amountVnd recoveredVnd recoveredOn dueOn state followUp }
      decisions { number decidedOn signer ground }
      supervision { number issuedOn content }
      inspectionConclusions { number findings }
      petitions { number subject }
    }
  }
}`
export const variables = { id: 'hs-aaaaaaaaaaaaaaaaaaaaaaaaaa' }

const facet = (n: number): Row => ({
  id: `e-${String(n).padStart(16, 'a')}`,
  agency: 'cong-an',
  report: {
    receivedAt: '2026-01-20T08:00:00+07:00',
    recordedAt: '2026-01-20T08:30:00+07:00',
    complicated: n % 2 === 0,
    summary: `Ông Nguyễn Văn Đức trình báo mất xe máy biển số 67-B1 ${n} tại chợ Long Xuyên, khoảng 21 giờ ngày 19/01/2026.`,
    kind: { code: 'TO_GIAC' },
    stage: { code: 'XAC_MINH' },
    urgency: { code: 'THUONG' },
  },
  recommendations: [
    {
      id: `e-${String(n).padStart(16, 'b')}`,
      kind: 'THU_HOI',
      content: 'Thu hồi số tiền chi sai và kiểm điểm trách nhiệm của những người có liên quan.',
      addressee: 'Ủy ban nhân dân phường Mỹ Bình',
      amountVnd: 125_000_000 + n,
      recoveredVnd: 40_000_000,
      recoveredOn: '2026-02-11',
      dueOn: '2026-03-31',
      state: 'DANG_THUC_HIEN',
      followUp: 'Đã có văn bản đôn đốc lần thứ hai.',
    },
  ],
  decisions: [
    {
      number: `${n}/QĐ-CSĐT`,
      decidedOn: '2026-01-22',
      signer: 'Trần Quốc Bảo',
      ground: 'Có dấu hiệu của tội trộm cắp tài sản.',
    },
  ],
  supervision: [{ number: `${n}/YC-VKS`, issuedOn: '2026-01-25', content: 'Yêu cầu làm rõ thời gian và địa điểm.' }],
  inspectionConclusions: [{ number: `${n}/KL-TTr`, findings: 'Chi sai nguồn, không đúng đối tượng.' }],
  petitions: [{ number: `${n}/ĐT`, subject: 'Đề nghị xem xét việc bồi thường, hỗ trợ khi thu hồi đất.' }],
})

/** Each text in one piece, as a document's are that was read. */
export const records: readonly Row[] = JSON.parse(
  JSON.stringify(Array.from({ length: records_count }, (_, n) => facet(n))),
)
export const dossier: Row = { ...variables, facets: records }

export const policy = createPolicy(shipped)
const facts = factsOf()

export const investigator = callerOf()
export const clerk = callerOf({ clearance: 'NOI_BO' })

/** As assembled: the record's own label, none narrower. */
export const facets: readonly ShownFacet[] = records.map((value, n) => ({
  facet: { value, marks: { label: labelOf('NOI_BO'), labels: new Map(), absent: new Map() } },
  known: {
    indexed: { dossier: variables.id, agency: `cong-an-${n % 5}` },
    relations: facts.relations,
    facts,
    policies: ['know-related'],
  } as unknown as ShownFacet['known'],
}))

/** Default labels of the schema that `caller` is given in full on these records. */
export function openLabels(caller: Caller): ReadonlySet<number> {
  const { verdicts } = policy.mask(caller, labelOf('NOI_BO'), facts)
  return new Set([...labels.keys()].filter((label) => verdicts[label] === released))
}
