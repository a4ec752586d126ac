/** Transfers with everything real behind them but the receiver's adapter, in whose place stands what the test says. */
import type { Test } from 'tap'
import type { NativeDocument } from '../../../adapters/sdk/adapter.ts'
import type { Log } from '../../../gateway/audit/log.ts'
import { signReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import type { Inquiry } from '../../../gateway/release/inquiry.ts'
import { seal } from '../../../gateway/release/sealed.ts'
import type { Handed } from '../../../gateway/release/transfers/handed.ts'
import { createReceipting, type Receipting } from '../../../gateway/release/transfers/receipting.ts'
import { createTransfers, type TakenTransfer, type Transfers } from '../../../gateway/release/transfers/transfers.ts'
import { inquiry, messageKey, nothingBeside } from '../../support/transfers.ts'
import { bytesOf, depositing, type World, world } from '../deposits/world.ts'

/** As the receiver gets it. */
export const written = (text: string): NativeDocument => ({ mediaType: 'application/xml', body: Buffer.from(text) })

export const handed = (document: NativeDocument = written('<hoSo/>')): Extract<Handed, { state: 'ok' }> => ({
  ...{ state: 'ok', document: seal(document), kind: 'TIN_BAO', adapter: 'nhan@1.0.0#b' },
  content: seal('nội dung'),
  route: {
    purpose: 'GIAI_QUYET',
    legalBasis: 'BLTTHS_145',
    relation: 'resolver',
    article: { vi: 'Điều 145', en: 'Art. 145' },
  },
  policies: ['p-1'],
  label: { level: 'NOI_BO', tags: [] },
  released: ['/report/kind'],
  record: { numbers: [], own: [], conceal: false, sealed: false, standing: '', dossiers: [] },
  timing: { clocks: [], matter: [] },
  beside: nothingBeside,
  withheld: [{ path: '/facet/reporter', reason: 'handling-tag' }],
  missing: [{ path: '/facet/note', code: 'no-place' }],
})

export interface TransferWorld {
  readonly at: World
  readonly transfers: Transfers
  readonly receipting: Receipting
  /** What a test may change under it. */
  readonly now: { policy: string; handOver: () => Promise<Handed> }
  /** Hands the document over to the inspectorate. */
  take(document: Parameters<typeof bytesOf>[0], key?: string, asked?: Inquiry): Promise<TakenTransfer>
  /** Phases of the log since it was emptied, in order. */
  phases(): string[]
  /** As it was at first, but for the log. */
  emptied(): Promise<TransferWorld>
}

export async function transferWorld(
  t: Test,
  { log }: { readonly log?: (log: Log) => Log } = {},
): Promise<TransferWorld> {
  const systems = [depositing(), depositing('thanh-tra', 'TTr', 'nop-tep')]
  const opened = await world(t, { systems, ...(log && { log }) })
  const { keeping, sources } = opened
  const first = { policy: 'p1', handOver: async () => handed() }
  const now: TransferWorld['now'] = { ...first }
  let logged = 0
  const receipting = createReceipting({
    ...{ keeping, origin: opened.log.origin, issuer: 'https://localhost:8443' },
    sign: (claims) => signReceipt(messageKey, claims),
  })
  const transfers = createTransfers({
    ...{ keeping, sources, receipting },
    inForce: () => ({ policy: now.policy, registry: 'r1' }),
    handOver: () => now.handOver(),
  })
  const made: TransferWorld = {
    ...{ at: opened, transfers, receipting, now },
    take: (document, key = 'khoa-0001', asked = inquiry()) =>
      transfers.take(asked, {
        ...{ to: 'thanh-tra', key },
        document: { mediaType: 'application/json', body: bytesOf(document) },
      }),
    phases: () =>
      opened
        .entries()
        .slice(logged)
        .map(({ phase }) => phase),
    async emptied() {
      await opened.db.query('TRUNCATE transfer, transfer_stage, transfer_clock_met, quarantine, recording CASCADE')
      logged = opened.entries().length
      Object.assign(now, first)
      return made
    },
  }
  return made
}
