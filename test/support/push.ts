/** A system that pushes: signs its message by hand (RFC 9421, RFC 9530), rightly or as a test wants it wrong. */
import { createPrivateKey, createPublicKey, hash, type KeyObject, randomBytes, sign } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'
import type { HttpMessage } from '../../gateway/identity/signature-base.ts'

export interface Signer {
  readonly key: KeyObject
  readonly keyid: string
}

/** The signer of a PEM key under its RFC 7638 thumbprint, as development registers it. */
export async function signerOf(pem: string): Promise<Signer> {
  const key = createPrivateKey(pem)
  return { key, keyid: await calculateJwkThumbprint(createPublicKey(key).export({ format: 'jwk' }) as JWK) }
}

/** What is signed, and the two headers that say so; several lines of one field joined by `, `. */
export interface SignedMessage {
  readonly method: string
  readonly targetUri: string
  readonly contentType: string | undefined
  readonly contentDigest: string | undefined
  readonly authorization?: string | undefined
  readonly idempotencyKey?: string | undefined
  readonly signatureInput: string | undefined
  readonly signature: string | undefined
}

/** Serialised members, by name; a test takes some away, doubles or changes them. */
export type Members = readonly (readonly [name: string, value: string | number])[]

export interface Push {
  readonly signer: Signer
  readonly targetUri: string
  readonly body: string | Uint8Array
  /** Seconds since 1970. */
  readonly created: number
  readonly contentType?: string
  readonly contentDigest?: string
  readonly authorization?: string
  readonly idempotencyKey?: string
  /** Default: that of a deposit. */
  readonly tag?: string
  /** As it stands between the parentheses. */
  readonly covered?: string
  readonly label?: string
  readonly parameters?: (usual: Members) => Members
  /** Lines of the signature base in place of the right ones. */
  readonly base?: (usual: readonly string[]) => readonly string[]
  readonly signature?: (base: Buffer, key: KeyObject) => Buffer
}

export const digestOf = (body: string | Uint8Array, algorithm: 'sha-256' | 'sha-512' = 'sha-256'): string =>
  `${algorithm}=:${hash(algorithm.replace('-', ''), body, 'base64')}:`

export const rawSignature = (base: Buffer, key: KeyObject): Buffer =>
  key.asymmetricKeyType === 'ed25519' ? sign(null, base, key) : sign('sha256', base, { key, dsaEncoding: 'ieee-p1363' })

export const coveredComponents = '"@method" "@target-uri" "content-type" "content-digest"'

/** The message of `push`; right when nothing of it says otherwise. */
export function signedMessage(push: Push): SignedMessage {
  const { signer, targetUri, created, label = 'sig1', covered = coveredComponents } = push
  const values: Readonly<Record<string, string>> = {
    '@method': 'POST',
    '@target-uri': targetUri,
    'content-type': push.contentType ?? 'application/json',
    'content-digest': push.contentDigest ?? digestOf(push.body),
    ...(push.authorization !== undefined && { authorization: push.authorization }),
    ...(push.idempotencyKey !== undefined && { 'idempotency-key': push.idempotencyKey }),
  }
  const usual: Members = [
    ['created', created],
    ['nonce', `"${randomBytes(16).toString('base64url')}"`],
    ['keyid', `"${signer.keyid}"`],
    ['alg', signer.key.asymmetricKeyType === 'ed25519' ? '"ed25519"' : '"ecdsa-p256-sha256"'],
    ['tag', `"${push.tag ?? 'lienthong-deposit'}"`],
  ]
  const parameters = (push.parameters?.(usual) ?? usual).map(([name, value]) => `;${name}=${value}`).join('')
  const written = `(${covered})${parameters}`
  const names = [...covered.matchAll(/"([^"]+)"/g)].map(([, name]) => name!)
  const lines = [...names.map((name) => `"${name}": ${values[name] ?? ''}`), `"@signature-params": ${written}`]
  const base = Buffer.from((push.base?.(lines) ?? lines).join('\n'))
  const signature = (push.signature ?? rawSignature)(base, signer.key).toString('base64')
  return {
    method: 'POST',
    targetUri,
    contentType: values['content-type'],
    contentDigest: values['content-digest'],
    ...(push.authorization !== undefined && { authorization: push.authorization }),
    ...(push.idempotencyKey !== undefined && { idempotencyKey: push.idempotencyKey }),
    signatureInput: `${label}=${written}`,
    signature: `${label}=:${signature}:`,
  }
}

type SignedHeaders = Readonly<
  Record<'content-type' | 'content-digest' | 'signature-input' | 'signature', string> & Record<string, string>
>

/** The headers that carry `message`. */
export const headersOf = ({
  contentType,
  contentDigest,
  authorization,
  idempotencyKey,
  signatureInput,
  signature,
}: SignedMessage): SignedHeaders => ({
  'content-type': contentType!,
  'content-digest': contentDigest!,
  ...(authorization !== undefined && { authorization }),
  ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  'signature-input': signatureInput!,
  signature: signature!,
})

/** `message` as it arrives. */
export const receivedMessage = (message: SignedMessage): HttpMessage => {
  const sent = Object.entries(headersOf(message)).filter(([, value]) => (value as string | undefined) !== undefined)
  return {
    method: message.method,
    targetUri: message.targetUri,
    fields: Object.fromEntries(sent.map(([name, value]) => [name, [value]])),
  }
}
