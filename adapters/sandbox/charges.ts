/** Charges as the investigation body and the procuracy both know them (BLTTHS Art. 179). */
import type { Charge, Decision, Offence, Participant } from '../../schemas/generated/types.ts'
import { addDays } from './calendar.ts'
import { coded } from './codes.ts'
import type { Facts } from './facts.ts'

/** Every offence of the made-up world is taken as serious, and so are its limits (deadlines.ts). */
export const severity = () => coded('severity', 'NGHIEM_TRONG')

/** The procuracy approves a charge within three days of its receipt; until then it waits. */
export function approval(
  facts: Facts,
  chargedOn: string,
): Pick<Charge, 'approval' | 'approvedOn'> & { readonly approvalNumber?: string } {
  const approvedOn = addDays(chargedOn, 2)
  if (approvedOn > facts.today) return { approval: 'CHO_PHE_CHUAN' }
  const approvalNumber = `${facts.numbers.procuracyAct}/QĐ-PCKTBC-VKS-P2/${approvedOn.slice(0, 4)}`
  return { approval: 'DA_PHE_CHUAN', approvedOn, approvalNumber }
}

/** The charge that follows from a facet's decisions, people and offences, by their ids there; none without a decision. */
export function charges(
  facts: Facts,
  decisions: readonly Decision[],
  participants: readonly Participant[],
  offences: readonly Offence[],
): readonly Charge[] {
  const accused = participants.find(({ role }) => role.code === 'BI_CAN')
  return decisions
    .filter(({ type }) => type.code === 'KHOI_TO_BI_CAN')
    .map(({ id, decidedOn }, i) => ({
      id: `KTBC-${i + 1}`,
      ...(accused === undefined ? {} : { accused: accused.id }),
      chargedWith: offences.map((offence) => offence.id),
      decision: id,
      severity: severity(),
      chargedOn: decidedOn!,
      ...approval(facts, decidedOn!),
    }))
}
