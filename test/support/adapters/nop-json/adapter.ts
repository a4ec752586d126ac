/** An adapter of deposits whose documents and records say what it is to do with them. */
import type {
  Deposit,
  DepositAdapter,
  NativeAnswer,
  Outcome,
  ReadingContext,
  RefusedRecord,
  Translation,
} from '../../../../adapters/sdk/adapter.ts'
import type { Finding } from '../../../../adapters/sdk/finding.ts'
import type { Label } from '../../../../schemas/generated/types.ts'
import { indexPage, translation } from '../../translations.ts'

export interface NativeRecord {
  readonly key: string
  /** Default: nothing goes wrong. */
  readonly do?:
    | 'row'
    | 'row-secret'
    | 'row-date'
    | 'reject'
    | 'secret'
    | 'mark'
    | 'invalid'
    | 'invalid-mark'
    | 'throw'
    | 'other'
    /** Says when it came, and from whom. */
    | 'stamp'
  readonly updatedAt?: string
  readonly text?: string
  /** Whom the record names as supervising. */
  readonly supervisedBy?: string
  /** Its label, in the feed and in the record. */
  readonly label?: Label
  readonly sealed?: boolean
}

export interface NativeDocument {
  readonly records: readonly NativeRecord[]
  /** `refuse…`: refused as a whole with its one record. */
  readonly do?: 'throw' | 'loop' | 'shape' | 'empty' | 'refuse' | 'refuse-secret' | 'refused-shape'
  readonly next?: string
  readonly changesFrom?: string
}

const finding = (code: string, effect: Finding['effect'], pointer = ''): Finding => ({ code, effect, pointer, line: 2 })

function parsed({ body }: NativeAnswer): NativeDocument | undefined {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as NativeDocument
  } catch {
    return undefined
  }
}

const numberOf = ({ key }: NativeRecord) => `${key}/MTTQ`

function depositOf(record: NativeRecord, { receivedAt }: ReadingContext): Deposit {
  const [entry] = indexPage.entries
  const updatedAt = record.do === 'stamp' ? receivedAt : (record.updatedAt ?? entry!.updatedAt)
  return {
    entry: {
      ...entry!,
      nativeKey: record.key,
      identifiers: [{ ...entry!.identifiers[0]!, value: numberOf(record) }],
      updatedAt: record.do === 'row-date' ? '1000-01-01T00:00:00Z' : updatedAt,
      resolves: false,
      ...(record.label && { label: record.label }),
      ...(record.sealed !== undefined && { sealed: record.sealed }),
      ...(record.supervisedBy && { confirms: [{ relation: 'supervising' as const, agency: record.supervisedBy }] }),
    },
    document: Buffer.from(JSON.stringify({ records: [record] })),
  }
}

function translated(record: NativeRecord, { agency, receivedAt }: ReadingContext): Outcome<Translation> {
  const value = record.do === 'other' ? '0/MTTQ' : numberOf(record)
  const stamped = record.do === 'stamp'
  const [number] = translation.facet.identifiers
  const assigner = { ...number!.assigner, ...(stamped && { code: agency.code as 'MTTQ' }) }
  const facet = {
    ...translation.facet,
    identifiers: [{ ...number!, value, assigner }],
    ...(record.label && { label: record.label }),
    ...(record.do?.endsWith('mark') && { label: { level: 'MAT' as const, tags: [] } }),
    ...(record.do?.startsWith('invalid') && { canary: record.text }),
  }
  return {
    ok: true,
    value: { ...translation, facet, updatedAt: stamped ? receivedAt : (record.updatedAt ?? translation.updatedAt) },
    findings: [],
  }
}

const refusedRecord = ({ key, updatedAt, do: what }: NativeRecord): RefusedRecord => ({
  nativeKey: key,
  why: what === 'row-secret' ? 'secret' : 'rejected',
  ...(updatedAt !== undefined && { updatedAt }),
})

export const adapter: DepositAdapter = {
  feed: {
    list: (cursor) => ({ method: 'GET', path: `/list?from=${encodeURIComponent(cursor ?? '')}` }),
    changes: (cursor) => ({ method: 'GET', path: `/changes?from=${encodeURIComponent(cursor)}` }),
  },
  toDeposits(answer, context) {
    const document = parsed(answer)
    if (!document) return { ok: false, findings: [finding('document-malformed', 'reject-document')] }
    if (document.do === 'throw') throw new Error('content that must not be repeated')
    while (document.do === 'loop');
    const { records, next, changesFrom } = document
    if (document.do === 'refuse' || document.do === 'refuse-secret') {
      const secret = document.do === 'refuse-secret'
      const code = secret ? 'state-secret-in-clear' : 'code-unknown'
      return { ok: false, findings: [finding(code, 'reject-document')], refused: records.map(refusedRecord) }
    }
    const findings = records.flatMap((record, index) => {
      if (record.do === 'row') return [finding('field-missing', 'reject-record', `/records/${index}`)]
      return record.do === 'row-secret' ? [finding('state-secret-in-clear', 'reject-record', `/records/${index}`)] : []
    })
    const deposits = records
      .filter(({ do: what }) => what !== 'row' && what !== 'row-secret')
      .map((record) => depositOf(record, context))
      .map((deposit) => (document.do === 'empty' ? { ...deposit, document: new Uint8Array() } : deposit))
      .map(({ entry, ...rest }) => ({ ...rest, entry: document.do === 'shape' ? { ...entry, kind: 'canary' } : entry }))
    const refused = records.filter(({ do: what }) => what?.startsWith('row') && what !== 'row-date').map(refusedRecord)
    if (document.do === 'refused-shape') return { ok: true, value: { deposits, refused: 7 as never }, findings }
    return {
      ok: true,
      value: { deposits, refused, ...(next && { next }), ...(changesFrom && { changesFrom }) },
      findings,
    }
  },
  toShared(answer, context) {
    const [record] = parsed(answer)?.records ?? []
    if (!record) return { ok: false, findings: [finding('document-malformed', 'reject-document')] }
    if (record.do === 'throw') throw new Error('content that must not be repeated')
    if (record.do === 'reject') return { ok: false, findings: [finding('code-unknown', 'reject-record', '/kind')] }
    if (record.do === 'secret') return { ok: false, findings: [finding('state-secret-in-clear', 'reject-document')] }
    return translated(record, context)
  },
}
