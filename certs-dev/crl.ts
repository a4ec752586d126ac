/** The development revocation list: made with the set, issued again past its half-life. */
import 'reflect-metadata'
import { readFile } from 'node:fs/promises'
import * as x509 from '@peculiar/x509'
import { type Authority, crl_lifetime_ms, crlPem, loadAuthority, makeCrl } from './authority.ts'
import { type DevelopmentCertificates, writePrivate } from './files.ts'

/** Writes a list valid for seven days from `now` that names the certificates of `serialNumbers` (hexadecimal). */
export async function writeCrl(
  path: string,
  by: Authority,
  serialNumbers: readonly string[],
  now: Date,
): Promise<void> {
  const entries = serialNumbers.map((serialNumber) => ({
    serialNumber,
    revocationDate: now,
    reason: x509.X509CrlReason.keyCompromise,
  }))
  const crl = await makeCrl(by, entries, now, new Date(now.getTime() + crl_lifetime_ms))
  await writePrivate(path, crlPem(crl))
}

/** Issues the list again, with the same entries, once half of its life is over. Gives whether it did. */
export async function renewCrl(files: DevelopmentCertificates, now: Date): Promise<boolean> {
  const current = new x509.X509Crl(x509.PemConverter.decodeFirst(await readFile(files.crl, 'utf8')))
  const end_ms = current.nextUpdate?.getTime() ?? 0
  if (now.getTime() < (current.thisUpdate.getTime() + end_ms) / 2) return false
  const by = loadAuthority(await readFile(files.ca, 'utf8'), await readFile(files.caKey, 'utf8'))
  await writeCrl(
    files.crl,
    by,
    current.entries.map((entry) => entry.serialNumber),
    now,
  )
  return true
}
