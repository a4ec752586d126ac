/** kill -9 at every step of a transfer: after the next start it is there once, with one entry and one receipt; sent again it has that. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { receiptHeader } from '../../../gateway/audit/receipt.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { verifyReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { messageKey, openTransfers } from '../../support/transfers.ts'

const child = fileURLToPath(new URL('../../support/transfer-child.ts', import.meta.url))
const points = ['committed', 'logged', 'signing', 'receipted']

t.test('killed at every step', async (t) => {
  const root = dataFolder(t)
  const databaseUrl = await testDatabase(t)
  for (const point of points) {
    const args = [child, root, databaseUrl, `khoa-${point}`, point]
    const [, signal] = await once(spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit')
    t.equal(signal, 'SIGKILL', point)
  }
  const db = openDatabase(databaseUrl)
  t.teardown(() => db.close())
  const states = await db.query('SELECT state, receipt IS NULL AS bare FROM transfer ORDER BY received_at')
  const stored = { state: 'stored', bare: true }
  t.strictSame(states, [stored, stored, stored, { state: 'receipted', bare: false }])

  const next = await openTransfers(root, databaseUrl)
  t.teardown(() => next.close())
  t.strictSame(await next.recover(), [3, 3], 'three entries were owed, and their receipts: both are noted at once')
  t.strictSame(await next.recover(), [0, 0])
  const receipts: string[] = []
  for (const point of points) {
    const taken = await next.take(`khoa-${point}`, `của khoa-${point}`)
    if (taken.state !== 'receipted') throw new Error(taken.code)
    t.equal(taken.again, true, point)
    const verified = await verifyReceipt(taken.receipt, { keys: [{ ...messageKey.jwk, nbf: 1 }] as never })
    t.match(verified, { ok: true, claims: { transfer: taken.transfer.id, log: taken.audit } }, point)
    receipts.push(receiptHeader(taken.audit))
  }
  t.match(verifyLog(join(root, 'log'), { receipts }), { ok: true }, 'each receipt is of an entry that is in the log')
  t.equal(entriesIn(join(root, 'log')).filter(({ phase }) => phase === 'transfer-stored').length, points.length)
  t.equal((await db.query(`SELECT 1 FROM transfer_stage WHERE stage = 'receipted'`)).length, points.length)
})
