import { hash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { text as textOf } from 'node:stream/consumers'
import { loadProcessConfig } from '../config/config.ts'
import { type Client, clientWith } from '../development/client.ts'
import { type RunFile, readRunFile } from '../development/run-file.ts'
import { accessTokenAlgorithm, accessTokenType } from '../identity/access-token.ts'
import { readToken } from '../identity/token-reading.ts'
import { limits } from '../limits.ts'
import { now_ms } from '../telemetry/clock.ts'
import { type Command, parsed, Usage } from './command.ts'
import { explained, type Findings, faultsOf } from './explained.ts'

const options = { cert: { type: 'string' } } as const

const form = { 'content-type': 'application/x-www-form-urlencoded' }

async function inSession<T>(run: RunFile, role: string, work: (client: Client) => Promise<T>): Promise<T | undefined> {
  const files = Object.values(run.clients).find((client) => client.role === role)
  if (!files) return undefined
  const client = clientWith(run, files)
  return work(client).finally(client.close)
}

const publishedKeys = (run: RunFile): Promise<object> =>
  inSession(run, 'exchange', async (client) => {
    const { status, json } = await client.call('/oauth2/jwks')
    if (status !== 200) throw new Usage(`${run.url}/oauth2/jwks: ${status} ${json?.code ?? ''}`)
    return json
  }).then((keys) => keys ?? { keys: [] })

/** Whether the gateway would take it, as it tells those who audit; undefined when it does not say. */
const isActive = (run: RunFile, token: string): Promise<boolean | undefined> =>
  inSession(run, 'audit', async (client) => {
    const body = new URLSearchParams({ token }).toString()
    const { status, json } = await client.call('/oauth2/introspect', { method: 'POST', headers: form, body })
    return status === 200 && typeof json?.active === 'boolean' ? json.active : undefined
  })

function thumbprintOf(path: string): string {
  let pem: string
  try {
    pem = readFileSync(path, 'utf8')
    return hash('sha256', new X509Certificate(pem).raw, 'base64url')
  } catch {
    throw new Usage(`--cert: không đọc được chứng thư · no certificate can be read: ${path}`)
  }
}

async function findingsOf(run: RunFile, token: string, cert: string | undefined): Promise<Findings | undefined> {
  const read = await readToken(token, await publishedKeys(run))
  if (!read) return undefined
  const { header, claims, signed } = read
  const { iss, aud } = claims as { iss?: unknown; aud?: unknown }
  return {
    header,
    claims,
    signed,
    ours: iss === run.url && aud === run.url,
    rightType: header.typ === accessTokenType && header.alg === accessTokenAlgorithm,
    expired: !(Number(claims.exp) > now_ms() / 1000),
    active: await isActive(run, token),
    certificateFits: cert === undefined ? undefined : claims.cnf?.['x5t#S256'] === thumbprintOf(cert),
  }
}

/** Says what a token is and whether the running gateway would take it. Exit code 1 when not, or when that can't be told. The token is never printed. */
export const tokenExplain: Command = {
  usage: '(TOKEN | -) [--cert CERT.pem]',
  title: {
    vi: 'Giải thích một mã truy cập: của ai, để làm gì, còn dùng được không',
    en: 'Explain an access token: whose, for what, and whether it is good',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const [given] = positionals
    if (given === undefined)
      throw new Usage('thiếu mã; dùng - để đọc từ đầu vào chuẩn · which token? - reads standard input')
    const run = readRunFile(loadProcessConfig().dataDir)
    if (!run) throw new Usage('cổng chưa chạy (npm start) · no gateway is running (npm start)')
    const token = (given === '-' ? await textOf(process.stdin) : given).trim().replace(/^Bearer +/i, '')
    const found =
      token.length <= limits.token.access_token_bytes_max ? await findingsOf(run, token, values.cert) : undefined
    if (!found) {
      process.stderr.write('đây không phải là JWT · this is no JWT\n')
      return 1
    }
    process.stdout.write(`${explained(found).join('\n')}\n`)
    return found.active && faultsOf(found).length === 0 ? 0 : 1
  },
}
