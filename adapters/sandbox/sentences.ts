/** What the accused of the made-up cases are sentenced to, one sentence for each offence. */
import type { Offence, Sentence } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { coded } from './codes.ts'
import type { Facts } from './facts.ts'

/** Every offence is taken as serious (charges.ts): seven years at the most. */
const MONTHS_MAX = 84
/** A suspended sentence is for three years at the most (BLHS Art. 65), all offences together. */
const PROBATION_MONTHS_MAX = 36

/** The mildest prison term, in months, for article and clause; below the clause's own range BLHS Art. 54 leads to the next milder one. */
const MILDEST: Readonly<Record<string, number>> = {
  '174.1': 12,
  '174.3': 66,
  '175.2': 30,
  '219.1': 18,
  '219.2': 42,
  '219.3': 66,
  '222.1': 18,
  '222.2': 42,
  '229.2': 30,
  '353.3': 84,
  '354.2': 66,
  '355.2': 72,
  '356.1': 18,
  '356.2': 60,
  '364': 12,
}

/** Offences for which the mildest penalty is none of prison. */
const OTHERWISE: Readonly<Record<string, Pick<Sentence, 'penalty' | 'months'>>> = {
  '228.1': { penalty: coded('penalties', 'PHAT_TIEN') },
  '360.1': { penalty: coded('penalties', 'CAI_TAO_KHONG_GIAM_GIU'), months: 24 },
}

/** By which somebody has a loss; of bribes and of duties neglected nobody is paid back here. */
const DAMAGING = /^(174|175|219|222|229|353|355|356)/

const placeOf = ({ article, clause }: Offence): string => [article, clause].filter(Boolean).join('.')

/** The amount that the summary tells, in đồng. */
function damage_vnd({ summary }: Facts): number | undefined {
  const [, millions] = /(\d[\d.]*) triệu đồng/.exec(summary) ?? []
  return millions === undefined ? undefined : Number(millions.replaceAll('.', '')) * 1_000_000
}

/** Of some cases the civil part is tried apart (BLTTHS Art. 30). */
const civilApart = ({ n }: Facts): boolean => n % 3 === 2

const prisonMonths = (offence: Offence, n: number): number | undefined =>
  placeOf(offence) in OTHERWISE ? undefined : Math.min(MONTHS_MAX, (MILDEST[placeOf(offence)] ?? 36) + 6 * (n % 3))

/** For the accused with the id `convicted`; compensation stands with the first offence. */
export function sentences(facts: Facts, convicted: string, offences: readonly Offence[]): readonly Sentence[] {
  const { n } = facts
  const months = offences.map((offence) => prisonMonths(offence, n))
  const together = months.reduce((sum: number, of = 0) => sum + of, 0)
  const probation = together <= PROBATION_MONTHS_MAX && n % 4 !== 3
  const damage = damage_vnd(facts)
  return offences.map((offence, i): Sentence => {
    const prison = months[i]
    const paid = i === 0 && !civilApart(facts) && DAMAGING.test(placeOf(offence)) ? damage : undefined
    return {
      convicted,
      convictedOf: offence.id,
      ...(prison === undefined
        ? OTHERWISE[placeOf(offence)]
        : { penalty: coded('penalties', 'TU_CO_THOI_HAN'), months: prison, probation }),
      ...(paid === undefined ? {} : { compensationVnd: paid }),
    }
  })
}

/** What is owed when the civil part is tried apart is not known; `path` is that of the list. */
export const sentencesAbsent = (facts: Facts, of: readonly Sentence[], path: string): Translation['absent'] =>
  civilApart(facts) && of.length > 0 ? [{ path: `${path}/0/compensationVnd`, why: 'pending' }] : []
