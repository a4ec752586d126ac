/** The numbers by which agencies know a matter. One place, so that what one agency cites is what another gave. */
import type { Identifier } from '../../schemas/generated/types.ts'
import { coded } from './codes.ts'
import type { Facts } from './facts.ts'

const year = (date: string): string => date.slice(0, 4)

const identifier = (system: string, assigner: string, type: Identifier['type'], value: string): Identifier => ({
  system,
  assigner: coded('agencies', assigner),
  type,
  value,
})

const police = (type: Identifier['type'], value: string) => identifier('cong-an:dieu-tra', 'CA', type, value)
const procuracy = (type: Identifier['type'], value: string) => identifier('vien-kiem-sat:kiem-sat', 'VKS', type, value)

/** Công an's number of receipt. */
export const reception = (facts: Facts): Identifier =>
  police('SO_TIEP_NHAN', `${facts.numbers.reception}/${year(facts.receivedOn)}/TN-PC03`)

/** Its decision to start a case; only from KHOI_TO on. */
export const caseStart = (facts: Facts): Identifier =>
  police('SO_QUYET_DINH', `${facts.numbers.decision}/QĐ-CSKT-KTVA/${year(facts.decidedOn ?? facts.today)}`)

/** The procuracy's own file. */
export const procuracyFile = (facts: Facts): Identifier =>
  procuracy('SO_HO_SO', `KS-${year(facts.receivedOn)}-${facts.numbers.procuracyFile}`)

/** Its indictment. */
export const indictment = (facts: Facts): Identifier =>
  procuracy('SO_QUYET_DINH', `${facts.numbers.indictment}/CT-VKS-P2/${year(facts.indictedOn ?? facts.today)}`)

/** The number of the court's decision to return the file for further investigation; a decision, so it links nothing. */
export const fileReturn = (facts: Facts): string =>
  `${facts.numbers.courtAct}/${year(facts.returnedOn ?? facts.today)}/HSST-QĐ`

/** The court's registration of the case (thụ lý). */
export const courtFile = (facts: Facts): Identifier =>
  identifier(
    'toa-an:xet-xu',
    'TA',
    'SO_HO_SO',
    `${facts.numbers.courtFile}/${year(facts.courtOn ?? facts.today)}/TLST-HS`,
  )

/** The inspectorate's letter of recommendation, or its file while there is none. */
export const inspection = (facts: Facts): Identifier =>
  identifier('thanh-tra:ket-luan', 'TTr', 'SO_HO_SO', `${facts.numbers.inspection}/${year(facts.receivedOn)}/KNKT-TTr`)

/** The petition as the portal of the Front numbers it. */
export const petition = (facts: Facts): Identifier =>
  identifier(
    'mttq:tiep-nhan',
    'MTTQ',
    'SO_HO_SO',
    `PA-${year(facts.receivedOn)}-${String(facts.numbers.petition).padStart(6, '0')}`,
  )
