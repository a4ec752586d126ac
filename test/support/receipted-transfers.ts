/** Transfers that have their receipt, as their receiver meets them, on PostgreSQL and a real log; for a test, or a process of its own. */
import { join } from 'node:path'
import type { Test } from 'tap'
import type { NativeDocument } from '../../adapters/sdk/adapter.ts'
import { type Log, openLog } from '../../gateway/audit/log.ts'
import { createIndexKeys } from '../../gateway/dossiers/keys.ts'
import { receiptedMessage, signReceipt } from '../../gateway/identity/transfer-receipt.ts'
import { entryOf } from '../../gateway/release/events.ts'
import { type Keeping, openKeeping } from '../../gateway/release/keeping.ts'
import { insertTransfers, type NewTransfer } from '../../gateway/release/transfers/rows.ts'
import { putReceipts } from '../../gateway/release/transfers/stage-rows.ts'
import { type Database, openDatabase } from '../../gateway/store/pool.ts'
import { secretFile } from '../../gateway/store/secret-file.ts'
import { timestamp } from '../../gateway/telemetry/clock.ts'
import { newEventId, newTransferId } from '../../gateway/telemetry/ids.ts'
import { optionsIn } from './audit.ts'
import { dataFolder } from './data-folder.ts'
import { testDatabase } from './database.ts'
import { standing } from './deposits.ts'
import { entriesIn } from './log-entries.ts'
import { messageKeyOf, nativeForm, receiptClaims, translatedForm } from './receipts.ts'

export interface Transferring {
  readonly db: Database
  readonly url: string
  readonly log: Log
  readonly keeping: Keeping
  /** Handed over by `mttq` to `cong-an`, unless it is said otherwise. Gives the id. */
  receipted(change?: {
    readonly receiver?: string
    readonly id?: string
    readonly document?: NativeDocument
    readonly sender?: string
    readonly relation?: string
    /** Index forms of the numbers of the sender's record. */
    readonly numbers?: readonly Buffer[]
    /** Of these, those that the sender gave: all, unless it is said. */
    readonly own?: readonly Buffer[]
  }): Promise<string>
  /** The receipt of a transfer, a compact JWS. */
  receiptOf(id: string): string
  entries(): ReturnType<typeof entriesIn>
  close(): Promise<void>
}

/** Keys and log lie under `root` and stay. */
export async function openTransfers(root: string, databaseUrl: string): Promise<Transferring> {
  const options = optionsIn(root)
  const { directory } = options
  const log = await openLog(options)
  const db = openDatabase(databaseUrl)
  const keys = createIndexKeys(secretFile(join(root, 'index.key'), 32))
  const secret = secretFile(join(root, 'vault.key'), 32)
  const keeping = openKeeping({ db, keys, secret, log, directory, standing })
  const { key } = await messageKeyOf(1)
  const receipts = new Map<string, string>()
  return {
    ...{ db, url: databaseUrl, log, keeping },
    async receipted({ receiver = 'cong-an', id = newTransferId(), document = translatedForm, ...change } = {}) {
      const { sender = 'mttq', relation = 'resolver', numbers = [], own = numbers } = change
      const { vault } = keeping.kept
      const event = newEventId()
      const at = timestamp()
      const { message, sender_key } = receiptedMessage(nativeForm, document)
      const iat = Math.floor(Date.parse(at) / 1000)
      const jws = await signReceipt(key, receiptClaims({ transfer: id, receiver, message, iat }))
      receipts.set(id, jws)
      const about = { id, sender, receiver, kind: 'TIN_BAO' }
      const transfer = await db.transaction(async (tx) => {
        const told = entryOf(standing, { event, phase: 'transfer-stored', detail: { transfer: about } })
        const recording = await keeping.recordings.owe(tx, [told])
        const row: NewTransfer = {
          ...{ ...about, event, recording, sender_system: `${sender}:tiep-nhan`, idempotency_key: id },
          ...{ message_mac: Buffer.from('mac'), purpose: 'p', legal_basis: 'l', relation },
          ...{ sender_adapter: 'mttq@1#a', receiver_adapter: 'cong-an@1#b', made_by: null, papers_withheld: false },
          given: { content: Buffer.from('mac'), matter: [] },
          ...{
            native: nativeForm,
            translated: document,
            facts: {
              withheld: [],
              missing: [],
              message,
              sender_key,
              record: {
                numbers: numbers.map((number) => number.toString('base64')),
                own: own.map((number) => number.toString('base64')),
                ...{ conceal: false, sealed: false, basis: '' },
              },
            },
          },
          stages: (['received', 'parsed', 'translated', 'routed'] as const).map((stage) => ({ stage, at })),
        }
        return (await insertTransfers(tx, vault, [row]))[0]!
      })
      await keeping.recordings.settle(transfer.recording, (log) => putReceipts(db, vault, [{ transfer, jws, log }]))
      return id
    },
    receiptOf: (id) => receipts.get(id)!,
    entries: () => entriesIn(directory),
    async close() {
      await db.close()
      await log.close()
    },
  }
}

/** For one test, until it ends. */
export async function transferring(t: Test): Promise<Transferring> {
  const world = await openTransfers(dataFolder(t), await testDatabase(t))
  t.teardown(world.close)
  return world
}
