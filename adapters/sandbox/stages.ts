/** How far everyday matters have come and how old they then are, so that each keeps the limits of the law. */
import type { AgencyId } from './stories.ts'

/** Days since receipt at which a matter may be in a stage: earliest and latest. */
const AGES: Readonly<Record<string, readonly [number, number]>> = {
  TIEP_NHAN: [0, 1],
  PHAN_LOAI: [1, 2],
  PHAN_CONG: [4, 6],
  XAC_MINH: [26, 50],
  GIA_HAN: [70, 100],
  KHOI_TO: [30, 80],
  DIEU_TRA: [60, 90],
  TRUY_TO: [113, 122],
  KHONG_KHOI_TO: [30, 80],
  TAM_DINH_CHI: [40, 60],
  PHUC_HOI: [76, 88],
  CHUYEN_DI: [3, 9],
  XET_XU_ST: [230, 300],
}
/** Registered by the court, trial in preparation. */
const AGE_AT_COURT: readonly [number, number] = [128, 155]

const SUPERVISED = [
  'GIA_HAN',
  'DIEU_TRA',
  'XAC_MINH',
  'KHONG_KHOI_TO',
  'PHAN_CONG',
  'TRUY_TO',
  'KHOI_TO',
  'TAM_DINH_CHI',
  'PHUC_HOI',
]

/** Stages in turn, by who holds the matter: one agency alone holds what is too young to have been notified or is passed on. */
function stagesFor(holders: readonly AgencyId[]): readonly string[] {
  if (holders.includes('toa-an')) return ['XET_XU_ST', 'TRUY_TO']
  if (holders.includes('vien-kiem-sat') && holders.includes('cong-an')) return SUPERVISED
  return holders.includes('vien-kiem-sat') ? ['CHUYEN_DI', 'PHAN_LOAI', 'TIEP_NHAN'] : ['TIEP_NHAN', 'PHAN_LOAI']
}

/** The stage of everyday matter number `n`. */
export function stageOf(n: number, holders: readonly AgencyId[]): string {
  const stages = stagesFor(holders)
  return stages[Math.floor(n / 8) % stages.length]!
}

/** The ages, in days, that an everyday matter of this stage may have. */
export const agesOf = (stage: string, holders: readonly AgencyId[]): readonly [number, number] =>
  stage === 'TRUY_TO' && holders.includes('toa-an') ? AGE_AT_COURT : (AGES[stage] ?? [0, 1])

/** Stages in which an everyday matter has the longer period of BLTTHS Art. 147(2). */
export const isComplicated = (stage: string): boolean => ['GIA_HAN', 'XAC_MINH', 'PHUC_HOI'].includes(stage)
