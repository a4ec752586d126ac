/** Native documents of every agency, read back by its adapter. */
import { adapter as congAn } from '../../../adapters/cong-an/adapter.ts'
import { adapter as mttq } from '../../../adapters/mttq/adapter.ts'
import type { DepositAdapter, IndexEntry, Outcome, QueryAdapter, Translation } from '../../../adapters/sdk/adapter.ts'
import { adapter as thanhTra } from '../../../adapters/thanh-tra/adapter.ts'
import { adapter as toaAn } from '../../../adapters/toa-an/adapter.ts'
import { adapter as vienKiemSat } from '../../../adapters/vien-kiem-sat/adapter.ts'

export interface Read {
  readonly translation: Translation
  /** Where the document itself brings the entry of the index: what is deposited. */
  readonly entry?: IndexEntry
}

export type ReadBack = (document: Uint8Array) => readonly Read[]

/** The inspectorate's text has lost the case of some letters, and says so. */
const EXPECTED_FINDINGS = ['case-lost']

/** Throws when the outcome is a refusal, or remarks on anything. */
function taken<T>(outcome: Outcome<T>): T {
  const odd = outcome.findings.filter(({ code }) => !outcome.ok || !EXPECTED_FINDINGS.includes(code))
  if (!outcome.ok || odd.length > 0)
    throw new Error(
      odd
        .slice(0, 5)
        .map(({ code, pointer }) => `${code} ${pointer}`)
        .join(', '),
    )
  return outcome.value
}

/** Said for all: these adapters know whose documents they read. */
const context = { agency: { id: 'co-quan', code: 'SO' }, receivedAt: '2026-11-20T00:00:00.000Z' }

const asked =
  (adapter: QueryAdapter, mediaType: string): ReadBack =>
  (body) => {
    const value = taken(adapter.toShared({ status: 200, mediaType, body }, context))
    if (value === 'absent') throw new Error('absent')
    return [{ translation: value }]
  }

const deposited =
  (adapter: DepositAdapter, mediaType: string): ReadBack =>
  (body) =>
    taken(adapter.toDeposits({ status: 200, mediaType, body }, context)).deposits.map(({ entry, document }) => ({
      translation: taken(adapter.toShared({ status: 200, mediaType, body: document }, context)),
      entry,
    }))

export const readBack: Readonly<Record<string, ReadBack>> = {
  'cong-an': asked(congAn, 'text/xml; charset=utf-8'),
  'vien-kiem-sat': asked(vienKiemSat, 'application/json; charset=utf-8'),
  'toa-an': asked(toaAn, 'application/xml'),
  'thanh-tra': deposited(thanhTra, 'text/csv'),
  mttq: deposited(mttq, 'application/json'),
}
