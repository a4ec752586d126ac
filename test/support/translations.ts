/** Small valid documents in the shared form. */
import type { IndexPage, NativeAnswer, Translation } from '../../adapters/sdk/adapter.ts'
import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'
import type { Coded } from '../../schemas/generated/types.ts'

/** `code` as a coded value of `list`, whether or not the list has it. */
export function coded(list: CodeListName, code: string): Coded {
  const { system, version } = codeSystem(list)
  return { system, code, version }
}

export const translation: Translation = {
  facet: {
    identifiers: [{ system: 'so', type: 'SO_TIEP_NHAN', value: '12/TN', assigner: coded('agencies', 'CA') }],
    report: {
      kind: coded('kinds', 'TO_GIAC'),
      channels: [coded('channels', 'TRUC_TIEP')],
      receivedAt: '2026-03-02T08:00:00+07:00',
      stage: coded('stages', 'XAC_MINH'),
    },
    reporters: [{ id: 'r1', kind: 'CA_NHAN', fullName: 'Nguyễn Thị Ước', address: { text: 'ấp Vĩnh Lợi' } }],
    label: { level: 'NOI_BO', tags: [] },
  },
  labels: [],
  absent: [{ path: '/reporters/0/birth', why: 'unknown' }],
  updatedAt: '2026-03-03T09:30:00+07:00',
}

export const indexPage: IndexPage = {
  entries: [
    {
      nativeKey: '12',
      identifiers: [{ system: 'so', type: 'SO_TIEP_NHAN', value: '12/TN', assigner: 'CA' }],
      kind: 'TO_GIAC',
      stage: 'XAC_MINH',
      receivedAt: '2026-03-02T08:00:00+07:00',
      updatedAt: '2026-03-03T09:30:00+07:00',
      label: { level: 'NOI_BO', tags: [] },
      conceal: false,
      resolves: true,
    },
  ],
  changesFrom: '7',
}

/** What a source answered, where nobody looks into it. */
export const nativeAnswer: NativeAnswer = { status: 200, mediaType: 'application/json', body: Buffer.from('{}') }
