/**
 * Sealing for logs of tests, under one key that every process of a test knows; and opening what any log of a test seals, by node:crypto
 * alone, so that it is not the product's opener that says what the product wrote.
 */
import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
} from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditAgency, auditOfficers } from '../../certs-dev/systems.ts'
import type { EntryDetail } from '../../gateway/audit/detail.ts'
import { type Seal, sealUnder } from '../../gateway/audit/seal.ts'

const testEpoch = `ep-${'t'.repeat(26)}`
const testKey = (): Buffer => Buffer.alloc(32, 't')

/** For logs without a registry: their epoch is in no entry. */
export const testSeal: Seal = sealUnder(testEpoch, testKey()).seal

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url')

/** RFC 7518 §4.6.2, for 256 bits: one round. */
function derived(shared: Buffer, alg: string): Buffer {
  const length = (value: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, value.length]), value])
  const none = Buffer.alloc(4)
  const round = Buffer.from([0, 0, 0, 1])
  const bits = Buffer.from([0, 0, 1, 0])
  return createHash('sha256')
    .update(Buffer.concat([round, shared, length(Buffer.from(alg)), none, none, bits]))
    .digest()
}

function decrypted(key: Buffer, header: string, iv: string, text: string, tag: string): Buffer {
  const opening = createDecipheriv('aes-256-gcm', key, bytesOf(iv), { authTagLength: 16 })
  opening.setAAD(Buffer.from(header)).setAuthTag(bytesOf(tag))
  return Buffer.concat([opening.update(bytesOf(text)), opening.final()])
}

/** The key of an epoch out of its file, for the officer with this private key; undefined when it is for others. */
function epochKey(file: string, officer: KeyObject): Buffer | undefined {
  const { protected: header, iv, ciphertext, tag, recipients } = JSON.parse(readFileSync(file, 'utf8'))
  const shared = JSON.parse(bytesOf(header).toString())
  for (const { header: own, encrypted_key } of recipients) {
    // RFC 7516 §7.2.1: the header of a recipient is the union; a sole one's may be protected as a whole.
    const of = { ...shared, ...own }
    const publicKey = createPublicKey({ key: of.epk, format: 'jwk' })
    if (publicKey.asymmetricKeyType !== officer.asymmetricKeyType) continue
    const wrapping = derived(diffieHellman({ privateKey: officer, publicKey }), of.alg)
    try {
      const unwrapping = createDecipheriv('id-aes256-wrap', wrapping, Buffer.alloc(8, 0xa6))
      const contentKey = Buffer.concat([unwrapping.update(bytesOf(encrypted_key)), unwrapping.final()])
      return bytesOf(JSON.parse(decrypted(contentKey, header, iv, ciphertext, tag).toString()).k)
    } catch {
      // Wrapped to another.
    }
  }
  return undefined
}

/** Where the key of the first audit officer lies beside the log in `directory`: of development, or of a site of production. */
const officerKeyFile = (directory: string): string | undefined =>
  ['certs', 'agencies']
    .map((folder) => join(directory, '..', folder, `${auditAgency}.audit`, `${auditOfficers[0]}.key`))
    .find((file) => existsSync(file))

/** Opens what entries of the log in `directory` seal. Throws when it does not open. */
export function sealOpener(directory: string): (sealed: string | undefined) => EntryDetail {
  const keys = new Map([[testEpoch, testKey()]])
  const keyOf = (epoch: string): Buffer => {
    const known = keys.get(epoch)
    if (known) return known
    const officer = officerKeyFile(directory)
    if (officer === undefined) throw new Error(`no officer's key beside ${directory}`)
    const key = epochKey(join(directory, 'epochs', `${epoch}.json`), createPrivateKey(readFileSync(officer)))
    if (!key) throw new Error(`epoch ${epoch} is for others`)
    keys.set(epoch, key)
    return key
  }
  return (sealed) => {
    if (sealed === undefined) return {}
    const [header, , iv, text, tag] = sealed.split('.') as [string, string, string, string, string]
    const { kid } = JSON.parse(bytesOf(header).toString())
    return JSON.parse(decrypted(keyOf(kid), header, iv, text, tag).toString())
  }
}
