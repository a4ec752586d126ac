/** The disk of the log is lost, with the gateway on it: from the second copy it goes on, and nothing that was answered is gone. Set back, it does not. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { dossiersIn } from '../../support/dossiers.ts'
import { startGateway } from '../../support/gateway.ts'
import { entriesIn, receiptOf } from '../../support/log-entries.ts'
import { until } from '../../support/until.ts'

const { police } = officers

const sizeOf = (directory: string) => entriesIn(directory).length

t.test('killed, its log lost, restored from the copy by hand', async (t) => {
  const folder = dataFolder(t)
  const [data, copy] = [join(folder, 'data'), join(folder, 'copy')]
  mkdirSync(copy, { mode: 0o700 })
  const options = {
    agencies: ['cong-an'],
    data,
    databaseUrl: await testDatabase(t),
    env: { LIENTHONG_AUDIT_COPY: copy },
  }
  const first = await startGateway(t, options)
  const client = agencyClient(first.run, police.system)
  const replies = [await client.token({ ...police, dossiers: dossiersIn(first.run) })]
  for (let i = 0; i < 3; i++) replies.push(await client.call('/v1/dossiers'))
  client.close()
  await first.stop('SIGKILL')
  const receipts = replies.map(receiptOf)

  const directory = join(data, 'audit')
  const old = join(folder, 'old')
  execFileSync('cp', ['-a', directory, old])
  const had = sizeOf(old)
  rmSync(directory, { recursive: true })
  t.match(verifyLog(copy, { receipts }), { ok: true }, 'the copy is a log of its own')
  execFileSync('cp', ['-a', `${copy}/.`, directory])
  const second = await startGateway(t, options)
  const db = openDatabase(options.databaseUrl)
  await until(async () => {
    const [row] = await db.query<{ size: number }>('SELECT size FROM compared_log')
    return row && row.size > had
  })
  await db.close()
  t.equal(await second.stop(), 0)
  for (const place of [directory, copy]) t.match(verifyLog(place, { receipts }), { ok: true })
  const settings = entriesIn(directory).flatMap(({ phase, detail: { note } }) =>
    phase === 'setting-changed' && !note?.startsWith('token key') ? [note] : [],
  )
  const quarantine = 'quarantine: content is kept for 90 days'
  const transfers = 'transfers: content is kept for 30 days after their end'
  const log = 'log: a second copy, its own signer, ML-DSA-44 off'
  const dead = 'dead letters: content is kept for 90 days'
  t.same(settings, [log, quarantine, transfers, dead, 'no witnesses', 'no timestamps'], 'told once')

  // Without witnesses it is the store that knows that there was more.
  for (const place of [directory, copy]) {
    rmSync(place, { recursive: true })
    execFileSync('cp', ['-a', old, place])
    rmSync(join(place, 'lock'), { force: true })
  }
  await t.rejects(startGateway(t, options), new RegExp(`entries ${had} to \\d+ are missing: the store was compared`))
  t.equal(sizeOf(directory), had, 'nothing was written behind it')
})
