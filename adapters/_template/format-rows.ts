/**
 * One row of the file as a table: where each field goes and how its value is read (leaves: adapters/sdk/leaves.ts, dates.ts).
 * `manifest.json` says the same with reasons. Shared paths are those of schemas/case/v1.
 */
import { codeSystem } from '../../schemas/generated/codes.ts'
import type { Manifest } from '../sdk/adapter.ts'
import { when } from '../sdk/dates.ts'
import { coded, oneOf, text } from '../sdk/leaves.ts'
import type { RecordTable } from '../sdk/tables.ts'
import { termsOf } from '../sdk/unknown.ts'
import * as codes from './codes.ts'
import json from './manifest.json' with { type: 'json' }

export const manifest = json as unknown as Manifest

/** Where records stand, as in the manifest: '/*', the rows. */
export const RECORD = ''
export const terms = termsOf(manifest, RECORD)

/** How the system writes a time. */
const time = when('dd/MM/yyyy HH:mm:ss')

const coding = (list: 'kinds' | 'participant-roles', code: string) => {
  const { system, version } = codeSystem(list)
  return { system, code, version }
}

/** Native paths are names of columns; constants are what no column says. */
export const record: RecordTable = {
  key: { native: 'Mã', leaf: text(100) },
  updatedAt: { native: 'Cập nhật lúc', leaf: time },
  identifiers: [{ native: 'Số', leaf: text(100), type: 'SO_TIEP_NHAN', system: 'co-quan:he-thong' }],
  report: [
    ['Giai đoạn', 'stage', coded('stages', codes.stages), 'required'],
    ['Tiếp nhận lúc', 'receivedAt', time, 'required'],
    ['Nội dung', 'summary', text(4000)],
  ],
  reportConstants: { kind: coding('kinds', 'TIN_BAO') },
  lists: [
    {
      native: 'Người bị nêu',
      shared: 'participants',
      itemsMax: 1,
      one: true,
      constants: { id: '1', role: coding('participant-roles', 'NGUOI_BI_TO_GIAC') },
      rows: [['', 'person/fullName', text(200), 'required']],
    },
  ],
  marks: [{ native: 'Độ bảo mật', codes: codes.marks, separator: '|' }],
  confirms: [{ native: 'Kiểm sát', leaf: oneOf(codes.procuracies), relation: 'supervising' }],
  resolves: false,
}
