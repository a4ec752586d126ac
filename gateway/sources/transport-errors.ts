/** What a failed request says about the source, by the codes of undici, TLS and the system. */
import type { Reason } from './asked.ts'

const lost = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']
const malformed = ['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_EXCEEDED_MAX_SIZE']
const certificate =
  /^(CERT_|CRL_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_|HOSTNAME_MISMATCH|ERROR_IN_|UNHANDLED_CRITICAL|LIENTHONG_SERVER_URI)/

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** Whether the connection went before any of the answer came: then a read may be sent once more. */
export function resetBeforeAnswer(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(error))
}

/** The reason for an error of `pool.request` or of reading its body. */
export function reasonOf(error: unknown): Reason {
  const code = codeOf(error)
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'source-timeout'
  if (lost.includes(code)) return 'connection-lost'
  // undici names its parser's errors but gives not all of them a code.
  if (malformed.includes(code) || (error instanceof Error && error.name === 'HTTPParserError'))
    return 'answer-malformed'
  if (certificate.test(code)) return 'source-certificate'
  return 'source-unreachable'
}
