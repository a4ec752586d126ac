/** One small format of a record as a field table, and documents of it. */
import { openDocument } from '../../adapters/codecs/open.ts'
import type { Manifest, ReadingContext } from '../../adapters/sdk/adapter.ts'
import { when } from '../../adapters/sdk/dates.ts'
import { coded, text } from '../../adapters/sdk/leaves.ts'
import type { Meaning } from '../../adapters/sdk/marks.ts'
import type { NativeNode } from '../../adapters/sdk/native.ts'
import type { RecordTable } from '../../adapters/sdk/tables.ts'
import { termsOf } from '../../adapters/sdk/unknown.ts'

export const context: ReadingContext = { agency: { id: 'so-thu', code: 'SO' }, receivedAt: '2026-09-02T04:00:00.000Z' }
export const native: Manifest['native'] = {
  ...{ codec: 'json', mediaType: 'application/json', encoding: 'utf-8' },
  ...{ bytesMax: 10_000, nodesMax: 1000, depthMax: 16 },
}
export const marks: Readonly<Record<string, Meaning>> = {
  T: { level: 'NOI_BO' },
  H: { level: 'HAN_CHE' },
  P: { level: 'HAN_CHE', conceal: true },
  M: { level: 'MAT' },
  U: { level: 'CHUA_XAC_DINH' },
}
export const time = when('dd/MM/yyyy HH:mm')
export const table: RecordTable = {
  key: { native: 'ma', leaf: text(20) },
  updatedAt: { native: 'luc', leaf: time },
  identifiers: [{ native: 'so', leaf: text(20), type: 'SO_HO_SO', system: 'thu:ho-so' }],
  report: [
    ['loai', 'kind', coded('kinds', { '1': 'TIN_BAO' }), 'required'],
    ['buoc', 'stage', coded('stages', { '1': 'XAC_MINH' }), 'required'],
    ['nhan', 'receivedAt', time, 'required'],
    ['ngay', 'occurredAt', when('dd/MM/yyyy', 'MM/yyyy', 'yyyy')],
  ],
  lists: [
    {
      native: 'nguoi',
      shared: 'participants',
      itemsMax: 2,
      rows: [
        ['ma', 'id', text(10), 'required'],
        ['ten', 'person/fullName', text(30)],
      ],
      constants: { role: { system: 'urn:lienthong:codes:participant-roles', code: 'BI_HAI', version: '2026-11-22' } },
      marks: [{ native: 'mat', codes: marks, none: {} }],
    },
  ],
  marks: [{ native: 'mat', codes: marks }],
}
export const paths = [
  'ma',
  'luc',
  'so',
  'loai',
  'buoc',
  'nhan',
  'ngay',
  'mat',
  'nguoi/*/ma',
  'nguoi/*/ten',
  'nguoi/*/mat',
]
export const termsAt = (at: string) =>
  termsOf(
    {
      labelWhenUnmarked: { level: 'CHUA_XAC_DINH', tags: [] },
      // A document of another shape has its mark at the root.
      fields: ['/mat', ...paths.map((path) => `${at}/${path}`)].map((native) => ({
        native,
        shared: null,
        relation: 'unmapped',
      })),
      marks: [{ native: '/mat' }, { native: `${at}/mat` }],
    } as unknown as Manifest,
    at,
  )

export type Fields = Readonly<Record<string, unknown>>
export const whole: Fields = {
  ...{
    ma: 'A1',
    luc: '02/09/2026 10:00',
    so: '7/A',
    loai: '1',
    buoc: '1',
    nhan: '01/09/2026 09:30',
    ngay: '08/2026',
    mat: 'H',
  },
  nguoi: [{ ma: '1', ten: 'Mẫu' }],
}
export function nodeOf(fields: unknown): NativeNode {
  const opened = openDocument(Buffer.from(JSON.stringify(fields)), native)
  if (!opened.ok) throw new Error('no document')
  return opened.value
}
