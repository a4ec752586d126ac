/**
 * The stage of a report against the decisions beside it. An agency holds a part only, so a decision that is missing
 * contradicts nothing: only one that is there can, and only the newest in force of those that exclude each other.
 */
import type { Decision } from '../generated/types.ts'
import type { HeldFacet, Note } from './finding.ts'
import { isAfter } from './moment.ts'

interface Contradiction {
  readonly stages: readonly string[]
  /** Decision types of which the newest counts. */
  readonly among: readonly [string, string]
  readonly newest: string
}

const started = ['KHOI_TO', 'KHONG_KHOI_TO'] as const
const suspended = ['TAM_DINH_CHI', 'PHUC_HOI'] as const

export const contradictions: readonly Contradiction[] = [
  { stages: ['KHONG_KHOI_TO'], among: started, newest: 'KHOI_TO' },
  {
    stages: ['KHOI_TO', 'DIEU_TRA', 'TRUY_TO', 'XET_XU_ST', 'XET_XU_PT', 'THI_HANH_AN'],
    among: started,
    newest: 'KHONG_KHOI_TO',
  },
  { stages: ['TAM_DINH_CHI'], among: suspended, newest: 'PHUC_HOI' },
  { stages: ['PHUC_HOI'], among: suspended, newest: 'TAM_DINH_CHI' },
]

/**
 * The newest of the decisions of `types`; undefined when there is none, none is surely the newest, or one was undone.
 */
function newestOf(decisions: readonly Decision[], types: readonly string[]): Decision | undefined {
  const found = decisions.filter(({ type }) => types.includes(type.code))
  const newest = found.find((one) => found.every((other) => other === one || isLater(one.decidedOn, other.decidedOn)))
  if (newest === undefined || newest.supersededBy !== undefined || newest.cancelledBy !== undefined) return undefined
  // An annulment does not say of what.
  const undone = decisions.some(
    ({ type, decidedOn }) => type.code.startsWith('HUY') && !isLater(newest.decidedOn, decidedOn),
  )
  return undone ? undefined : newest
}

const isLater = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && isAfter(a, b)

/** Notes a stage that the newest decision in force excludes. */
export function checkStage({ report, decisions }: HeldFacet, note: Note): void {
  if (decisions === undefined) return
  for (const { stages, among, newest } of contradictions)
    if (stages.includes(report.stage.code) && newestOf(decisions, among)?.type.code === newest)
      note('stage-contradicted', '/report/stage')
}
