/** Compact JWS (RFC 7515 §7.1) as this house signs and takes them: one type, one key, one spelling, nothing that a reader could choose. */
import { createPublicKey, type JsonWebKey, sign } from 'node:crypto'
import canonicalize from 'canonicalize'
import { compactVerify, type JWK } from 'jose'
import { checkedJson } from './checked-json.ts'
import type { MessageKey } from './message-key.ts'
import { hasOneSpelling } from './one-spelling.ts'
import { parseStrictJson } from './strict-json.ts'

export interface JwsHeader {
  readonly alg: string
  readonly kid: string
}

/**
 * The protected header in `encoded` (base64url) when it has `alg`, `kid` and the `typ` of ours and nothing else: so nothing is critical,
 * embedded or fetched. Undefined otherwise. Nothing has been verified.
 */
export function jwsHeaderIn(encoded: string, type: string): JwsHeader | undefined {
  const parsed = parseStrictJson(Buffer.from(encoded, 'base64url'))
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return undefined
  const { alg, kid, typ, ...others } = parsed.value as Readonly<Record<string, unknown>>
  const ours = typeof alg === 'string' && typeof kid === 'string' && typ === type && Object.keys(others).length === 0
  return ours ? { alg, kid } : undefined
}

/** What a type of JWS is. */
export interface JwsKind {
  /** `typ` of the protected header (RFC 7515 §4.1.9): what is signed counts as nothing else. */
  readonly type: string
  readonly schema: Parameters<typeof checkedJson>[1]
  readonly bytes_max: number
}

/** Why a JWS does not count. `header`: not the three members of ours, or another type. `algorithm`: not one of the key that it names. */
export type JwsFault = 'malformed' | 'header' | 'unknown-key' | 'algorithm' | 'signature' | 'claims'

export type OpenedJws<Claims, Key> =
  | { readonly ok: true; readonly claims: Claims; readonly key: Key }
  | { readonly ok: false; readonly code: JwsFault }

const refuse = (code: JwsFault) => ({ ok: false, code }) as const

/** By the kind of key (RFC 7518 §3.4, RFC 8037 §3.1, RFC 9864 §2.2); other keys sign no JWS here. */
const algorithmsOf: Readonly<Record<string, readonly string[]>> = {
  'EC:P-256': ['ES256'],
  'OKP:Ed25519': ['EdDSA', 'Ed25519'],
}

/** The claims in `bytes` if they conform to the schema of `kind`. */
const claimsIn = (bytes: Uint8Array, { schema }: JwsKind): unknown => checkedJson(bytes, schema, '', () => {})

/** `claims` in canonical JSON (RFC 8785), signed with `key` as EdDSA. Throws Error when they break the schema of `kind`, or are too long. */
export async function signCompact(key: MessageKey, claims: object, kind: JwsKind): Promise<string> {
  const bytes = Buffer.from(canonicalize(claims)!)
  if (claimsIn(bytes, kind) === undefined) throw new Error(`${kind.type}: claims break ${kind.schema}`)
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid: key.kid, typ: kind.type }))
  const signed = `${header.toString('base64url')}.${bytes.toString('base64url')}`
  // At once (RFC 8037 §3.1): a signature takes less time than handing it to another thread.
  const jws = `${signed}.${sign(null, Buffer.from(signed, 'ascii'), key.privateKey).toString('base64url')}`
  if (jws.length > kind.bytes_max) throw new Error(`${kind.type}: longer than ${kind.bytes_max} bytes`)
  return jws
}

/**
 * The claims of `jws` when it is of `kind`, names one of `keys` (public JWKs without weakness), is signed by it with an algorithm of that
 * key, and conforms to the schema. Never throws. NOT verified: whether the key counted at any time, and what the claims say.
 */
export async function openCompact<Claims, Key extends JWK>(
  jws: string,
  keys: readonly Key[],
  kind: JwsKind,
): Promise<OpenedJws<Claims, Key>> {
  if (jws.length > kind.bytes_max) return refuse('malformed')
  const [encoded, payload, ...signatures] = jws.split('.')
  if (encoded === undefined || payload === undefined || signatures.length !== 1 || !hasOneSpelling(jws))
    return refuse('malformed')
  const header = jwsHeaderIn(encoded, kind.type)
  if (!header) return refuse('header')
  const key = keys.find(({ kid }) => kid === header.kid)
  if (!key) return refuse('unknown-key')
  if (!algorithmsOf[`${key.kty}:${key.crv ?? ''}`]?.includes(header.alg)) return refuse('algorithm')
  if (!(await isSignedBy(key, jws, header))) return refuse('signature')
  const claims = claimsIn(Buffer.from(payload, 'base64url'), kind) as Claims | undefined
  return claims === undefined ? refuse('claims') : { ok: true, claims, key }
}

const isSignedBy = (key: JWK, jws: string, { alg }: JwsHeader): Promise<boolean> =>
  compactVerify(jws, createPublicKey({ key: key as JsonWebKey, format: 'jwk' }), { algorithms: [alg] }).then(
    () => true,
    () => false,
  )
