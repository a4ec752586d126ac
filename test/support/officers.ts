/** Audit officers of tests: their private keys, and the public ones as the registry has them. */
import { generateKeyPairSync } from 'node:crypto'
import type { RegisteredKey } from '../../gateway/identity/participant.ts'
import { registeredKeyIn } from '../../gateway/identity/registered-key.ts'

export interface AuditOfficer {
  readonly pem: string
  readonly jwk: RegisteredKey
}

export async function auditOfficer(kind: 'x25519' | 'ec' = 'x25519'): Promise<AuditOfficer> {
  const { privateKey } =
    kind === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return { pem, jwk: await registeredKeyIn(pem, 'enc') }
}
