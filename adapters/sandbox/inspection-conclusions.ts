/** The inspectorate's conclusion: of whom, over which years, and what was found; as far as there is one. */
import type { InspectionConclusion, Label, Organisation } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import type { Facts } from './facts.ts'
import { faultOf, inspectedAbsent } from './inspected.ts'
import { type Course, sumsOf } from './inspection-course.ts'

/** The number of the signed conclusion. */
export const conclusionNumber = ({ numbers }: Facts): string => `${numbers.inspection}/KL-TTr`

/** Some mandates name years, some months, some days. */
function period({ n }: Facts, mandatedOn: string): Pick<InspectionConclusion, 'periodFrom' | 'periodTo'> {
  const year = Number(mandatedOn.slice(0, 4))
  const from = `${year - 3 + (n % 2)}`
  return {
    periodFrom: [from, `${from}-01`, `${from}-01-01`][n % 3]!,
    periodTo: [`${year - 1}`, `${year - 1}-12`, `${year - 1}-12-31`][n % 3]!,
  }
}

/** One inspection. Of one that is under way there is the mandate; the rest is to come. */
export function conclusions(facts: Facts, course: Course, of: Organisation): readonly InspectionConclusion[] {
  const { mandatedOn, concludedOn, crime } = course
  const mandated: InspectionConclusion = {
    id: 'KL-1',
    mandate: `${facts.numbers.inspection}/QĐ-TTr`,
    mandatedOn,
    inspected: of,
    ...period(facts, mandatedOn),
  }
  if (concludedOn === undefined) return [mandated]
  const end = crime ? 'Vụ việc có dấu hiệu tội phạm.' : 'Chưa phát hiện dấu hiệu tội phạm.'
  return [
    {
      ...mandated,
      number: conclusionNumber(facts),
      concludedOn,
      signer: facts.officers.chiefInspector,
      findings: `Đơn vị được thanh tra ${faultOf(facts)}. Trách nhiệm thuộc người đứng đầu và cá nhân được giao nhiệm vụ. ${end}`,
      damageVnd: sumsOf(facts).damageVnd,
      signsOfCrime: crime,
    },
  ]
}

const TO_COME = ['number', 'concludedOn', 'signer', 'findings', 'damageVnd', 'signsOfCrime'] as const

/** What is to come of an inspection that is under way, and what nobody wrote down of whom it is about. */
export const conclusionsAbsent = (of: readonly InspectionConclusion[]): Translation['absent'] =>
  of.flatMap((conclusion, i) => [
    ...inspectedAbsent(`/inspectionConclusions/${i}/inspected`, conclusion.inspected ?? {}),
    ...TO_COME.filter((field) => conclusion[field] === undefined).map((field) => ({
      path: `/inspectionConclusions/${i}/${field}`,
      why: 'pending' as const,
    })),
  ])

/**
 * What points to a crime is not for everybody, and nothing that names the head of the organisation is less than what is marked of
 * that person.
 */
export function conclusionLabels(
  of: readonly InspectionConclusion[],
  person: Label | undefined,
): Translation['labels'] {
  return of.flatMap(({ signsOfCrime }, i) => {
    const label = person ?? (signsOfCrime === true ? { level: 'HAN_CHE' as const, tags: [] } : undefined)
    return label === undefined ? [] : [{ path: `/inspectionConclusions/${i}`, label }]
  })
}
