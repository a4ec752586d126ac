/** Certificates that are each wrong in one way, to show that the gateway refuses every one with its own code. */
import {
  type Authority,
  certificatePem,
  day_ms,
  issue,
  keyPem,
  type LeafRequest,
  makeAuthority,
  makeKeys,
  validFrom,
} from './authority.ts'
import { type DevelopmentCertificates, writePrivate } from './files.ts'
import { type BrokenName, brokenNames } from './systems.ts'

interface Flaw {
  readonly change: Partial<LeafRequest>
  readonly otherAuthority?: true
}

/** Dates so far off that they stay wrong for as long as a set lives. */
function flawsOf(uri: string, now: Date): Readonly<Record<BrokenName, Flaw>> {
  const at = (days: number): Date => new Date(now.getTime() + days * day_ms)
  return {
    expired: { change: { notBefore: at(-10), notAfter: at(-1) } },
    'not-yet-valid': { change: { notBefore: at(3650), notAfter: at(3660) } },
    'other-ca': { change: {}, otherAuthority: true },
    'wrong-eku': { change: { usage: 'server' } },
    revoked: { change: {} },
    unregistered: { change: { uris: ['urn:lienthong:khong-dang-ky:he-thong'] } },
    'two-sans': { change: { uris: [uri, 'urn:lienthong:khong-dang-ky:he-thong'] } },
  }
}

/** Writes all of them, otherwise like a good certificate for `uri`. Gives the serial number of the one to revoke. */
export async function writeBroken(
  files: DevelopmentCertificates,
  by: Authority,
  uri: string,
  lifetime_ms: number,
  now: Date,
): Promise<string> {
  const flaws = flawsOf(uri, now)
  const stranger = await makeAuthority('CA lạ (thử nghiệm)', now)
  let revoked = ''
  for (const name of brokenNames) {
    const { change, otherAuthority } = flaws[name]
    const keys = await makeKeys('ec')
    const good: LeafRequest = {
      commonName: `broken: ${name}`,
      uris: [uri],
      usage: 'client',
      publicKey: keys.publicKey,
      ...validFrom(now, lifetime_ms),
    }
    const certificate = await issue(otherAuthority ? stranger : by, { ...good, ...change })
    await writePrivate(files.broken[name].cert, certificatePem(certificate))
    await writePrivate(files.broken[name].key, keyPem(keys.privateKey))
    if (name === 'revoked') revoked = certificate.serialNumber
  }
  return revoked
}
