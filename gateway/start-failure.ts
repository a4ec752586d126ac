/** Why the gateway did not start, in a line for whoever starts it: names, codes and places, never a secret or what a server was sent. */
import { LogRefused } from './audit/refusal.ts'
import { ConfigError } from './config/config.ts'
import { catalogue } from './errors/catalogue.ts'
import { GatewayError } from './errors/problem.ts'
import { StartRefused } from './errors/start-refused.ts'
import { RegistryInvalid } from './identity/registry.ts'
import { TrustInvalid } from './identity/trust.ts'
import { SqlFailure } from './store/sql-failure.ts'

/** Messages of these are made for the operator and repeat no secret. */
const forOperator = [ConfigError, RegistryInvalid, TrustInvalid, LogRefused, StartRefused]

/** PostgreSQL appendix A: what whoever sets DATABASE_URL gets wrong. */
const sqlstates: Readonly<Record<string, string>> = {
  '28P01': 'sai tên hoặc mật khẩu · wrong user or password',
  '28000': 'máy chủ không nhận người dùng này · the server does not let this user in',
  '3D000': 'không có cơ sở dữ liệu này · no such database',
  '42501': 'người dùng không đủ quyền · the user lacks the privilege',
}

/** Fixed sentences of pg, which has no codes for them. */
const ofDriver =
  /^(The server does not support SSL connections|There was an error establishing an SSL connection|timeout e[a-z ]+|Connection terminated[a-z ]*)$/

/** What may be told of `error`; undefined when nothing may. */
export function startFailureText(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (forOperator.some((kind) => error instanceof kind)) return error.message
  if (error instanceof SqlFailure) {
    const meaning = sqlstates[error.sqlstate]
    return meaning === undefined ? error.message : `${error.message}: ${meaning}`
  }
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return 'LIENTHONG_PORT: cổng đang được dùng · the port is in use'
  // Of the system: it names the call, and the file or address.
  if (syscall !== undefined) return error.message
  const why = startFailureText(error.cause)
  if (error instanceof GatewayError) {
    const { vi, en } = catalogue[error.code].title
    return why === undefined ? `${vi} · ${en}` : `${vi} · ${en}: ${why}`
  }
  if (why !== undefined) return why
  if (ofDriver.test(error.message)) return error.message
  // Of Node or OpenSSL, such as ERR_TLS_CERT_ALTNAME_INVALID.
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : undefined
}
