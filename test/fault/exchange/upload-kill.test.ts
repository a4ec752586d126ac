/** kill -9 of a node in the middle of an upload: after its next start nothing of it is there. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { eraseCutOff } from '../../../gateway/release/attachments/rows.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { openTransfers } from '../../support/receipted-transfers.ts'

const child = fileURLToPath(new URL('../../support/upload-child.ts', import.meta.url))

t.test('killed while it is sent', async (t) => {
  const root = dataFolder(t)
  const databaseUrl = await testDatabase(t)
  await (await openTransfers(root, databaseUrl)).close()
  const uploading = spawn(process.execPath, [child, root, databaseUrl], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(uploading, 'exit')
  await once(uploading.stdout, 'data')
  uploading.kill('SIGKILL')
  t.match(await gone, [null, 'SIGKILL'])

  const { db, log, close } = await openTransfers(root, databaseUrl)
  t.teardown(close)
  const chunks = () => db.query('SELECT number FROM attachment_chunk')
  t.ok((await chunks()).length >= 2, 'some of it was stored by then')
  t.equal(await eraseCutOff(db, { origin: log.origin }), 1)
  t.same([await chunks(), await db.query('SELECT id FROM attachment')], [[], []])
})
