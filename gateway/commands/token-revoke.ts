import { readFileSync } from 'node:fs'
import { text as textOf } from 'node:stream/consumers'
import { loadProcessConfig } from '../config/config.ts'
import { clientWith } from '../development/client.ts'
import { readRunFile } from '../development/run-file.ts'
import { signRequest } from '../identity/request-signature.ts'
import { now_ms } from '../telemetry/clock.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { refused } from './refused-reply.ts'

const options = {
  as: { type: 'string' },
  officer: { type: 'string' },
  agency: { type: 'string' },
  system: { type: 'string' },
} as const

/** Takes tokens of the running development gateway back, as an agency's own system or the security officers' would (RFC 7009). */
export const tokenRevoke: Command = {
  usage: '--as SYSTEM (TOKEN | - | --officer ID [--agency AGENCY] | --system SYSTEM)',
  title: {
    vi: 'Thu hồi một mã, hoặc mọi mã của một cán bộ hay hệ thống',
    en: 'Take back one token, or all of an officer or a system',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const run = readRunFile(loadProcessConfig().dataDir)
    if (!run) throw new Usage('cổng chưa chạy (npm start) · no gateway is running (npm start)')
    const own = run.clients[needed(values.as, 'as')]
    if (!own) throw new Usage(`--as: ${Object.keys(run.clients).join(' | ')}`)
    const [given] = positionals
    const token = given === '-' ? (await textOf(process.stdin)).trim() : given
    const { officer, agency, system } = values
    const named = Object.entries({ token, officer, agency, system })
    const form = named.filter((entry): entry is [string, string] => entry[1] !== undefined)
    const client = clientWith(run, own)
    const body = new URLSearchParams(form).toString()
    const headers = await signRequest({
      keyPem: readFileSync(own.assertion_key, 'utf8'),
      targetUri: `${run.url}/oauth2/revoke`,
      contentType: 'application/x-www-form-urlencoded',
      body,
      created_s: Math.floor(now_ms() / 1000),
    })
    const reply = await client.call('/oauth2/revoke', { method: 'POST', headers, body }).finally(client.close)
    if (reply.status === 200) {
      process.stdout.write('đã thu hồi · revoked\n')
      return 0
    }
    return refused(reply)
  },
}
