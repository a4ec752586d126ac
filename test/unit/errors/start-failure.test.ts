/** What whoever starts the gateway is told, and what is not repeated to anybody. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { StartRefused } from '../../../gateway/errors/start-refused.ts'
import { startFailureText } from '../../../gateway/start-failure.ts'
import { gatewayErrorOf } from '../../../gateway/store/sql-failure.ts'

const server = (code: string) => gatewayErrorOf(Object.assign(new Error('canary'), { code, severity: 'FATAL' }))

t.test('what PostgreSQL refuses: the code, and what it means', async (t) => {
  t.match(
    startFailureText(server('28P01')),
    /^Chỉ mục .* · Index unavailable: SQLSTATE 28P01: .* · wrong user or password$/,
  )
  t.match(startFailureText(server('3D000')), /: SQLSTATE 3D000: .* · no such database$/)
  t.match(startFailureText(server('53300')), /Index unavailable: SQLSTATE 53300$/)
})

t.test('what keeps a connection from being made: the code or the fixed sentence', async (t) => {
  const client = (message: string, code?: string) => gatewayErrorOf(Object.assign(new Error(message), code && { code }))
  const altName = client("Hostname/IP does not match: canary is not in the cert's list", 'ERR_TLS_CERT_ALTNAME_INVALID')
  t.match(startFailureText(altName), /Index unavailable: ERR_TLS_CERT_ALTNAME_INVALID$/)
  const plain = client('The server does not support SSL connections')
  t.match(startFailureText(plain), /Index unavailable: The server does not support SSL connections$/)
})

t.test('words that were not made for the operator are not passed on', async (t) => {
  t.equal(startFailureText(new Error('canary')), undefined)
  t.equal(startFailureText('canary'), undefined)
  t.match(
    startFailureText(new GatewayError('internal', { cause: new Error('canary') })),
    /^Lỗi của cổng · Gateway fault$/,
  )
  t.equal(startFailureText(new Error('canary', { cause: new StartRefused('vi · en') })), 'vi · en')
})
