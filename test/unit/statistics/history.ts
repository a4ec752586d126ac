/** A small history, counted by hand in indicators.test.ts: the second quarter of 2026 of the police (15/3 – 14/6). */
import { createHash } from 'node:crypto'
import type { EventCode, StatisticEvent } from '../../../schemas/statistics/event.ts'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** An opaque id that is the same for one name. */
export function opaque(prefix: string, name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 26)
  return `${prefix}-${[...bytes].map((byte) => ALPHABET[byte % 32]).join('')}`
}

type More = Partial<Omit<StatisticEvent, 'source' | 'event' | 'at'>>
type Step = readonly [at: string, event: EventCode, more?: More]

/** The events of one source; the police hold the book unless a step says otherwise. */
export function course(name: string, ...steps: readonly Step[]): readonly StatisticEvent[] {
  return steps.map(([at, event, more]) => ({ source: opaque('hs', name), event, at, agency: 'CA', ...more }))
}

const at = (day: string, time: string): string => `2026-${day}T${time}:00+07:00`
const first = { case: opaque('va', '1') }
const inspection = { kind: 'KIEN_NGHI_KHOI_TO', channel: 'THANH_TRA' }

export const history: readonly StatisticEvent[] = [
  // 2/3 + 20 is a Sunday: due Monday 23/3, kept. Notice of the result due 23/3, kept.
  ...course(
    'A',
    [at('03-02', '08:00'), 'TIEP_NHAN', { kind: 'TO_GIAC', channel: 'TRUC_TIEP', commune: '30307' }],
    ['2026-03-04', 'PHAN_CONG'],
    ['2026-03-05', 'THONG_BAO_TIEP_NHAN'],
    ['2026-03-20', 'KHOI_TO', first],
    ['2026-03-23', 'THONG_BAO_KET_QUA'],
  ),
  // Due Monday 6/4, missed; receipt to be told by 19/3, missed. The refusal is annulled, the case joined to A's.
  ...course(
    'B',
    [at('03-16', '09:00'), 'TIEP_NHAN', { kind: 'TIN_BAO', channel: 'MTTQ', corruptionField: 'DAT_DAI' }],
    ['2026-03-20', 'THONG_BAO_TIEP_NHAN'],
    ['2026-04-08', 'KHONG_KHOI_TO', { ground: 'KKT_2' }],
    ['2026-04-13', 'THONG_BAO_KET_QUA'],
    ['2026-05-04', 'HUY_BO_KHONG_KHOI_TO'],
    ['2026-05-20', 'KHOI_TO', first],
  ),
  // Suspended on the last day, 21/4; resumed, one month until 11/6, kept. The result of 10/6 is to be told by 15/6.
  ...course(
    'C',
    [at('04-01', '10:00'), 'TIEP_NHAN', inspection],
    ['2026-04-02', 'THONG_BAO_TIEP_NHAN'],
    ['2026-04-03', 'PHAN_CONG'],
    ['2026-04-21', 'TAM_DINH_CHI', { ground: 'TDC_148_1_A' }],
    ['2026-04-24', 'THONG_BAO_KET_QUA'],
    ['2026-05-11', 'PHUC_HOI'],
    ['2026-06-10', 'KHONG_KHOI_TO', { ground: 'KKT_1' }],
  ),
  // Pending, extended until 17/8. Nobody told the receipt by 2/6.
  ...course(
    'D',
    [at('05-28', '14:00'), 'TIEP_NHAN', { kind: 'TO_GIAC', channel: 'BUU_CHINH' }],
    ['2026-06-01', 'YEU_CAU_KIEM_SAT'],
    ['2026-06-05', 'TRA_LOI_KIEM_SAT'],
    ['2026-06-12', 'GIA_HAN', { dueOn: '2026-08-17' }],
  ),
  // Pending and overdue since Monday 25/5. Receipt told on the last day. One of two requests answered.
  ...course(
    'E',
    [at('05-04', '08:00'), 'TIEP_NHAN', { kind: 'TIN_BAO_TTDC', channel: 'BAO_CHI' }],
    ['2026-05-07', 'THONG_BAO_TIEP_NHAN'],
    ['2026-05-10', 'YEU_CAU_KIEM_SAT'],
    ['2026-05-12', 'TRA_LOI_KIEM_SAT'],
    ['2026-06-01', 'YEU_CAU_KIEM_SAT'],
  ),
  // Passed on, acknowledged after 23 hours and 59 minutes. Due Monday 11/5, kept; receipt due 23/4, missed.
  ...course(
    'F',
    ['2026-04-20', 'TIEP_NHAN', { kind: 'TO_GIAC', channel: 'TRUC_TIEP' }],
    [at('04-21', '09:00'), 'CHUYEN', { to: 'QS' }],
    [at('04-22', '08:59'), 'XAC_NHAN_CHUYEN', { to: 'QS' }],
  ),
  // Suspended before the period began and still; the limitation period ended on 1/5.
  ...course(
    'G',
    [at('02-02', '08:00'), 'TIEP_NHAN', { kind: 'TO_GIAC', channel: 'TRUC_TIEP' }],
    ['2026-02-23', 'TAM_DINH_CHI', { ground: 'TDC_148_1_B' }],
    ['2026-05-01', 'HET_THOI_HIEU'],
  ),
  // Passed on, acknowledged too late. 30/4 and 1/5 are holidays, then a weekend: due 4/5, kept; receipt 15/4, missed.
  ...course(
    'H',
    [at('04-10', '07:00'), 'TIEP_NHAN', { kind: 'TU_THU', channel: 'TRUC_TIEP' }],
    [at('04-13', '10:00'), 'CHUYEN', { to: 'BP' }],
    [at('04-15', '09:00'), 'XAC_NHAN_CHUYEN', { to: 'BP' }],
  ),
  // Merged; receipt to be told by 4/6, missed.
  ...course(
    'I',
    [at('06-01', '08:00'), 'TIEP_NHAN', { kind: 'TRUC_TIEP_PHAT_HIEN', channel: 'TO_TUNG_TRUC_TIEP' }],
    ['2026-06-03', 'NHAP'],
  ),
  // Carried over. Due Monday 30/3, kept; the result to be told by 2/4, missed.
  ...course(
    'M',
    [at('03-10', '08:00'), 'TIEP_NHAN', inspection],
    ['2026-03-30', 'KHOI_TO', { case: opaque('va', '2') }],
  ),
  // In the books of the inspectorate.
  ...course(
    'C',
    ['2026-03-31', 'KIEN_NGHI_KHOI_TO', { agency: 'TTr' }],
    ['2026-04-02', 'CHAP_NHAN_KIEN_NGHI', { agency: 'TTr' }],
  ),
  ...course(
    'K',
    ['2026-05-05', 'KIEN_NGHI_KHOI_TO', { agency: 'TTr' }],
    ['2026-05-12', 'TU_CHOI_KIEN_NGHI', { agency: 'TTr' }],
  ),
  // In the books of the Fatherland Front: B passed on before the period, L in it.
  ...course(
    'B',
    [at('03-13', '08:00'), 'TIEP_NHAN', { agency: 'MTTQ' }],
    [at('03-13', '16:00'), 'CHUYEN', { agency: 'MTTQ', to: 'CA' }],
    ['2026-04-10', 'PHAN_HOI', { agency: 'MTTQ' }],
  ),
  ...course(
    'L',
    [at('04-06', '08:00'), 'TIEP_NHAN', { agency: 'MTTQ' }],
    [at('04-06', '15:00'), 'CHUYEN', { agency: 'MTTQ', to: 'CA' }],
  ),
]
