/** The papers and the evidence that go with a recommendation to prosecute, as its list has them. */
import type { DocumentReference, Label, Organisation } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import type { Facts } from './facts.ts'
import { conclusionNumber } from './inspection-conclusions.ts'
import type { Course } from './inspection-course.ts'
import * as numbers from './numbers.ts'

type Row = Omit<DocumentReference, 'id'>

const EVIDENCE = 'Tài liệu, chứng cứ'

/** Papers first, then the evidence, of which some is dated by its year alone. */
export function documents(
  facts: Facts,
  { concludedOn, sentOn, openedOn }: Course,
  { name }: Organisation,
): readonly DocumentReference[] {
  if (sentOn === undefined || concludedOn === undefined) return []
  const rows: readonly Row[] = [
    {
      type: 'Văn bản kiến nghị khởi tố',
      number: numbers.inspection(facts).value,
      issuedOn: sentOn,
      title: 'Kiến nghị khởi tố vụ án hình sự',
      fileName: 'van-ban-kien-nghi.pdf',
    },
    {
      type: 'Kết luận thanh tra',
      number: conclusionNumber(facts),
      issuedOn: concludedOn,
      title: `Kết luận tại ${name}`,
    },
    { type: EVIDENCE, issuedOn: openedOn, title: `Biên bản làm việc với ${name}` },
    {
      type: EVIDENCE,
      issuedOn: String(Number(openedOn.slice(0, 4)) - 1),
      title: `Sổ kế toán, chứng từ chi (${12 + (facts.n % 30)} tờ, bản sao có xác nhận)`,
    },
  ]
  return rows.map((row, i) => ({ id: `TL-${i + 1}`, ...row }))
}

/** Evidence is not for everybody, and none of it is less than what is marked of the person whom it is against. */
export const documentLabels = (of: readonly DocumentReference[], person: Label | undefined): Translation['labels'] =>
  of.flatMap(({ type }, i) =>
    type === EVIDENCE
      ? [{ path: `/documents/${i}`, label: person ?? ({ level: 'HAN_CHE', tags: [] } satisfies Label) }]
      : [],
  )
