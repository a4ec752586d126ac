/** The keys that a gateway signs with, or once did: what a former one signed goes on to verify. */
import { calculateJwkThumbprint } from 'jose'
import { checkedJson } from './checked-json.ts'
import { weaknessOf } from './public-key.ts'
import type { Report } from './violation.ts'

/** Public (schemas/key-history.json): Ed25519 (RFC 8037), `kid` its RFC 7638 thumbprint. */
export interface FormerKey {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly kid: string
  readonly alg: 'EdDSA'
  readonly use: 'sig'
  /** Seconds since 1970: it signed from then on, and before `exp`; without that it signs now. */
  readonly nbf: number
  readonly exp?: number
  /** Its private half got out: what it signed proves nothing by itself. */
  readonly distrusted?: true
}

export interface KeyHistory {
  /** Address of the gateway now; it may have had another before. */
  readonly iss: string
  readonly keys: readonly FormerKey[]
}

/** Whether `key` signed at `at_s` (since 1970). */
export const signedAt = ({ nbf, exp }: FormerKey, at_s: number): boolean =>
  at_s >= nbf && (exp === undefined || at_s < exp)

const otherName = { vi: 'phải là dấu vân tay RFC 7638 của khóa', en: 'must be the RFC 7638 thumbprint of the key' }
const twice = { vi: 'trùng với khóa khác', en: 'is there twice' }

/**
 * The history in `bytes`, as a gateway publishes it; undefined, with reports under `file`, when it breaks the schema or a key is weak, misnamed
 * or there twice. NOT verified: that it is the gateway's own, which only the way it was got by can say.
 */
export async function keyHistoryIn(bytes: Uint8Array, file: string, report: Report): Promise<KeyHistory | undefined> {
  const history = checkedJson(bytes, 'key-history.json', file, report) as KeyHistory | undefined
  if (!history) return undefined
  const kids = new Set<string>()
  let sound = true
  const wrong = (...reported: Parameters<Report>): void => {
    report(...reported)
    sound = false
  }
  for (const [index, { nbf: _nbf, exp: _exp, distrusted: _distrusted, ...jwk }] of history.keys.entries()) {
    const weakness = weaknessOf(jwk)
    if (weakness) wrong(file, `/keys/${index}`, weakness)
    else if ((await calculateJwkThumbprint(jwk)) !== jwk.kid) wrong(file, `/keys/${index}/kid`, otherName)
    if (kids.has(jwk.kid)) wrong(file, `/keys/${index}/kid`, twice)
    kids.add(jwk.kid)
  }
  return sound ? history : undefined
}
