/** Whether what senders were answered is what the gateway has: nothing lost, nothing twice. */
import { isDeepStrictEqual } from 'node:util'
import type { Test } from 'tap'
import { receiptHeader } from '../../gateway/audit/receipt.ts'
import { verifyLog } from '../../gateway/audit/verify.ts'
import { verifyReceipt } from '../../gateway/identity/transfer-receipt.ts'
import { openDatabase } from '../../gateway/store/pool.ts'
import { entriesIn } from './log-entries.ts'
import { keyOf, messageKey, type OpenTransfers, textOf } from './transfers.ts'

export interface Accounts {
  readonly databaseUrl: string
  /** The folder of each log by its origin. */
  readonly logs: ReadonlyMap<string, string>
  /** The messages below this number were sent, and no others; what was not answered is sent again. */
  readonly sent: number
  /** The receipts that were answered, by the number of the message. */
  readonly answers: ReadonlyMap<number, string>
}

const keys = [{ ...messageKey.jwk, nbf: 1 }] as never

/** Asserts that each message is there once, with one entry of one log and the one receipt that was answered, which verifies. */
export async function checkAccounts(t: Test, node: OpenTransfers, accounts: Accounts): Promise<void> {
  const { databaseUrl, logs, sent, answers } = accounts
  const wrong: string[] = []
  const events: string[] = []
  const headers = new Map([...logs.keys()].map((origin): [string, string[]] => [origin, []]))
  for (let number = 0; number < sent; number++) {
    const [key, text] = [keyOf(number), textOf(number)]
    const taken = await node.take(key, text)
    if (taken.state !== 'receipted') throw new Error(taken.code)
    const { transfer, receipt, facts, again, audit } = taken
    const answered = answers.get(number)
    if (answered !== undefined && !(again && receipt === answered)) wrong.push(`${key}: other than it was answered`)
    const verified = await verifyReceipt(receipt, {
      keys,
      native: { body: Buffer.from(text), senderKey: facts.sender_key },
    })
    const { log, transfer: id } = verified.ok ? verified.claims : {}
    if (id !== transfer.id || !isDeepStrictEqual(log, audit)) wrong.push(`${key}: its receipt`)
    headers.get(audit.origin)?.push(receiptHeader(audit))
    events.push(transfer.event)
  }
  t.strictSame(wrong, [], `of ${sent} messages ${answers.size} were answered`)
  for (const [origin, directory] of logs)
    t.match(
      verifyLog(directory, { receipts: headers.get(origin)! }),
      { ok: true },
      `receipts are of entries of ${origin}`,
    )
  const stored = [...logs.values()].flatMap((directory) =>
    entriesIn(directory).filter(({ phase }) => phase === 'transfer-stored'),
  )
  t.strictSame(stored.map(({ event }) => event).sort(), events.sort(), 'one entry each')
  const db = openDatabase(databaseUrl)
  const [counts] = await db.query(
    `SELECT (SELECT count(*) FROM transfer WHERE receipt IS NOT NULL) AS receipted, (SELECT count(*) FROM transfer) AS transfers,
       (SELECT count(*) FROM transfer_stage WHERE stage = 'receipted') AS stages, (SELECT count(*) FROM recording) AS recordings`,
  )
  await db.close()
  t.strictSame(counts, { receipted: sent, transfers: sent, stages: sent, recordings: sent }, 'one row each')
}
