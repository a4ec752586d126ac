/** Keys with which development agencies sign their officers' assertions. */
import { KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { keyPem, makeKeys } from './authority.ts'
import { type DevelopmentCertificates, jwksFile, writePrivate } from './files.ts'

/** Writes one signing key per system, and per agency the public JWKS (RFC 7517) of all its systems. */
export async function writeAssertionKeys(files: DevelopmentCertificates): Promise<void> {
  const jwksByAgency = new Map<string, JWK[]>()
  for (const system of Object.values(files.systems)) {
    const keys = await makeKeys('ec')
    await writePrivate(system.assertionKey, keyPem(keys.privateKey))
    const jwk = KeyObject.from(keys.publicKey).export({ format: 'jwk' }) as JWK
    const kid = await calculateJwkThumbprint(jwk)
    const published: JWK & { development: true } = { ...jwk, kid, alg: 'ES256', use: 'sig', development: true }
    jwksByAgency.set(system.agency, [...(jwksByAgency.get(system.agency) ?? []), published])
  }
  for (const [agency, keys] of jwksByAgency) {
    await writePrivate(jwksFile(files, agency), `${JSON.stringify({ keys }, null, 2)}\n`)
  }
}
