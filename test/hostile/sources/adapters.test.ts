import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createSources } from '../../../gateway/sources/sources.ts'
import { startSource } from '../../support/source-server.ts'
import { sourcesUnderTest } from '../../support/sources-under-test.ts'
import { coded, translation } from '../../support/translations.ts'

const secret = { level: 'MAT', tags: [] } as const

/** A source whose documents are given by key. */
async function serving(t: Test, documents: Record<string, unknown>, limits: object = {}) {
  const { system } = await startSource(t, {
    handle: (request, response) =>
      void response.end(JSON.stringify(documents[String(request.url).split('/').pop() ?? ''])),
  })
  return sourcesUnderTest(t, system, limits)
}

const value = (changed: object) => ({ do: 'value', value: { ...translation, ...changed } })
const facet = (changed: object) => value({ facet: { ...translation.facet, ...changed } })

t.test('an adapter that goes wrong costs its own document only', async (t) => {
  const limits = { translate_timeout_ms: 3_000, worker_heap_mb_max: 32, circuit_failures_max: 100 }
  const documents = {
    loop: { do: 'loop' },
    heap: { do: 'heap' },
    exit: { do: 'exit' },
    throw: { do: 'throw' },
    good: value({}),
  }
  const { ask, reports } = await serving(t, documents, { ...limits })
  t.match(await ask('loop'), { state: 'quarantined', reason: 'adapter-timeout' })
  t.equal((await ask('good')).state, 'ok', 'another worker took over')
  t.match(await ask('exit'), { state: 'quarantined', reason: 'adapter-crashed' })
  t.match(await ask('throw'), { state: 'quarantined', reason: 'adapter-threw' })
  t.equal((await ask('good')).state, 'ok')
  t.same(
    reports.map(({ outcome, findings }) => [outcome, findings]),
    [
      ['adapter-timeout', []],
      ['adapter-crashed', []],
      ['adapter-threw', []],
    ],
    'the operator is told, and what an adapter throws is repeated nowhere',
  )
})

t.test('a heap beyond its bound ends the worker, not the gateway', async (t) => {
  const limits = { translate_timeout_ms: 20_000, worker_heap_mb_max: 24 }
  const { ask } = await serving(t, { heap: { do: 'heap' }, good: value({}) }, limits)
  t.match(await ask('heap'), { state: 'quarantined', reason: 'adapter-crashed' })
  t.equal((await ask('good')).state, 'ok')
})

t.test('waiting translations are bounded', async (t) => {
  const { ask } = await serving(t, { good: value({}) }, { translations_waiting_max: 0 })
  const states = await Promise.all([ask('good'), ask('good')])
  t.match(states[1], { state: 'failed', reason: 'busy' })
})

t.test('output that breaks the schema is quarantined, by place and never by value', async (t) => {
  const wrong = {
    unknown: facet({ canary: 'bí mật' }),
    assigned: facet({ provenance: { adapter: 'x', receivedAt: '2026-01-01T00:00:00Z' } }),
    pseudonym: facet({ reporters: [{ id: 'r', kind: 'CA_NHAN', pseudonym: 'canary' }] }),
    code: facet({ report: { ...translation.facet.report, kind: coded('kinds', 'canary') } }),
    missing: value({ updatedAt: undefined }),
    level: facet({ label: { level: 'canary', tags: [] } }),
  }
  const { ask, reports } = await serving(t, wrong, { circuit_failures_max: 100 })
  for (const key of Object.keys(wrong))
    t.match(await ask(key), { state: 'quarantined', reason: 'adapter-invalid' }, key)
  t.equal(reports.length, Object.keys(wrong).length)
  t.match(reports[3]?.findings, [{ code: 'output-invalid', target: '/facet/report/kind/code' }])
  t.notMatch(JSON.stringify(reports), /canary|bí mật/)
})

t.test('requests that leave the source or touch the transport are not sent', async (t) => {
  const { ask } = await serving(t, {})
  t.match(await ask('bad-path'), { state: 'quarantined', reason: 'adapter-invalid' })
  t.match(await ask('bad-header'), { state: 'quarantined', reason: 'adapter-invalid' })
})

t.test('a state secret in clear is refused, whoever notices it', async (t) => {
  const reporter = { id: 'r1', kind: 'CA_NHAN' }
  const label = [{ path: '/reporters/0', label: secret }]
  const documents = {
    adapter: { do: 'secret' },
    record: facet({ label: secret }),
    entity: value({ labels: label }),
    nested: value({
      facet: { ...translation.facet, reporters: [{ ...reporter, address: { text: 'ấp' } }] },
      labels: label,
    }),
    field: value({ labels: [{ path: '/report/receivedAt', label: secret }] }),
    list: value({ labels: [{ path: '/reporters', label: secret }] }),
    bare: value({ facet: { ...translation.facet, reporters: [reporter] }, labels: label }),
    opaque: value({
      facet: {
        ...translation.facet,
        opaque: [{ id: 'o1', covers: 'x', level: 'MAT', digest: `${'A'.repeat(43)}=`, ciphertext: 'AAAA' }],
      },
      labels: [{ path: '/opaque/0', label: secret }],
    }),
  }
  const { ask, reports } = await serving(t, documents)
  for (const key of ['adapter', 'record', 'entity', 'nested', 'field', 'list'])
    t.match(await ask(key), { state: 'failed', reason: 'state-secret-in-clear' }, key)
  t.match(reports[2], { outcome: 'state-secret-in-clear', findings: [{ target: '/reporters/0' }] })
  t.equal((await ask('bare')).state, 'ok', 'that there is a reporter is not the secret')
  t.equal((await ask('opaque')).state, 'ok', 'ciphertext may carry its level')
})

t.test('a source can only be started with an adapter that is there', async (t) => {
  const { system } = await startSource(t, { handle: () => {} })
  const adaptersDir = join(import.meta.dirname, '../../support/adapters')
  for (const adapter of ['khong-co', '../thu-nghiem', '/etc', 'A'])
    await t.rejects(createSources({ systems: [{ ...system, adapter }], seal: () => null, adaptersDir }), {
      message: /./,
    })
})
