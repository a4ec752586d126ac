import { GatewayError } from '../../errors/problem.ts'
import { isPercentEncodedUtf8 } from '../percent.ts'
import type { Step } from '../services.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function textOf(body: unknown): string {
  if (!(body instanceof Uint8Array)) throw new GatewayError('body-malformed')
  try {
    return utf8.decode(body)
  } catch {
    throw new GatewayError('body-malformed')
  }
}

/** JSON in strict UTF-8 (RFC 8259); its shape is checked by whoever uses it. */
export const decodeJson: Step = (request) => {
  const text = textOf(request.body)
  try {
    request.decoded = JSON.parse(text)
  } catch {
    throw new GatewayError('body-malformed')
  }
}

/** Form data (WHATWG URL §5.1). Percent-encoded bytes that are no UTF-8 are refused instead of replaced. */
export const decodeForm: Step = (request) => {
  const text = textOf(request.body)
  if (!isPercentEncodedUtf8(text)) throw new GatewayError('body-malformed')
  request.decoded = new URLSearchParams(text)
}
