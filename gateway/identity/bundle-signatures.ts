/** Signatures of a bundle, or of another document that two persons sign: General JWS JSON Serialization with detached payload (RFC 7515 §7.2.1, Appendix F), one signature per person. */
import type { KeyObject } from 'node:crypto'
import { FlattenedSign, flattenedVerify } from 'jose'
import { checkedJson } from './checked-json.ts'
import { jwsHeaderIn } from './compact-jws.ts'
import { keysAt } from './key-validity.ts'
import type { KeySet, RegisteredKey, SignerRole } from './participant.ts'
import type { Report } from './violation.ts'

/** What is signed: a signature counts for nothing else. */
export interface SignedKind {
  /** `typ` of the protected header (RFC 7515 §4.1.9). */
  readonly type: string
  /** Whose signatures count. */
  readonly role: SignerRole
}

const bundleKind: SignedKind = { type: 'lienthong-bundle+jws', role: 'bundle' }

export interface BundleSignatures {
  readonly signatures: readonly { readonly protected: string; readonly signature: string }[]
}

/** A signer and the agency that named the person. */
export interface TrustedSigner {
  readonly agency: string
  readonly id: string
  readonly name: string
  readonly roles: readonly SignerRole[]
  readonly jwks: KeySet
}

/** One signature that verifies: whose, and by which key. */
export interface Signed {
  /** `<agency>/<officer>`. */
  readonly person: string
  readonly key: RegisteredKey
}

export const personOf = ({ agency, id }: Pick<TrustedSigner, 'agency' | 'id'>): string => `${agency}/${id}`

/** The signatures in `bytes`; undefined, with reports under `file`, when they hold none. Nothing has been verified. */
export const signaturesIn = (bytes: Uint8Array, file: string, report: Report): BundleSignatures | undefined =>
  checkedJson(bytes, 'bundle-signatures.json', file, report) as BundleSignatures | undefined

/** Signs the bytes of a manifest, or of a document of `kind`, with the private half of `jwk`. Throws when the key and its `alg` don't fit. */
export async function signManifest(
  manifest: Uint8Array,
  key: KeyObject,
  { kid = '', alg = '' }: RegisteredKey,
  { type }: SignedKind = bundleKind,
) {
  const jws = await new FlattenedSign(manifest).setProtectedHeader({ alg, kid, typ: type }).sign(key)
  return { protected: jws.protected ?? '', signature: jws.signature }
}

const malformed = { vi: 'phần đầu chữ ký sai dạng', en: 'the protected header is not of the right form' }
const unknownSigner = { vi: 'không phải khóa của người ký mà nút này tin', en: 'is by no signer that this node trusts' }
const noRole = (role: SignerRole) => ({
  vi: `người ký không có vai trò ${role}`,
  en: `the signer has not the role ${role}`,
})
const outOfTime = { vi: 'khóa của người ký chưa hoặc không còn hiệu lực', en: "the signer's key is not valid now" }
const notSoSigned = { vi: 'chữ ký không khớp với văn bản được ký', en: 'does not fit what is to be signed' }

/**
 * Who signed the bytes of the manifest, or of a document of `kind`, of `trusted`. Every signature has to be good: one that is not is reported under `file`.
 * `at_ms`: when the keys have to be valid; undefined for a bundle that was accepted while they were. How many persons it takes is the caller's.
 */
export async function verifySignatures(
  manifest: Uint8Array,
  { signatures }: BundleSignatures,
  trusted: readonly TrustedSigner[],
  at_ms: number | undefined,
  file: string,
  report: Report,
  kind: SignedKind = bundleKind,
): Promise<readonly Signed[]> {
  const payload = Buffer.from(manifest).toString('base64url')
  const signed: Signed[] = []
  for (const [index, jws] of signatures.entries()) {
    const pointer = `/signatures/${index}`
    const header = jwsHeaderIn(jws.protected, kind.type)
    if (!header) {
      report(file, `${pointer}/protected`, malformed)
      continue
    }
    const { kid, alg } = header
    const signer = trusted.find(({ jwks }) => jwks.keys.some((jwk) => jwk.kid === kid && jwk.alg === alg))
    const key = signer?.jwks.keys.find((jwk) => jwk.kid === kid)
    if (!signer || !key) report(file, pointer, unknownSigner)
    else if (!signer.roles.includes(kind.role)) report(file, pointer, noRole(kind.role))
    else if (at_ms !== undefined && keysAt([key], at_ms).length === 0) report(file, pointer, outOfTime)
    else if (await verifies({ ...jws, payload }, key)) signed.push({ person: personOf(signer), key })
    else report(file, `${pointer}/signature`, notSoSigned)
  }
  return signed
}

const verifies = (jws: { protected: string; signature: string; payload: string }, key: RegisteredKey) =>
  flattenedVerify(jws, key, { algorithms: [key.alg ?? ''] }).then(
    () => true,
    () => false,
  )
