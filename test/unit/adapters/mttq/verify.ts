/**
 * A verifier of the portal's signatures that shares nothing with its signer: fields parsed by a package, the base put
 * together anew.
 */
import { createHash, type KeyObject, verify } from 'node:crypto'
import { isInnerList, parseDictionary } from 'structured-headers'

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Uint8Array
}

export interface Verified {
  /** The digest is that of the body. */
  readonly digest: boolean
  readonly signature: boolean
  readonly covered: readonly unknown[]
  readonly parameters: Readonly<Record<string, unknown>>
  readonly signatureBytes: number
}

/** Verifies `sig1` (RFC 9421) and the content digest (RFC 9530) of a message. Throws on fields that do not parse. */
export function verified({ method, url, headers, body }: Received, key: KeyObject): Verified {
  const field = (name: string): string => String(headers[name])
  const input = parseDictionary(field('signature-input')).get('sig1')!
  if (!isInnerList(input)) throw new Error('no inner list')
  const [items, parameters] = input
  const covered = items.map(([name]) => name)
  const values: Readonly<Record<string, string>> = { '@method': method, '@target-uri': url }
  const given = Object.fromEntries(parameters)
  const written = ['created', 'nonce', 'keyid', 'alg', 'tag']
    .map((name) => `;${name}=${typeof given[name] === 'number' ? given[name] : `"${given[name]}"`}`)
    .join('')
  const lines = covered.map((name) => `"${name}": ${values[String(name)] ?? field(String(name))}`)
  const params = `(${covered.map((name) => `"${name}"`).join(' ')})${written}`
  const base = Buffer.from(`${lines.join('\n')}\n"@signature-params": ${params}`)
  const [bytes] = parseDictionary(field('signature')).get('sig1')!
  const signature = Buffer.from(bytes as ArrayBuffer)
  const [digest] = parseDictionary(field('content-digest')).get('sha-256')!
  return {
    digest: createHash('sha256')
      .update(body)
      .digest()
      .equals(Buffer.from(digest as ArrayBuffer)),
    signature:
      key.asymmetricKeyType === 'ed25519'
        ? verify(null, base, key, signature)
        : verify('sha256', base, { key, dsaEncoding: 'ieee-p1363' }, signature),
    covered,
    parameters: given,
    signatureBytes: signature.length,
  }
}
