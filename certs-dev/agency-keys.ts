/** Keys of development agencies: with which they sign their officers' assertions, and with which their audit officers open the log. */
import { generateKeyPairSync, KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { keyPem, makeKeys } from './authority.ts'
import { type DevelopmentCertificates, jwksFile, writePrivate } from './files.ts'
import { auditAgency } from './systems.ts'

type Published = JWK & { readonly development: true }

const published = async (key: KeyObject, of: Pick<JWK, 'alg' | 'use'>): Promise<Published> => {
  const jwk = key.export({ format: 'jwk' }) as JWK
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), ...of, development: true }
}

/** One of each kind that there may be. */
const auditKeyPair = (number: number) =>
  number % 2 === 0 ? generateKeyPairSync('x25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' })

async function writeAuditKeys(files: DevelopmentCertificates): Promise<Published[]> {
  const jwks: Published[] = []
  for (const [number, file] of Object.values(files.auditKeys).entries()) {
    const { privateKey, publicKey } = auditKeyPair(number)
    await writePrivate(file, String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
    jwks.push(await published(publicKey, { alg: 'ECDH-ES+A256KW', use: 'enc' }))
  }
  return jwks
}

/** Writes one signing key per system and one decryption key per audit officer, and per agency the public JWKS (RFC 7517) of them all. */
export async function writeAgencyKeys(files: DevelopmentCertificates): Promise<void> {
  const jwksByAgency = new Map<string, Published[]>()
  for (const system of Object.values(files.systems)) {
    const keys = await makeKeys('ec')
    await writePrivate(system.assertionKey, keyPem(keys.privateKey))
    const jwk = await published(KeyObject.from(keys.publicKey), { alg: 'ES256', use: 'sig' })
    jwksByAgency.set(system.agency, [...(jwksByAgency.get(system.agency) ?? []), jwk])
  }
  jwksByAgency.set(auditAgency, [...(jwksByAgency.get(auditAgency) ?? []), ...(await writeAuditKeys(files))])
  for (const [agency, keys] of jwksByAgency) {
    await writePrivate(jwksFile(files, agency), `${JSON.stringify({ keys }, null, 2)}\n`)
  }
}
