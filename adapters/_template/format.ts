/**
 * One record of the native format as a table: where each field goes and how its value is read (leaves: adapters/sdk/leaves.ts, dates.ts).
 * `manifest.json` says the same with reasons. Shared paths are those of schemas/case/v1.
 */
import type { Manifest } from '../sdk/adapter.ts'
import { when } from '../sdk/dates.ts'
import { coded, text } from '../sdk/leaves.ts'
import type { RecordTable } from '../sdk/tables.ts'
import { termsOf } from '../sdk/unknown.ts'
import * as codes from './codes.ts'
import json from './manifest.json' with { type: 'json' }

export const manifest = json as unknown as Manifest

/** Where records stand, as in the manifest: '' the document itself, the name of a root element of XML, '/*' the rows of CSV. */
export const RECORD = ''
export const terms = termsOf(manifest, RECORD)

/** How the system writes a time. */
const time = when('dd/MM/yyyy HH:mm:ss')

/** Native paths are from the record, steps joined by '/'. */
export const record: RecordTable = {
  key: { native: 'ma', leaf: text(100) },
  updatedAt: { native: 'capNhatLuc', leaf: time },
  identifiers: [{ native: 'so', leaf: text(100), type: 'SO_TIEP_NHAN', system: 'co-quan:he-thong' }],
  report: [
    ['loai', 'kind', coded('kinds', codes.kinds), 'required'],
    ['giaiDoan', 'stage', coded('stages', codes.stages), 'required'],
    ['tiepNhanLuc', 'receivedAt', time, 'required'],
    ['noiDung', 'summary', text(4000)],
  ],
  lists: [
    {
      native: 'nguoi',
      shared: 'participants',
      itemsMax: 200,
      rows: [
        ['ma', 'id', text(64), 'required'],
        ['vaiTro', 'role', coded('participant-roles', codes.roles), 'required'],
        ['hoTen', 'person/fullName', text(200)],
      ],
    },
  ],
  marks: [{ native: 'doBaoMat', codes: codes.marks }],
}
