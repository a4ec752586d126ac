/** An adapter that writes: the summary of a translation says what it is to do. It reads nothing. */
import type { DepositAdapter, NativeDocument, Outcome } from '../../../../adapters/sdk/adapter.ts'
import type { Finding } from '../../../../adapters/sdk/finding.ts'

const unread: Finding = { code: 'document-malformed', effect: 'reject-document', pointer: '' }

/** With what no adapter may say. */
const finding = (code: string, effect: Finding['effect'], pointer: string): Finding =>
  ({ code, effect, pointer, expected: 'canary', found: { type: 'canary' }, value: 'canary' }) as Finding

function written(mediaType: string, body: unknown, ...findings: readonly Finding[]): Outcome<NativeDocument> {
  return { ok: true, value: { mediaType, body: body as Uint8Array }, findings }
}

export const adapter: DepositAdapter = {
  toDeposits: () => ({ ok: false, findings: [unread] }),
  toShared: () => ({ ok: false, findings: [unread] }),
  toNative({ facet }, { reference, to }) {
    const body = Buffer.from(JSON.stringify({ reference, to: to.id, kind: facet.report.kind.code }))
    switch (facet.report.summary) {
      case 'throw':
        throw new Error('canary')
      case 'loop':
        for (;;);
      case 'large':
        return written('application/json', new Uint8Array(1025))
      case 'other form':
        return written('text/csv', body)
      case 'no bytes':
        return written('application/json', 'canary')
      case 'nothing':
        return undefined as never
      case 'no mark':
        return { ok: false, findings: [finding('label-has-no-mark', 'reject-document', '/labels/0')] }
      case 'refuses in vain':
        return written('application/json', body, finding('label-has-no-mark', 'reject-document', '/labels/0'))
      case 'much':
        return written(
          'application/json',
          body,
          ...Array.from({ length: 2_001 }, (_, n) => finding('no-place', 'degraded', `/facet/participants/${n}`)),
        )
      default:
        return written('application/json; charset=utf-8', body, finding('no-place', 'degraded', '/facet/clocks'))
    }
  },
}
