/** All that an operator puts in place for production: certificates of an authority of OpenSSL, signed policies, agencies with keys of their own. */
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { type DevelopmentCertificates, filesUnder } from '../../certs-dev/files.ts'
import { type DevelopmentSystem, gatewaySystem, systemId, systemUri } from '../../certs-dev/systems.ts'
import { participantsAdapters } from '../../gateway/commands/participants-adapters.ts'
import { participantsSign } from '../../gateway/commands/participants-sign.ts'
import { type RunFile, runFileOf } from '../../gateway/development/run-file.ts'
import { registeredKeyIn } from '../../gateway/identity/registered-key.ts'
import { loadRegistry } from '../../gateway/identity/registry.ts'
import { freePort } from '../../gateway/store/postgres-listen.ts'
import {
  type BundleFolder,
  bundleFolder,
  keyPem,
  type SigningOfficer,
  signingAgency,
  signingOfficer,
} from './bundle.ts'
import { called } from './called.ts'
import { opensslAuthority } from './openssl-authority.ts'
import { startSandbox } from './sandbox-process.ts'

/** `cong-an:truc-ban` is there to be taken out. */
const systems: readonly DevelopmentSystem[] = [
  { agency: 'cong-an', system: 'dieu-tra', uses: ['exchange'] },
  { agency: 'cong-an', system: 'truc-ban', uses: ['exchange'] },
  { agency: 'vien-kiem-sat', system: 'kiem-sat', uses: ['exchange', 'source'] },
  { agency: 'mttq', system: 'tiep-nhan', uses: ['exchange'] },
]

const officers = [signingOfficer('an'), signingOfficer('binh')] as const
const cli = join(import.meta.dirname, '../../gateway/cli.ts')

export interface Site {
  readonly data: string
  readonly folder: BundleFolder
  readonly certificates: DevelopmentCertificates
  /** All settings but those of the stores. */
  readonly env: Readonly<Record<string, string>>
  /** The program's command, as the operator and the officers call it: `lienthong …`. */
  lienthong(...args: readonly string[]): { readonly status: number | null; readonly stdout: string }
  /** Both officers sign what lies in `dir`, by the program's command. */
  sign(dir: string, previous?: string): Promise<void>
  /** What tests of development find in run.json. */
  run(): Promise<RunFile>
  readonly officers: readonly [SigningOfficer, SigningOfficer]
}

function keyFile(path: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(path, pem, { mode: 0o600 })
  return pem
}

/** Issues everything, the gateway's to `<data>/certs`, the systems' to a folder beside. */
function certify(data: string): DevelopmentCertificates {
  const beside = filesUnder(join(data, 'agencies'), systems)
  const { ca, crl, gateway } = filesUnder(join(data, 'certs'), [])
  const authority = opensslAuthority(join(data, 'authority'))
  mkdirSync(dirname(gateway.server.cert), { recursive: true, mode: 0o700 })
  authority.issue(gateway.server, { usage: 'server', names: ['DNS:localhost', 'IP:127.0.0.1'] })
  authority.issue(gateway.client, { usage: 'client', names: [`URI:${systemUri(gatewaySystem)}`] })
  for (const of of systems) {
    const { client, server } = beside.systems[systemId(of)]!
    const name = `URI:${systemUri(of)}`
    mkdirSync(dirname(client.cert), { recursive: true, mode: 0o700 })
    authority.issue(client, { usage: 'client', names: [name] })
    if (server) authority.issue(server, { usage: 'server', names: [name, 'IP:127.0.0.1'] })
  }
  writeFileSync(ca, authority.ca)
  writeFileSync(crl, authority.crl())
  return { ...beside, ca, crl, gateway }
}

/** The shipped policies with what a province fills in: keys, places of sources, systems. Two agencies have no source yet. */
async function fillIn(
  { edit }: BundleFolder,
  { systems: files, dir, auditKeys }: DevelopmentCertificates,
  url: string,
) {
  for (const agency of ['cong-an', 'vien-kiem-sat', 'mttq']) {
    const own = Object.values(files).filter((of) => of.agency === agency)
    const pem = keyFile(own[0]!.assertionKey)
    for (const { assertionKey } of own.slice(1)) writeFileSync(assertionKey, pem, { mode: 0o600 })
    const key = await registeredKeyIn(pem)
    edit(agency, (content) => Object.assign(content, { jwks: { keys: [key] } }))
  }
  const [officer] = Object.values(auditKeys)
  mkdirSync(dirname(officer!), { recursive: true, mode: 0o700 })
  const auditKey = await registeredKeyIn(keyFile(officer!), 'enc')
  edit(signingAgency, (content) => Object.assign(content, { auditKeys: { keys: [auditKey] } }))
  edit('cong-an', ({ systems: registered }) => {
    delete registered[0]!.source
    const id = 'cong-an:truc-ban'
    registered.push({ id, uri: `urn:lienthong:${id}`, roles: ['exchange'] })
  })
  edit('toa-an', ({ systems: [system] }) => delete system!.source)
  edit('vien-kiem-sat', ({ systems: [system] }) => Object.assign(system!.source!, { url }))
  edit('thanh-tra', ({ systems: [system] }) => Object.assign(system!.source!, { directory: join(dir, 'thanh-tra') }))
}

/** Nothing is signed, no signer pinned, and no gateway started yet; the procuracy's system runs unless it is to be absent. */
export async function productionSite(t: Test, { source }: { readonly source?: 'absent' } = {}): Promise<Site> {
  const folder = bundleFolder(t, ...officers)
  const data = dirname(folder.trustDir)
  rmSync(folder.trustDir, { recursive: true })
  const certificates = certify(data)
  const started = () =>
    startSandbox(t, 'vien-kiem-sat', 'vien-kiem-sat:kiem-sat', certificates, { seed: 1, dossiers: 56 })
  const sourceUrl = source === 'absent' ? 'https://127.0.0.1:1' : (await started()).system.url!
  await fillIn(folder, certificates, sourceUrl)
  const pinned = await called(participantsAdapters, folder.dir)
  if (pinned.status !== 0) throw new Error(JSON.stringify(pinned))
  const port = await freePort()
  const url = `https://localhost:${port}`
  const env = {
    LIENTHONG_MODE: 'production',
    LIENTHONG_DATA: data,
    LIENTHONG_POLICIES: folder.dir,
    LIENTHONG_PORT: `${port}`,
    LIENTHONG_URL: url,
    LIENTHONG_ORIGIN: 'lienthong.an-giang/1/log',
    LIENTHONG_TRUST_LOOK_INTERVAL: '600000',
    LIENTHONG_WITNESS_POLICY: 'none',
    DATABASE_URL: 'postgresql://127.0.0.1:1/x',
    REDIS_URL: 'redis://127.0.0.1:1',
  }
  const lienthong = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...env },
    })
    if (status !== 0) throw new Error(`lienthong ${args.join(' ')}: ${status}\n${stdout}${stderr}`)
    return { status, stdout }
  }
  return {
    ...{ data, folder, certificates, env, lienthong, officers },
    async sign(dir, previous) {
      for (const officer of officers) {
        const key = join(data, `${officer.signer.id}.key`)
        writeFileSync(key, keyPem(officer), { mode: 0o600 })
        const as = `${signingAgency}/${officer.signer.id}`
        const follows = previous === undefined ? [] : ['--previous', previous]
        const told = await called(participantsSign, '--as', as, '--key', key, '--yes', ...follows, dir)
        if (told.status !== 0) throw new Error(JSON.stringify(told))
      }
    },
    async run() {
      const registry = await loadRegistry({
        participantsDir: join(folder.dir, 'participants'),
        purposesFile: join(folder.dir, 'purposes.json'),
        routesFile: join(folder.dir, 'routes.json'),
      })
      const vkey = readFileSync(join(data, 'audit/log.vkey'), 'utf8').trim()
      const nothing = { sources: {}, directories: {}, dossiers: [], stories: {} }
      return runFileOf({ dataDir: data, url, vkey, registry, certificates, ...nothing })
    },
  }
}
