/** Who may answer as a source, by the registry. */
import { hash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Registry } from '../../../gateway/identity/registry.ts'
import type { Snapshot } from '../../../gateway/identity/trust.ts'
import { sourceTrust } from '../../../gateway/trust-effects.ts'
import { authoritiesOf, identitySetup } from '../../support/identity.ts'

const setup = await identitySetup(t)
const authorities = await authoritiesOf(setup)
const [uri, found] = [...setup.registry.participants.values()].flatMap((participant) =>
  participant.systems
    .filter(({ source }) => source?.asked !== false && source)
    .map((system) => [system.uri, { participant, system }] as const),
)[0]!
const certificate = new X509Certificate(readFileSync(setup.certificates.systems[found.system.id]!.server!.cert))
const pin = hash('sha256', certificate.publicKey.export({ type: 'spki', format: 'der' }), 'base64')

/** Whether the source is refused when its system is registered so. */
function refused(change: object): boolean | undefined {
  const system = { ...found.system, ...change }
  const registry: Registry = { ...setup.registry, systemByUri: () => ({ ...found, system }) }
  return sourceTrust({ registry, authorities, client: {} } as unknown as Snapshot).refuses?.(certificate, uri)
}

t.test('a source with a pinned key has that key', async (t) => {
  t.equal(refused({}), false)
  t.equal(refused({ keyPins: [pin] }), false)
  t.equal(refused({ keyPins: ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='] }), true)
  t.equal(refused({ source: undefined }), true, 'and is one')
})
