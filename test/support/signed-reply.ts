/** A verifier of the gateway's signatures that shares nothing with its signer: fields parsed by a package, the base put together by hand. */
import { createHash, createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { isInnerList, parseDictionary, serializeInnerList } from 'structured-headers'

export interface SignedReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
}

export interface Asked {
  readonly method: string
  readonly url: string
  /** The request's own Signature field. */
  readonly signature?: string
}

export interface Verdict {
  /** The digest is that of the body, the signature of the base, and both of what was asked. */
  readonly holds: boolean
  readonly covered: readonly string[]
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What the one signature of `reply` says, by the published `jwks`; undefined when there is none. Throws on fields that do not parse. */
export function verdictOn(
  { status, headers, text }: SignedReply,
  asked: Asked,
  jwks: { readonly keys: readonly JsonWebKey[] },
): Verdict | undefined {
  if (headers.signature === undefined) return undefined
  const [[label, input] = [], ...others] = [...parseDictionary(String(headers['signature-input']))]
  const [bytes] = parseDictionary(String(headers.signature)).get(label!)!
  if (!input || !isInnerList(input) || others.length > 0) throw new Error('not one inner list')
  const [components, given] = input
  const ofRequest: Readonly<Record<string, string | undefined>> = {
    '@method': asked.method,
    '@target-uri': asked.url,
    signature: asked.signature,
  }
  const lines = components.map(([name, parameters]) => {
    const own = name === '@status' ? String(status) : headers[String(name)]
    const value = parameters.get('req') ? ofRequest[String(name)] : own
    return `"${name}"${parameters.get('req') ? ';req' : ''}: ${value}`
  })
  const base = [...lines, `"@signature-params": ${serializeInnerList(input)}`].join('\n')
  const parameters = Object.fromEntries(given)
  const jwk = jwks.keys.find(({ kid }) => kid === parameters.keyid)
  if (!jwk) throw new Error('signed by a key that is not published')
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const digest = createHash('sha256').update(text).digest('base64')
  return {
    holds:
      headers['content-digest'] === `sha-256=:${digest}:` &&
      verify(null, Buffer.from(base), key, Buffer.from(bytes as ArrayBuffer)),
    covered: lines.map((line) => line.slice(0, line.indexOf(': '))),
    parameters,
  }
}
