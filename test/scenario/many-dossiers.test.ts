import { readFileSync } from 'node:fs'
import t from 'tap'
import { parseReceipt } from '../../gateway/audit/receipt.ts'
import { limits } from '../../gateway/limits.ts'
import { agencyClient, officers } from '../support/client.ts'
import { startGateway } from '../support/gateway.ts'
import { entriesIn } from '../support/log-entries.ts'

t.test('the largest pages, many at once in one query: answered, and recorded dossier by dossier', async (t) => {
  const gateway = await startGateway(t, { env: { LIENTHONG_SANDBOX_DOSSIERS: '150' } })
  const { run } = gateway
  t.equal(run.dossiers.length, 150, 'all are in the index')
  const { system, ...wish } = officers.police
  const police = agencyClient(run, system)
  t.teardown(() => police.close())
  const bearer = await police.bearer(wish)
  const rows = limits.list.page_rows_max

  const page = await police.get(`/v1/dossiers?first=${rows}`, bearer)
  t.equal(page.status, 200)
  t.equal(page.json.dossiers.length, rows)
  const rest = await police.get(`/v1/dossiers?first=${rows}&after=${page.json.next}`, bearer)
  t.equal(rest.status, 200)
  t.equal(rest.json.next, undefined)
  const listed = [...page.json.dossiers, ...rest.json.dossiers].map(({ id }) => id)
  t.equal(new Set(listed).size, listed.length, 'none twice')
  const own = readFileSync(`${run.data}/sandbox/cong-an.requests.jsonl`, 'utf8')
  t.notMatch(own, 'LayHoSo', 'no source was asked for a dossier')

  const roots = ['a', 'b', 'c', 'd'].map(
    (name) => `${name}: dossiers(first: ${rows}) { nodes { id facets { agency kind { code } receivedAt } } }`,
  )
  const wide = await police.graphql(`{ ${roots.join(' ')} }`, bearer)
  t.equal(wide.status, 200, wide.text.slice(0, 300))
  t.equal(wide.json.data.d.nodes.length, rows)

  const probed = await police.get('/v1/dossiers?kind=TIN_BAO&identifier=1002%2F2026%2FTN-PC03', bearer)
  t.equal(probed.status, 200)

  await gateway.stop()
  const receipt = parseReceipt(String(page.headers['audit-receipt']))
  const entries = entriesIn(run.audit.dir)
  const probe = entries[parseReceipt(String(probed.headers['audit-receipt']))!.index]
  t.match(
    probe?.detail.filters,
    [{ kind: 'TIN_BAO', identifier: /^[\w+/]{43}=$/ }],
    'what was looked for is recorded, the number keyed',
  )
  const entry = entries[receipt!.index]
  const recorded = new Set(entry?.detail.records?.flatMap(({ dossiers }) => dossiers))
  t.strictSame([...recorded].sort(), page.json.dossiers.map(({ id }: { id: string }) => id).sort())
})
