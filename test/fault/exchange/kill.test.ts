/** kill -9 at every step of a deposited file: one effect, one acknowledgement, one receipt, and nothing lies about. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { receiptHeader } from '../../../gateway/audit/receipt.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import type { Acknowledgement } from '../../../gateway/exchange/acknowledgement.ts'
import { folderAt } from '../../../gateway/exchange/folder.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { entriesIn } from '../../support/log-entries.ts'

const child = fileURLToPath(new URL('../../support/drop-child.ts', import.meta.url))

t.test('killed at every step', async (t) => {
  const root = dataFolder(t)
  const databaseUrl = await testDatabase(t)
  const folder = folderAt(join(root, 'drop'))
  mkdirSync(folder.in, { recursive: true, mode: 0o700 })

  const put = (name: string): void => {
    writeFileSync(join(folder.in, `.${name}`), `${name}\n#1\n`)
    renameSync(join(folder.in, `.${name}`), join(folder.in, name))
  }
  /** How it ended: killed at the step, or done before. */
  const run = async (name: string, step: number): Promise<'killed' | 'done'> => {
    const args = [child, root, databaseUrl, name, String(step)]
    const process_ = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const [[code, signal], said] = await Promise.all([once(process_, 'exit'), text(process_.stdout)])
    if (signal === 'SIGKILL') return 'killed'
    t.equal(code, 0)
    t.match(said, /^done \d+\n$/)
    return 'done'
  }

  const names: string[] = []
  for (let step = 1; ; step++) {
    const name = `tep-${String(step).padStart(2, '0')}`
    names.push(name)
    put(name)
    if ((await run(name, step)) === 'done') break
  }
  t.ok(names.length > 15, `${names.length - 1} steps, each killed at once`)
  t.same([...readdirSync(folder.in), ...readdirSync(folder.work), ...readdirSync(folder.refused)], [], 'nothing left')
  t.same(
    readdirSync(folder.ack).sort(),
    names.map((name) => `${name}.json`),
    'one acknowledgement each',
  )

  const told = names.map(
    (name) => JSON.parse(readFileSync(join(folder.ack, `${name}.json`), 'utf8')) as Acknowledgement,
  )
  for (const [index, { file, state, taken }] of told.entries())
    t.match({ file, state, taken }, { file: names[index], state: 'accepted', taken: 1 })
  const receipts = told.map(({ receipt }) => receiptHeader(receipt))
  t.match(verifyLog(join(root, 'log'), { receipts }), { ok: true }, 'each receipt is in the log')
  const deposited = entriesIn(join(root, 'log')).filter(({ phase }) => phase === 'deposited')
  t.same(
    deposited.map(({ event }) => event).sort(),
    told.map(({ event }) => event).sort(),
    'one entry each, under its event',
  )

  const db = openDatabase(databaseUrl)
  t.teardown(() => db.close())
  const [counts] = await db.query(
    'SELECT (SELECT count(*) FROM delivery) AS deliveries, (SELECT count(*) FROM deposit) AS deposits, (SELECT count(*) FROM quarantine) AS quarantined',
  )
  t.same(counts, { deliveries: names.length, deposits: names.length, quarantined: 0 }, 'one effect each')
})
