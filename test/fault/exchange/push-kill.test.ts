/** kill -9 of the node that had just sent a document to its receiver's system: another sends it again, and the system has it once. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { adapter } from '../../../adapters/cong-an/adapter.ts'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import { limits } from '../../../gateway/limits.ts'
import { pushOf } from '../../../gateway/release/transfers/push-rows.ts'
import { stagesOf } from '../../../gateway/release/transfers/stage-rows.ts'
import { newTransferId } from '../../../gateway/telemetry/ids.ts'
import { testCertificates } from '../../support/certificates.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { openTransfers } from '../../support/receipted-transfers.ts'
import { startSandbox } from '../../support/sandbox-process.ts'

const child = fileURLToPath(new URL('../../support/push-child.ts', import.meta.url))
const world = { seed: 5, dossiers: 12 }

t.test('killed between sending and noting', async (t) => {
  const root = dataFolder(t)
  const databaseUrl = await testDatabase(t)
  const certificates = await testCertificates(root)
  const { system, requests } = await startSandbox(t, 'cong-an', 'cong-an:dieu-tra', certificates, world)
  const id = newTransferId()
  const context = {
    ...{ reference: id, at: '2026-11-20T09:00:00+07:00' },
    from: { id: 'vien-kiem-sat', code: 'VKS', title: 'Viện kiểm sát' },
    to: { id: 'cong-an', code: 'CA', title: 'Công an' },
  }
  const [written] = makeWorld(world).matters.flatMap(({ facets }) => {
    const made = facets['cong-an'] && adapter.toNative(facets['cong-an'].translation, context)
    return made?.ok ? [made.value] : []
  })
  const first = await openTransfers(root, databaseUrl)
  await first.receipted({ id, document: written! })
  await first.close()

  const run = async (ahead_ms: number, point = '') => {
    const args = [child, root, databaseUrl, JSON.stringify(system), String(ahead_ms), point]
    const process_ = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const [[, signal], said] = await Promise.all([once(process_, 'exit'), text(process_.stdout)])
    return signal === 'SIGKILL' ? 'killed' : JSON.parse(said)
  }
  t.equal(await run(0, 'sent'), 'killed')
  t.match(await run(limits.handing.lease_ms), {
    told: { id, outcome: 'taken', attempts: 2 },
    keys: ['TN2026000001'],
  })
  t.equal(
    requests().filter(({ path }) => path === '/dichvu/HoSoService').length,
    3,
    'sent twice, and asked what it has',
  )

  const after = await openTransfers(root, databaseUrl)
  t.teardown(after.close)
  t.match((await stagesOf(after.db, id)).at(-1), { stage: 'delivered', system: 'cong-an:dieu-tra' })
  t.match(await pushOf(after.db, after.keeping.kept.vault, id), { nativeKey: 'TN2026000001' })
  const phases = after.entries().map(({ phase }) => phase)
  t.same(phases, ['transfer-stored', 'released', 'released', 'transfer-delivered'])
})
