/** A list that passes much which the asker may not have costs the gateway no decision on each of it. */
import t from 'tap'
import type { IndexEntry } from '../../../adapters/sdk/adapter.ts'
import { limits } from '../../../gateway/limits.ts'
import { entry } from '../../contract/dossiers/index-world.ts'
import { callerOf, prosecutorOf } from '../../support/policy.ts'
import { policyApp } from '../../support/policy-app.ts'

const app = await policyApp(t)
const count = 3 * limits.policy.decisions_per_dossier_min
const supervised: Partial<IndexEntry> = { confirms: [{ relation: 'supervising', agency: 'VKS' }] }
const many = (name: string, change: Partial<IndexEntry>) =>
  app.index.take(
    'cong-an',
    Array.from({ length: count }, (_, n) => entry(`${name} ${n}`, [`${name} ${n}`], change)),
  )
await many('concealed', { ...supervised, conceal: true })
await many('stranger', {})
await many('sealed', { ...supervised, sealed: true })
await many('restricted', { ...supervised, label: { level: 'HAN_CHE', tags: [] } })
await many('reporter', { ...supervised, label: { level: 'NOI_BO', tags: ['NGUOI_TO_GIAC'] } })
await many('undetermined', { ...supervised, label: { level: 'CHUA_XAC_DINH', tags: [] } })
const shown = await app.hold('cong-an', 'shown', { ...supervised, receivedAt: '2026-04-01T00:00:00Z' })
const registryVersion = app.registry.version

/** What a page has, and how many decisions it took. */
async function askedBy(caller: ReturnType<typeof callerOf>) {
  app.trace.length = 0
  const { json } = await app.ask(caller, { path: '/v1/dossiers' })
  const decisions = app.trace.filter((one) => one === 'decision' || one === 'mask').length
  return { ids: json.dossiers.map(({ id }: { id: string }) => id), decisions }
}

t.test('whoever is a stranger to it, or may not read it', async (t) => {
  const prosecutor = prosecutorOf({ jti: 'jti-vks', clearance: 'NOI_BO', registryVersion })
  const { ids, decisions } = await askedBy(prosecutor)
  t.same(ids, [shown])
  t.ok(decisions < count, `${decisions} decisions`)
})

t.test('whoever asks for a purpose that serves none of its relations', async (t) => {
  for (const serves of [['adjudicating'], []]) {
    const { ids, decisions } = await askedBy(prosecutorOf({ jti: `jti-${serves}`, serves, registryVersion }))
    t.same(ids, [])
    t.equal(decisions, limits.policy.decisions_per_dossier_min)
  }
})

t.test('who holds it all pages through it', async (t) => {
  const { ids } = await askedBy(callerOf({ jti: 'jti-ca', registryVersion }))
  t.equal(ids.length, limits.list.page_rows_default)
})
