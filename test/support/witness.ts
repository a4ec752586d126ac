/** Witnesses for tests: real servers over mutual TLS in this process, on certificates of development. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { DevelopmentCertificates } from '../../certs-dev/index.ts'
import type { Cosigner } from '../../gateway/audit/cosignature.ts'
import { parseVerifierKey } from '../../gateway/audit/note.ts'
import { now_ms } from '../../gateway/telemetry/clock.ts'
import { openCosigner } from '../../gateway/witness/key.ts'
import { startWitness } from '../../gateway/witness/server.ts'
import { openState, type State } from '../../gateway/witness/state.ts'
import type { LineTrust } from '../../gateway/witnessing/line.ts'

export const gatewayUri = 'urn:lienthong:gateway:truy-van'

export interface TestWitness {
  readonly name: string
  readonly url: string
  readonly cosigner: Cosigner
  readonly state: State
  /** What it told its operator. */
  readonly told: readonly string[]
  stop(): Promise<void>
}

export interface TestWitnessOptions {
  /** Holds key and state; both are made if they are not there. */
  readonly directory: string
  readonly name?: string
  readonly certificates: DevelopmentCertificates
  /** Verifier keys. */
  readonly logs: readonly string[]
  readonly clients?: readonly string[]
  readonly now_ms?: () => number
  /** Of an earlier one. */
  readonly port?: number
}

const text = (path: string): string => readFileSync(path, 'utf8')

/** Key and state of a witness in `directory`. */
export function openTestState(directory: string, name = 'witness.test/w'): { cosigner: Cosigner; state: State } {
  const stateFile = join(directory, 'state.json')
  const cosigner = openCosigner({ name, keyFile: join(directory, 'witness.key'), stateFile })
  return { cosigner, state: openState(stateFile, cosigner) }
}

export async function startTestWitness(t: Test, options: TestWitnessOptions): Promise<TestWitness> {
  const { certificates, logs, name = 'witness.test/w', clients = [gatewayUri] } = options
  const { cosigner, state } = openTestState(options.directory, name)
  const told: string[] = []
  const own = certificates.systems['toa-an:xet-xu']!.server!
  const server = await startWitness({
    witness: { cosigner, state, logs: logs.map((vkey) => parseVerifierKey(vkey)!), now_ms: options.now_ms ?? now_ms },
    host: '127.0.0.1',
    port: options.port ?? 0,
    tls: { ca: text(certificates.ca), crl: text(certificates.crl), cert: text(own.cert), key: text(own.key) },
    clients: new Set(clients),
    tell: (event, facts) => void told.push(`${event} ${JSON.stringify(facts)}`),
  })
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= server.close())
  t.teardown(stop)
  return { name, url: `https://127.0.0.1:${server.port}`, cosigner, state, told, stop }
}

/** What the gateway, or whoever has `client`, shows to witnesses. */
export const lineTrustOf = (
  certificates: DevelopmentCertificates,
  client: { readonly cert: string; readonly key: string } = certificates.gateway.client,
): LineTrust => ({
  ca: text(certificates.ca),
  crl: text(certificates.crl),
  cert: text(client.cert),
  key: text(client.key),
})

/** A policy of the log and these witnesses, of which `threshold` are a quorum. */
export const policyText = (
  log: { readonly verifierKey: string },
  witnesses: readonly Pick<TestWitness, 'cosigner' | 'url'>[],
  threshold: number | 'all' | 'any',
): string =>
  [
    `log ${log.verifierKey}`,
    ...witnesses.map(({ cosigner, url }, n) => `witness w${n} ${cosigner.verifierKey} ${url}`),
    `group all-of-them ${threshold} ${witnesses.map((_, n) => `w${n}`).join(' ')}`,
    'quorum all-of-them',
    '',
  ].join('\n')
