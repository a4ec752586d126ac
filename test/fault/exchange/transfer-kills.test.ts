/**
 * kill -9 at random points while transfers are taken from many at once, also while what the killed one owes is settled: what was answered is there
 * afterwards, everything once, and sent again it has the receipt that it had.
 *
 * LIENTHONG_KILLS is how often; LIENTHONG_KILLS_SEED chooses others. Hundreds take longer than the runner lets a file have, so without it:
 * `LIENTHONG_KILLS=500 node test/fault/exchange/transfer-kills.test.ts`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { makeRandom } from '../../../adapters/sandbox/random.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { checkAccounts } from '../../support/transfer-accounts.ts'
import { keyOf, numberOf, openTransfers } from '../../support/transfers.ts'

const child = fileURLToPath(new URL('../../support/transfer-load-child.ts', import.meta.url))
const kills = Number(process.env.LIENTHONG_KILLS ?? 4)
const seed = Number(process.env.LIENTHONG_KILLS_SEED ?? 1)
/** Those that were under way when it was killed have numbers about so far below the last answered one: they are sent again. */
const under_way_max = 8
const lines_max = 60

t.setTimeout(0)

t.test(`${kills} kills, seed ${seed}`, { timeout: 0 }, async (t) => {
  const random = makeRandom(seed)
  const root = dataFolder(t)
  const databaseUrl = await testDatabase(t)
  const db = openDatabase(databaseUrl)
  t.teardown(() => db.close())
  const answers = new Map<number, string>()
  let answered_max = -1
  const first = () => Math.max(0, answered_max - under_way_max)

  /** A life that ends when it has said so many lines; what it still had said is heard too. */
  const live = async (lines: number) => {
    const args = [child, root, databaseUrl, String(first())]
    const process_ = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const exited = once(process_, 'exit')
    let heard = 0
    for await (const line of createInterface({ input: process_.stdout })) {
      if (++heard === lines) process_.kill('SIGKILL')
      if (!line.startsWith('{')) continue
      const { number, receipt } = JSON.parse(line) as { number: number; receipt: string }
      if (answers.has(number) && answers.get(number) !== receipt) t.fail(`${keyOf(number)} has two receipts`)
      answers.set(number, receipt)
      answered_max = Math.max(answered_max, number)
    }
    const [, signal] = await exited
    if (signal !== 'SIGKILL') throw new Error('it ended by itself')
  }
  const lost = async () => {
    const rows = await db.query<{ key: string }>(
      'SELECT idempotency_key AS key FROM transfer WHERE receipt IS NOT NULL',
    )
    const there = new Set(rows.map(({ key }) => key))
    return [...answers.keys()].map(keyOf).filter((key) => !there.has(key))
  }

  for (let kill = 1; kill <= kills; kill++) {
    await live(random.chance(0.2) ? random.int(1, 2) : random.int(3, lines_max))
    t.strictSame(await lost(), [], `kill ${kill}: ${answers.size} answers`)
  }
  const next = await openTransfers(root, databaseUrl)
  t.teardown(() => next.close())
  t.comment(`owed: ${await next.recover()}`)
  const logs = new Map([[next.log.origin, next.directory]])
  // The last that was stored may be one that nobody was answered.
  const [last] = await db.query<{ key: string }>('SELECT max(idempotency_key) AS key FROM transfer')
  const sent = Math.max(numberOf(last!.key), answered_max) + 1
  t.ok(answers.size > kills, `${answers.size} answers`)
  await checkAccounts(t, next, { databaseUrl, logs, sent, answers })
})
