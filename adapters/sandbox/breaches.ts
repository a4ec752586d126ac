/**
 * Everyday matters that break a limit of the law on purpose: which rule, and a stage and age at which nothing else is late, also
 * when Tết lies between.
 */
import { makeRandom } from './random.ts'
import { type AgencyId, holdersOf, toldBy } from './stories.ts'

export interface Breach {
  /** Id of the rule as the clock of its holder has it. */
  readonly rule: string
  /** As of any other matter of these holders, when absent. */
  readonly stage?: string
  /** Days since receipt: earliest and latest. */
  readonly ages?: readonly [number, number]
  readonly complicated?: true
  readonly kind?: string
}

const VERIFICATION: readonly Breach[] = [
  { rule: 'BLTTHS.147.1', stage: 'XAC_MINH', ages: [36, 60] },
  { rule: 'BLTTHS.147.2', stage: 'XAC_MINH', ages: [76, 120], complicated: true },
  // Extended once, and over again.
  { rule: 'BLTTHS.147.2', stage: 'GIA_HAN', ages: [140, 170], complicated: true },
  { rule: 'BLTTHS.172', stage: 'DIEU_TRA', ages: [125, 160] },
  // The investigation is concluded, the procuracy has not decided.
  { rule: 'BLTTHS.240', stage: 'TRUY_TO', ages: [145, 165] },
]
const PASSED_ON_LATE: Breach = { rule: 'BLTTHS.146' }
const RECOMMENDED_LATE: Breach = { rule: 'TTLT03-2018.5' }

/** By who holds the matter, in the order of the list that `holdersOf` gives. */
const WAYS: Readonly<Record<string, readonly Breach[]>> = {
  'cong-an vien-kiem-sat': VERIFICATION,
  'cong-an vien-kiem-sat mttq': [...VERIFICATION, PASSED_ON_LATE],
  'cong-an vien-kiem-sat thanh-tra': [...VERIFICATION, RECOMMENDED_LATE],
  'cong-an vien-kiem-sat toa-an': [{ rule: 'BLTTHS.277', stage: 'TRUY_TO', ages: [205, 225] }],
  // The procuracy was not told.
  'cong-an': [{ rule: 'TTLT01-2017.14.1', stage: 'PHAN_CONG', ages: [14, 17], kind: 'TO_GIAC' }],
  'vien-kiem-sat': [{ rule: 'BLTTHS.146', stage: 'CHUYEN_DI', ages: [18, 25] }],
  mttq: [{ rule: 'BLTTHS.146', stage: 'PHAN_LOAI', ages: [15, 30], kind: 'TIN_BAO' }],
  'thanh-tra': [{ rule: 'TTLT03-2018.5', stage: 'PHAN_LOAI', ages: [40, 60], kind: 'KIEN_NGHI_KHOI_TO' }],
}

const waysOf = (holders: readonly AgencyId[]): readonly Breach[] => WAYS[holders.join(' ')] ?? []

/** How everyday matter number `n` breaks a limit, when it does: `percent` (0–100) of them do. A story breaks what it is told to. */
export function breachOf(seed: number, n: number, percent: number): Breach | undefined {
  // A generator of its own, so that every other matter stays as it is.
  const random = makeRandom(seed, n, 1)
  const ways = toldBy(n) === undefined && random.chance(percent / 100) ? waysOf(holdersOf(n)) : []
  return ways.length === 0 ? undefined : random.pick(ways)
}
