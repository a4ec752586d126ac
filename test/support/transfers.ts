/** Transfers as the gateway keeps them (PostgreSQL, log, vault), between adapters that are none, for a process of its own or a test. */
import { join } from 'node:path'
import { type Log, openLog } from '../../gateway/audit/log.ts'
import { createIndexKeys } from '../../gateway/dossiers/keys.ts'
import { createMessageKey } from '../../gateway/identity/message-key.ts'
import { signReceipt } from '../../gateway/identity/transfer-receipt.ts'
import type { Inquiry } from '../../gateway/release/inquiry.ts'
import { openKeeping } from '../../gateway/release/keeping.ts'
import { seal } from '../../gateway/release/sealed.ts'
import type { Beside } from '../../gateway/release/transfers/handed.ts'
import {
  createReceipting,
  type Receipting,
  type ReceiptingOptions,
} from '../../gateway/release/transfers/receipting.ts'
import { createTransfers, type TakenTransfer } from '../../gateway/release/transfers/transfers.ts'
import { openDatabase } from '../../gateway/store/pool.ts'
import { secretFile } from '../../gateway/store/secret-file.ts'
import { timestamp } from '../../gateway/telemetry/clock.ts'
import { newEventId } from '../../gateway/telemetry/ids.ts'
import { childOf } from '../../gateway/telemetry/traceparent.ts'
import { optionsIn } from './audit.ts'
import { standing } from './deposits.ts'

export const messageKey = await createMessageKey(Buffer.alloc(32, 9))

export const nothingBeside: Beside = { papers: [], isLess: false, places: [], parts: [], channels: [] }

/** Those who ask: agency `mttq`, admitted. */
export const inquiry = (change: Partial<Inquiry> = {}): Inquiry => ({
  event: newEventId(),
  language: 'en',
  trace: childOf(undefined),
  operation: 'transfer',
  system: {
    ...{ agency: 'mttq', id: 'mttq:tiep-nhan', uri: 'urn:lienthong:mttq:tiep-nhan', thumbprint: 't' },
    roles: ['exchange'],
  },
  confirm: async () => {},
  ...change,
})

export interface OpenTransfers {
  readonly log: Log
  readonly receipting: Receipting
  /** The log's. */
  readonly directory: string
  /** Settles what an earlier process owes; gives the counts of recordings and of receipts. */
  recover(): Promise<readonly [entries: number, receipts: number]>
  /** Hands `text` over under `key`. */
  take(key: string, text: string): Promise<TakenTransfer>
  close(): Promise<void>
}

/** Key and text of message `number` of many. */
export const keyOf = (number: number): string => `khoa-${String(number).padStart(6, '0')}`
export const numberOf = (key: string): number => Number(key.slice('khoa-'.length))
export const textOf = (number: number): string => `của ${keyOf(number)}`

const raise = (error: unknown): never => {
  throw error
}

export interface TransfersOptions {
  /** Default: as the gateway signs. */
  readonly sign?: ReceiptingOptions['sign']
  /** Of several on one store: each has a log of its own, in this folder. */
  readonly node?: string
}

/** Keys and log lie under `root` and stay. */
export async function openTransfers(
  root: string,
  databaseUrl: string,
  { sign = (claims) => signReceipt(messageKey, claims), node }: TransfersOptions = {},
): Promise<OpenTransfers> {
  const options =
    node === undefined ? optionsIn(root) : { ...optionsIn(join(root, node)), origin: `gateway.test/${node}` }
  const log = await openLog(options)
  const db = openDatabase(databaseUrl)
  const keys = createIndexKeys(secretFile(join(root, 'index.key'), 32))
  const secret = secretFile(join(root, 'vault.key'), 32)
  const keeping = openKeeping({ db, keys, secret, log, directory: options.directory, standing })
  const receipting = createReceipting({ keeping, origin: log.origin, issuer: 'https://localhost:8443', sign })
  const transfers = createTransfers({
    ...{ keeping, receipting },
    sources: {
      retranslate: async ({ agency, document }) => ({
        ...{ agency, state: 'ok', adapter: 'gui@1.0.0#a', asOf: timestamp(), findings: [] },
        ...{ sealed: seal({}), document: seal(document) },
      }),
    },
    inForce: () => ({ policy: 'p1', registry: 'r1' }),
    handOver: async () => ({
      ...{ state: 'ok', kind: 'TIN_BAO', adapter: 'nhan@1.0.0#b', withheld: [], missing: [] },
      document: seal({ mediaType: 'application/xml', body: Buffer.from('<hoSo/>') }),
      content: seal('nội dung'),
      route: {
        purpose: 'GIAI_QUYET',
        legalBasis: 'BLTTHS_145',
        relation: 'resolver',
        article: { vi: 'Điều 145', en: 'Art. 145' },
      },
      policies: [],
      label: { level: 'NOI_BO', tags: [] },
      released: [],
      record: { numbers: [], own: [], conceal: false, sealed: false, standing: '', dossiers: [] },
      timing: { clocks: [], matter: [] },
      beside: nothingBeside,
    }),
  })
  return {
    ...{ log, receipting, directory: options.directory },
    recover: async () => [await keeping.recordings.settleAll(), await receipting.finishAll(raise)],
    take: (key, text) =>
      transfers.take(inquiry(), {
        ...{ to: 'cong-an', key },
        document: { mediaType: 'text/plain', body: Buffer.from(text) },
      }),
    async close() {
      await db.close()
      await log.close()
    },
  }
}
