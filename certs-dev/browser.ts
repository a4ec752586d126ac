/** PKCS #12 (RFC 7292) of an officer's RSA certificate, for import into a browser. */
import { randomBytes } from 'node:crypto'
import forge from 'node-forge'
import { type DevelopmentSystemFiles, writePrivate } from './files.ts'

/** Writes the bundle and a new random password beside it. The CA isn't included: node-forge can't read EC certificates. */
export async function writeBrowserBundle(
  files: DevelopmentSystemFiles,
  certificate: string,
  key: string,
): Promise<void> {
  if (!files.browser) return
  const password = randomBytes(12).toString('base64url')
  const bundle = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(key),
    forge.pki.certificateFromPem(certificate),
    password,
    {
      algorithm: 'aes256',
      friendlyName: files.uri,
    },
  )
  await writePrivate(files.browser.p12, Buffer.from(forge.asn1.toDer(bundle).getBytes(), 'binary'))
  await writePrivate(files.browser.password, `${password}\n`)
}
