/** RFC 3161: a request for a timestamp over bytes, and whether a response answers it. */
import { hash } from 'node:crypto'
import { type Element, elementsOf, encode, encodeInteger, encodeOid, expect, NotDer, onlyElement, tags } from './der.ts'

const sha256 = encode(tags.sequence, encodeOid('2.16.840.1.101.3.4.2.1'), Buffer.of(0x05, 0x00))
/** RFC 5754 §2: a NULL, or no parameters. */
const sha256Bare = encode(tags.sequence, encodeOid('2.16.840.1.101.3.4.2.1'))
const signedData = encodeOid('1.2.840.113549.1.7.2')
const tstInfo = encodeOid('1.2.840.113549.1.9.16.1.4')
const version1 = encodeInteger(Uint8Array.of(1))

export interface TimestampRequest {
  /** DER of TimeStampReq. */
  readonly request: Buffer
  readonly imprint: Buffer
  /** DER. */
  readonly nonce: Buffer
}

/** The request for a timestamp over the SHA-256 of `bytes`, with the authority's certificate in its answer (§2.4.1). `nonce`: random bytes. */
export function timestampRequest(bytes: Uint8Array, nonce: Uint8Array): TimestampRequest {
  const imprint = hash('sha256', bytes, 'buffer')
  const number = encodeInteger(nonce)
  const messageImprint = encode(tags.sequence, sha256, encode(tags.octetString, imprint))
  const certReq = encode(tags.boolean, Uint8Array.of(0xff))
  return { request: encode(tags.sequence, version1, messageImprint, number, certReq), imprint, nonce: number }
}

export type TimestampAnswer =
  /** `at`: when, as the authority says (GeneralizedTime, UTC). */
  | { readonly ok: true; readonly at: string }
  | { readonly ok: false; readonly why: 'malformed' | 'not-granted' | 'other-imprint' | 'other-nonce' }

/**
 * Whether `response` (DER of TimeStampResp) grants what was asked: status, imprint, nonce (§2.4.2). The authority's signature and its
 * certificate have NOT been verified: `openssl ts -verify` does that, with the certificates that its reader trusts. Never throws.
 */
export function readTimestamp(response: Buffer, asked: TimestampRequest): TimestampAnswer {
  try {
    return read(response, asked)
  } catch (error) {
    if (error instanceof NotDer) return { ok: false, why: 'malformed' }
    throw error
  }
}

function read(response: Buffer, { imprint, nonce }: TimestampRequest): TimestampAnswer {
  const [status, token] = elementsOf(onlyElement(response, tags.sequence).content)
  const granted = expect(elementsOf(expect(status, tags.sequence).content)[0], tags.integer)
  // granted, grantedWithMods
  if (granted.content.length !== 1 || granted.content[0]! > 1) return { ok: false, why: 'not-granted' }
  const [version, , messageImprint, , at, ...rest] = elementsOf(infoOf(expect(token, tags.sequence)))
  if (!version?.whole.equals(version1)) throw new NotDer('version')
  const [algorithm, digest] = elementsOf(expect(messageImprint, tags.sequence).content)
  const known = [sha256, sha256Bare].some((one) => algorithm?.whole.equals(one))
  if (!known || !expect(digest, tags.octetString).content.equals(imprint)) return { ok: false, why: 'other-imprint' }
  // Accuracy is a sequence and ordering a boolean, so the one integer left is the nonce.
  const number = rest.find(({ tag }) => tag === tags.integer)
  if (!number?.whole.equals(nonce)) return { ok: false, why: 'other-nonce' }
  return { ok: true, at: expect(at, tags.generalizedTime).content.toString('latin1') }
}

/** The content of TSTInfo, out of a ContentInfo with SignedData (RFC 5652 §5.1). */
function infoOf(token: Element): Buffer {
  const [type, explicit] = elementsOf(token.content)
  if (!type?.whole.equals(signedData)) throw new NotDer('not signed data')
  const signed = onlyElement(expect(explicit, tags.context0).content, tags.sequence)
  const [, , encapsulated] = elementsOf(signed.content)
  const [contentType, content] = elementsOf(expect(encapsulated, tags.sequence).content)
  if (!contentType?.whole.equals(tstInfo)) throw new NotDer('not a timestamp')
  const octets = onlyElement(expect(content, tags.context0).content, tags.octetString)
  return onlyElement(octets.content, tags.sequence).content
}
