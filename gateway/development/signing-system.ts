/** For trying a gateway from outside: an agency's system hands a matter over, signs for what it received, or asks for something by a signed request. */
import { signAcknowledgement } from '../identity/acknowledgement-signature.ts'
import { attachmentProfile, transferProfile } from '../identity/message-signature.ts'
import { signRequest } from '../identity/request-signature.ts'
import type { RefusalCode } from '../identity/transfer-acknowledgement.ts'
import { now_ms, timestamp } from '../telemetry/clock.ts'
import type { Client, Reply } from './client.ts'

/** A system with its certificate, and with the key with which its agency signs. */
export interface SigningSystem {
  /** Of the gateway, as it calls itself. */
  readonly url: string
  /** EC P-256 or Ed25519 private key, PKCS #8 PEM. */
  readonly keyPem: string
  readonly call: Client['call']
}

export interface HandingOver {
  /** Id of the receiving agency. */
  readonly to: string
  readonly mediaType: string
  /** One matter, as the sender's system has it. */
  readonly body: Uint8Array
  /** 8 to 64 visible ASCII characters other than `"` and `\\`; without it it is a dry run. */
  readonly key?: string
  /** What was uploaded, and the number of its paper in the document; `opaque-` and a number for an opaque part. `shows`: places of the record that it shows. */
  readonly attachments?: readonly {
    readonly id: string
    readonly number: string
    readonly shows?: readonly string[]
  }[]
}

const now_s = (): number => Math.floor(now_ms() / 1000)

/** Hands a document over (`POST /v1/transfers`). Gives what the gateway answers, whatever that is. Throws as signRequest and Client. */
export async function handOver(
  { url, keyPem, call }: SigningSystem,
  { to, mediaType, body, key, attachments = [] }: HandingOver,
): Promise<Reply> {
  const beside = attachments
    .map(({ id, number, shows }) => `&attachment=${id}@${number}${shows ? `&shows=${shows.join(',')}` : ''}`)
    .join('')
  const path = `/v1/transfers?to=${encodeURIComponent(to)}${beside}${key === undefined ? '&dry-run' : ''}`
  const headers = await signRequest({
    ...{ keyPem, targetUri: `${url}${path}`, contentType: mediaType, body, created_s: now_s() },
    ...{ profile: transferProfile, ...(key !== undefined && { idempotencyKey: `"${key}"` }) },
  })
  return call(path, { method: 'POST', headers, body })
}

/** Sends `said`, signed by the agency, to `path`. Gives what the gateway answers, whatever that is. Throws as handOver. */
export async function postJson({ url, keyPem, call }: SigningSystem, path: string, said: object): Promise<Reply> {
  const body = JSON.stringify(said)
  const asked = { keyPem, targetUri: `${url}${path}`, contentType: 'application/json', body, created_s: now_s() }
  return call(path, { method: 'POST', headers: await signRequest(asked), body })
}

/** Uploads a paper that is to come beside a document (`POST /v1/attachments`). Gives what the gateway answers. Throws as signRequest and Client. */
export async function upload(
  { url, keyPem, call }: SigningSystem,
  { mediaType, body }: Pick<HandingOver, 'mediaType' | 'body'>,
): Promise<Reply> {
  const path = '/v1/attachments'
  const asked = { keyPem, targetUri: `${url}${path}`, contentType: mediaType, body, created_s: now_s() }
  const headers = await signRequest({ ...asked, profile: attachmentProfile })
  return call(path, { method: 'POST', headers, body })
}

export interface Word {
  /** Why it is refused; without it it is taken. */
  readonly reason?: { readonly code: RefusalCode; readonly text?: string }
  /** The receiver's own number. */
  readonly nativeKey?: string
  /** By which the acknowledgement is signed; otherwise the agency's own key. For trying what is forged. */
  readonly signedBy?: string
}

/** Fetches the gateway's receipt of transfer `id` and signs that. Gives what the gateway answers; a receipt that it does not give is its answer. The receipt is NOT verified. */
export async function acknowledge({ url, keyPem, call }: SigningSystem, id: string, word: Word): Promise<Reply> {
  const receipt = await call(`/v1/inbox/${id}/receipt`)
  if (receipt.status !== 200) return receipt
  const { signedBy = keyPem, ...said } = word
  const body = await signAcknowledgement({ ...said, keyPem: signedBy, receipt: receipt.text, at: timestamp() })
  const path = `/v1/inbox/${id}/acknowledgement`
  const asked = { keyPem, targetUri: `${url}${path}`, contentType: 'application/jose', body, created_s: now_s() }
  return call(path, { method: 'POST', headers: await signRequest(asked), body })
}
