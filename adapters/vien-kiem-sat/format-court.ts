/** What the court does in a matter, as the procuracy keeps it: the hearings it attends, the judgments it is served (BLTTHS Art. 262). */
import * as codes from './codes-acts.ts'
import { id } from './format.ts'
import { amount, coded, count, date, flag, instant, key, oneOf, text } from './leaves.ts'
import type { Row } from './reading.ts'

export const hearing: readonly Row[] = [
  id,
  ['capXetXu', 'instance', oneOf(codes.hearingInstances), 'required'],
  ['moLuc', 'scheduledAt', instant],
  ['diaDiem', 'place', text(300)],
  ['chuToa', 'presiding', text(200)],
  ['xuKin', 'closed', flag],
  ['tinhTrang', 'state', oneOf(codes.hearingStates)],
]

const sentence: readonly Row[] = [
  ['nguoiBiKetAn', 'convicted', key('participants')],
  ['toiDanh', 'convictedOf', key('offences')],
  ['loai', 'penalty', coded('penalties', codes.penalties)],
  ['soThang', 'months', count(360)],
  ['anTreo', 'probation', flag],
  ['boiThuong', 'compensationVnd', amount],
]

export const judgment: readonly Row[] = [
  id,
  ['capXetXu', 'instance', oneOf(codes.judgmentInstances), 'required'],
  ['so', 'number', text(100)],
  ['ngayTuyen', 'pronouncedOn', date],
  ['toaAn', 'court', text(300)],
  ['phienToa', 'hearing', key('hearings')],
  ['hieuLucTu', 'effectiveFrom', date],
  ['ngayNhan', 'deliveredOn', date],
  ['khangCao', 'appeal', oneOf(codes.appeals)],
  ['ngayKhangCao', 'appealedOn', date],
  ['hinhPhat', 'sentences', { rows: sentence, itemsMax: 100 }],
]
