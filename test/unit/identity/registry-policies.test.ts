/** Production takes its policies out of the bundle, and a running gateway goes on with the old ones when a new bundle is refused. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Config } from '../../../gateway/config/config.ts'
import { loadRegistry } from '../../../gateway/identity/registry.ts'
import { openTrust, type Snapshot } from '../../../gateway/identity/trust.ts'
import { policyOf, policySource, registryIn, signedPolicy } from '../../../gateway/policies.ts'
import { bundleFolder, signingOfficer } from '../../support/bundle.ts'
import { testCertificates } from '../../support/certificates.ts'
import { dataFolder } from '../../support/data-folder.ts'

const an = signingOfficer('an')
const binh = signingOfficer('binh')

/** What registryIn looks at. */
const production = (trustDir: string) => ({ mode: 'production', dataDir: join(trustDir, '..') }) as Config

t.test('outside development nothing is loaded that nobody signed', async (t) => {
  const folder = bundleFolder(t, an, binh)
  const options = registryIn(folder.dir, production(folder.trustDir))
  await t.rejects(loadRegistry(options), /bundle\.json#: phải có tệp này.* · this file must be there/)
  await folder.sign({ serial: 1 }, an, binh)
  const registry = await loadRegistry(options)
  t.match(policySource(registry), /^bundle 1, [\w-]{43}, signed by giam-sat-an-ninh\/an and giam-sat-an-ninh\/binh$/)
  t.equal(registryIn(folder.dir, { mode: 'development' } as Config).bundle, undefined)
})

t.test('the policies are the bytes that were signed, whatever lies in the folder later', async (t) => {
  const folder = bundleFolder(t, an, binh)
  await folder.sign({ serial: 1 }, an, binh)
  const registry = await loadRegistry(registryIn(folder.dir, production(folder.trustDir)))
  const { version } = await policyOf(registry, folder.dir)
  writeFileSync(join(folder.dir, 'cedar/read-own.cedar'), 'permit (principal, action, resource);')
  t.equal((await policyOf(registry, folder.dir)).version, version)
})

t.test('policies that do not compile are refused, though two signed them', async (t) => {
  const folder = bundleFolder(t, an, binh)
  writeFileSync(join(folder.dir, 'cedar/x.cedar'), 'permit (principal, action, resource);')
  await folder.sign({ serial: 1 }, an, binh)
  const options = registryIn(folder.dir, production(folder.trustDir))
  await t.rejects(loadRegistry(options), /needs @id, @legalBasis and @vi/)
})

t.test('a running gateway: a refused bundle changes nothing, the next good one everything at once', async (t) => {
  const folder = bundleFolder(t, an, binh)
  await folder.sign({ serial: 1 }, an, binh)
  const certificates = await testCertificates(dataFolder(t))
  const refusals: string[] = []
  const changes: Snapshot[] = []
  const trust = await openTrust({
    certificates: { ca: certificates.ca, crl: certificates.crl, ...certificates.gateway },
    registry: registryIn(folder.dir, production(folder.trustDir)),
    refuseDevelopment: false,
    knownListsFile: join(dataFolder(t), 'known-lists.json'),
    look_interval_ms: 60_000,
    onChange: (next) => changes.push(next),
    onRefused: (text) => refusals.push(text),
  })
  t.teardown(() => trust.close())
  const first = trust.current()
  const before = signedPolicy(first.registry)!.version

  folder.edit('mttq', (content) => content.tags.push('DLCN_NHAY_CAM'))
  t.equal(await trust.reload(), 'refused')
  t.match(refusals, [/mttq\.json#: .* · is not the file that was signed/])
  t.equal(trust.current(), first)
  t.same(trust.problems(), ['trust-refused'])

  const cedar = join(folder.dir, 'cedar/read-own.cedar')
  writeFileSync(cedar, `${readFileSync(cedar, 'utf8')}\n// read again\n`)
  const previous = await folder.sign({ serial: 2, previous: first.registry.bundle!.digest }, an, binh)
  t.equal(await trust.reload(), 'changed')
  t.ok(trust.current().registry.participantOf('mttq')!.tags.includes('DLCN_NHAY_CAM'))
  t.not(signedPolicy(trust.current().registry)!.version, before)
  t.same(trust.problems(), [])

  // Of nothing but a policy.
  writeFileSync(cedar, `${readFileSync(cedar, 'utf8')}\n// and again\n`)
  await folder.sign({ serial: 3, previous }, an, binh)
  t.equal(await trust.reload(), 'changed')
  t.equal(changes.length, 2)
  t.not(changes[1]!.registry.version, changes[0]!.registry.version)
  t.equal(await trust.reload(), 'same')
})

t.test('a folder that was copied from another node needs signers of this one', async (t) => {
  const folder = bundleFolder(t, an, binh)
  await folder.sign({ serial: 1 }, an, binh)
  const data = dataFolder(t)
  cpSync(folder.dir, join(data, 'policies'), { recursive: true })
  const options = registryIn(join(data, 'policies'), { mode: 'production', dataDir: data } as Config)
  await t.rejects(loadRegistry(options), /trust\/signers\.json#: phải có tệp này/)
})
