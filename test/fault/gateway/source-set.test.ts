/** Sources are opened and closed while others are asked. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { installedAdapter } from '../../../gateway/sources/adapters.ts'
import { createSources, type SourceState, type SourceSystem } from '../../../gateway/sources/sources.ts'
import { dataFolder } from '../../support/data-folder.ts'
import type { SourceOptions } from '../../support/source-server.ts'
import { startSource } from '../../support/source-server.ts'
import { translation } from '../../support/translations.ts'
import { until } from '../../support/until.ts'

const adapters = join(import.meta.dirname, '../../support/adapters')

/** A source of the police whose facets say which of them it is; `before` holds each answer back. */
async function police(t: Test, name: string, before: () => Promise<void> = async () => {}) {
  const asked: string[] = []
  const handle: SourceOptions['handle'] = (request, response) => {
    asked.push(String(request.url))
    const value = {
      ...translation,
      facet: { ...translation.facet, reporters: [{ ...translation.facet.reporters![0]!, fullName: name }] },
    }
    before().then(() => response.end(JSON.stringify({ do: 'value', value })))
  }
  const { system } = await startSource(t, { handle })
  return { system, asked }
}

/** A feed of the Front: another adapter. */
async function front(t: Test): Promise<SourceSystem> {
  const page = JSON.stringify({ records: [{ key: '1' }], changesFrom: 'c' })
  const { system } = await startSource(t, {
    handle: (_, response) => void response.setHeader('content-type', 'application/json').end(page),
  })
  return { ...system, agency: 'mttq', agencyCode: 'MTTQ', adapter: 'nop-json' }
}

async function opened(t: Test, systems: readonly SourceSystem[], adaptersDir = adapters) {
  const told: [string, SourceState][] = []
  const causes: unknown[] = []
  const sources = await createSources({
    ...{ systems, adaptersDir, workers: 1 },
    seal: (content) => ({ content }),
    limits: { translate_wait_timeout_ms: 30_000 },
    onState: (agency, state, cause) => {
      told.push([agency, state])
      if (cause !== undefined) causes.push(cause)
    },
  })
  t.teardown(() => sources.close())
  const ask = async (agency = 'thu-nghiem') => {
    const answer = await sources.facet({ agency, nativeKey: 'A', eventId: 'ev-test' })
    if (answer.state !== 'ok') return answer.reason
    const { facet } = answer.sealed.content as typeof translation
    return facet.reporters?.[0]?.fullName
  }
  return { sources, ask, told, causes }
}

t.test('what is closed while it answers gives nothing, and is not asked again', async (t) => {
  const arrived = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const { system, asked } = await police(t, 'one', () => {
    arrived.resolve()
    return held.promise
  })
  const { sources, ask, told } = await opened(t, [system])
  const under = ask()
  await arrived.promise
  const followed = sources.follow([])
  t.equal(sources.registered('thu-nghiem'), false, 'at once')
  t.same(sources.agencies, [])
  t.equal(sources.adapterOf('thu-nghiem'), undefined)
  t.equal(await ask(), 'source-unknown')
  held.resolve()
  t.equal(await under, 'source-unknown')
  await followed
  t.equal(asked.length, 1)
  t.same(told, [['thu-nghiem', 'unregistered']])
  await sources.follow([])
  t.equal(told.length, 1, 'told once')

  await sources.follow([system])
  t.equal(await ask(), 'one')
  t.same(told.slice(1), [['thu-nghiem', 'ok']])
})

t.test('a document that was looked through while its agency was taken out is not taken', async (t) => {
  const mttq = { ...(await front(t)), url: undefined }
  const { sources } = await opened(t, [mttq])
  const document = Buffer.from(JSON.stringify({ records: [{ key: '1' }] }))
  const ask = { agency: 'mttq', document, mediaType: 'application/json', eventId: 'ev-test' }
  t.match(await sources.deposits(ask), { state: 'ok' })
  const under = sources.deposits(ask)
  await sources.follow([])
  t.match(await under, { state: 'failed', reason: 'source-unknown' })
})

t.test('another adapter is loaded; who is being asked meanwhile is answered', async (t) => {
  const arrived = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const { system } = await police(t, 'one', () => {
    arrived.resolve()
    return held.promise
  })
  const { sources, ask, told } = await opened(t, [system])
  const under = ask()
  await arrived.promise
  await sources.follow([system, await front(t)])
  t.same(told, [['mttq', 'ok']])
  t.same(sources.agencies, ['thu-nghiem', 'mttq'])
  t.match(await sources.page({ agency: 'mttq', kind: 'list' }), { state: 'ok', adapter: /^nop-json@/ })
  held.resolve()
  t.equal(await under, 'one', 'by the workers that it began with')
  t.equal(await ask(), 'one')
})

t.test('at another address it is another source', async (t) => {
  const one = await police(t, 'one')
  const two = await police(t, 'two')
  const { sources, ask, told } = await opened(t, [one.system])
  t.equal(await ask(), 'one')
  await sources.follow([two.system])
  t.equal(await ask(), 'two')
  t.equal(one.asked.length, 1)
  t.same(told, [['thu-nghiem', 'ok']])
  const { url: _, ...nowhere } = two.system
  await sources.follow([nowhere])
  t.equal(await ask(), 'source-unknown')
  t.equal(sources.registered('thu-nghiem'), true)
  t.same(told.slice(1), [['thu-nghiem', 'unregistered']], 'it can no longer be asked')
})

t.test('an adapter that can not be used keeps its own source shut, until it is mended', async (t) => {
  const adaptersDir = join(dataFolder(t), 'adapters')
  for (const name of ['thu-nghiem', 'khac'])
    cpSync(join(adapters, 'thu-nghiem'), join(adaptersDir, name), { recursive: true })
  const manifest = join(adaptersDir, 'khac/manifest.json')
  const good = readFileSync(manifest, 'utf8').replace('"CA"', '"MTTQ"')
  const { system } = await police(t, 'one')
  const other = await police(t, 'two')
  const mttq = { ...other.system, agency: 'mttq', agencyCode: 'MTTQ', adapter: 'khac' }
  const { sources, ask, told, causes } = await opened(t, [system], adaptersDir)
  for (const bad of ['{', good.replace('"https-query"', '"https-push"'), good.replace('"MTTQ"', '"TA"')]) {
    writeFileSync(manifest, bad)
    await sources.follow([system, mttq])
    t.equal(await ask('mttq'), 'source-unknown')
    t.equal(await ask(), 'one')
  }
  t.same(told, [['mttq', 'unusable']])
  t.equal(causes.length, 1)
  writeFileSync(manifest, good)
  await sources.follow([system, mttq])
  t.equal(await ask('mttq'), 'two')
  t.equal(await ask(), 'one')
  t.same(told.slice(1), [['mttq', 'ok']])
})

t.test(
  'only what two persons signed runs: another adapter is not opened, and closed when it is signed no more',
  async (t) => {
    const { digest } = await installedAdapter(adapters, 'thu-nghiem')
    const other = 'A'.repeat(43)
    const arrived = Promise.withResolvers<void>()
    const held = Promise.withResolvers<void>()
    const { system } = await police(t, 'one', () => {
      arrived.resolve()
      return held.promise
    })
    const signed = (...adapterDigests: readonly string[]) => ({ ...system, adapterDigests })
    await t.rejects(opened(t, [signed(other)]), /adapters\/thu-nghiem .* is not what two persons signed/)
    await t.rejects(opened(t, [signed()]), /is not what two persons signed/)

    const { sources, ask, told, causes } = await opened(t, [signed(digest)])
    const under = ask()
    await arrived.promise
    await sources.follow([signed(other, digest)])
    held.resolve()
    t.equal(await under, 'one', 'the next version is signed beside it: nothing is closed')
    await sources.follow([signed(other, digest), await front(t)])
    t.equal(await ask(), 'one', 'nor when workers are replaced')
    await sources.follow([signed(other)])
    t.equal(await ask(), 'source-unknown')
    t.same(
      told.filter(([agency]) => agency === 'thu-nghiem'),
      [['thu-nghiem', 'unusable']],
    )
    t.match(causes, [/is not what two persons signed/])
    await sources.follow([signed(digest)])
    t.equal(await ask(), 'one')
  },
)

t.test('a worker that is replaced loads no other adapter than the one that was opened', async (t) => {
  const adaptersDir = join(dataFolder(t), 'adapters')
  for (const name of ['thu-nghiem', 'khac'])
    cpSync(join(adapters, 'thu-nghiem'), join(adaptersDir, name), { recursive: true })
  const manifest = join(adaptersDir, 'khac/manifest.json')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"CA"', '"MTTQ"'))
  const { system } = await police(t, 'one')
  const looping = await startSource(t, { handle: (_, response) => void response.end(JSON.stringify({ do: 'exit' })) })
  const mttq = { ...looping.system, agency: 'mttq', agencyCode: 'MTTQ', adapter: 'khac' }
  const { sources, ask, told, causes } = await opened(t, [system, mttq], adaptersDir)
  t.equal(await ask('mttq'), 'adapter-crashed')
  t.equal(await ask(), 'one', 'a worker that is like the first')

  writeFileSync(join(adaptersDir, 'khac/adapter.ts'), '\n', { flag: 'a' })
  t.equal(await ask('mttq'), 'adapter-crashed')
  await until(() => told.length > 0)
  t.same(told, [['mttq', 'unusable']])
  t.match(causes, [/adapters\/khac: changed since it was opened/])
  t.equal(await ask('mttq'), 'source-unknown')
  // Not so often that it is left alone for a while.
  await until(async () => (await ask()) === 'one', 250)

  await sources.follow([system, mttq])
  t.equal(await ask('mttq'), 'adapter-crashed', 'as it is now, since somebody said so')
})

t.test('a worker that ends among those that were replaced closes nothing that was opened since', async (t) => {
  const adaptersDir = join(dataFolder(t), 'adapters')
  for (const name of ['thu-nghiem', 'khac'])
    cpSync(join(adapters, 'thu-nghiem'), join(adaptersDir, name), { recursive: true })
  const manifest = join(adaptersDir, 'khac/manifest.json')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"CA"', '"MTTQ"'))
  const both = Promise.withResolvers<void>()
  const held = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let asked = 0
  const { system } = await startSource(t, {
    handle: async (_, response) => {
      const nth = asked++
      if (nth === 1) both.resolve()
      await held[nth]?.promise
      response.end(JSON.stringify(nth === 0 ? { do: 'exit' } : { do: 'value', value: translation }))
    },
  })
  const { sources, ask, told } = await opened(t, [system], adaptersDir)
  const under = [ask(), ask()]
  await both.promise
  writeFileSync(join(adaptersDir, 'thu-nghiem/adapter.ts'), '\n', { flag: 'a' })
  const mttq = { ...(await police(t, 'two')).system, agency: 'mttq', agencyCode: 'MTTQ', adapter: 'khac' }
  await sources.follow([system, mttq])
  held[0]?.resolve()
  await Promise.race(under)
  held[1]?.resolve()
  t.same(await Promise.all(under), ['adapter-crashed', 'adapter-crashed'], 'the former workers are not started again')
  await sources.follow([system, mttq])
  t.same(told, [['mttq', 'ok']])
  t.equal(await ask(), translation.facet.reporters?.[0]?.fullName, 'by the adapter of now')
})

t.test('of two systems of one agency neither is asked', async (t) => {
  const one = await police(t, 'one')
  const two = await police(t, 'two')
  const { sources, ask, told } = await opened(t, [one.system])
  await sources.follow([one.system, two.system])
  t.equal(await ask(), 'source-unknown')
  t.same(told, [['thu-nghiem', 'unusable']])
  await sources.follow([two.system])
  t.equal(await ask(), 'two')
})

t.test('what is wanted changes while it is opened: the last word counts', async (t) => {
  const one = await police(t, 'one')
  const two = await police(t, 'two')
  const mttq = await front(t)
  const { sources, ask } = await opened(t, [])
  const follows = [[one.system], [], [two.system, mttq], [two.system]].map((systems) => sources.follow(systems))
  await Promise.all(follows)
  t.equal(await ask(), 'two')
  t.same(sources.agencies, ['thu-nghiem'])
  t.equal(one.asked.length, 0)
})
