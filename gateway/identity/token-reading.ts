/** For people who hold a token: what stands in it, and whether its signature is of a published key. Decides nothing. */
import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet } from 'jose'
import { accessTokenAlgorithm } from './access-token.ts'
import type { CurrentClaims } from './token.ts'

export interface TokenReading {
  readonly header: Readonly<Record<string, unknown>>
  /** NOT verified unless `signed`. */
  readonly claims: Partial<CurrentClaims>
  readonly signed: boolean
}

/** Reads a compact JWS with the key set that a gateway publishes (RFC 7517). Undefined when it is no JWT. Times, issuer and binding are not judged. */
export async function readToken(token: string, keySet: object): Promise<TokenReading | undefined> {
  try {
    const [header, claims] = [decodeProtectedHeader(token), decodeJwt(token)]
    const options = { algorithms: [accessTokenAlgorithm] }
    const signed = await compactVerify(token, createLocalJWKSet(keySet as JSONWebKeySet), options).then(
      () => true,
      () => false,
    )
    return { header, claims: claims as Partial<CurrentClaims>, signed }
  } catch {
    return undefined
  }
}
