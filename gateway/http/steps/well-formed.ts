import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import type { Step } from '../services.ts'

/** Fields of which Node keeps the first and silently drops the rest: what another reader of the request may see differently. */
const single = new Set(['host', 'authorization', 'content-type'])

/**
 * What Node would let pass, or answer by itself before any certificate was looked at: HTTP/1.1 with one Host or HTTP/1.0 (not 0.9),
 * nothing twice that counts once (RFC 9112 §2.3, §3.2, RFC 9110 §5.3), no coding but chunked, which Node alone undoes
 * (RFC 9112 §6.1), and a bounded number of fields.
 * Throws GatewayError `request-malformed` or `headers-too-large`.
 */
export const requireWellFormed: Step = ({ raw }) => {
  const { rawHeaders, httpVersion, headers } = raw
  if (httpVersion !== '1.1' && httpVersion !== '1.0') throw new GatewayError('request-malformed')
  if (rawHeaders.length > 2 * limits.request.headers_count_max) throw new GatewayError('headers-too-large')
  const seen = new Set<string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase()
    if (seen.has(name)) throw new GatewayError('request-malformed')
    if (single.has(name)) seen.add(name)
  }
  const coding = headers['transfer-encoding']
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') throw new GatewayError('request-malformed')
  if (httpVersion === '1.1' && !seen.has('host')) throw new GatewayError('request-malformed')
}
